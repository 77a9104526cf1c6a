import { basename } from 'node:path'
import { z } from 'zod'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { readContent, writeProblem } from '../files/file-content.ts'
import { withLock } from '../files/file-lock.ts'
import { ReceptionError } from '../reception-problem.ts'

const instant = z.iso.datetime({ offset: true })
const line = (max: number) => z.string().min(1).max(max)

const contactSchema = z.looseObject({ name: line(256), email: line(320) })

/** One sealed file, known by its digest, and what became of it. Never the secret: only which one it is and when it ends. */
const deliverySchema = z.looseObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  id: z.uuid(),
  applicationId: z.guid(),
  secretKeyId: z.guid(),
  secretExpiresAt: instant,
  profile: z.enum(['ews', 'graph']),
  /** When its control code, as the administrator read it out, was found right. */
  codeAt: instant.nullable(),
  /** When Microsoft gave a token for this secret, and for which tenant. */
  token: z.looseObject({ at: instant, tenantId: z.guid(), roles: z.array(z.string().max(128)) }).nullable(),
  mailbox: z.looseObject({ at: instant, address: line(320) }).nullable(),
  merged: z
    .looseObject({
      at: instant,
      config: line(4096),
      /** Digest of the whole configuration after it. */
      written: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
      backup: line(4096).nullable(),
      /** Why it was merged without a token from Microsoft; `null` when there was one. */
      unchecked: line(500).nullable(),
    })
    .nullable(),
  confirmedAt: instant.nullable(),
})

/** What CDID itself knows of one customer: which environment and tenant a file may touch comes from here alone. */
const customerSchema = z.looseObject({
  environment: line(64),
  tenantId: z.guid(),
  name: line(256).nullable(),
  contact: contactSchema.nullable(),
  /** A mailbox to try the access on. */
  mailbox: line(320).nullable(),
  addedAt: instant,
  deliveries: z.array(deliverySchema),
})

const recordsSchema = z.looseObject({
  format: z.literal('prextra-reception-records'),
  version: z.literal(1),
  practice: z.boolean(),
  customers: z.array(customerSchema),
})

export type Contact = z.infer<typeof contactSchema>
export type Delivery = z.infer<typeof deliverySchema>
export type Customer = z.infer<typeof customerSchema>
export type Records = z.infer<typeof recordsSchema>

export interface RecordsFile {
  readonly file: string
  readonly practice: boolean
}

const recordsMaxBytes = 64 * 1024 * 1024

/** The records, or none yet. Practice has its own: neither is ever read as the other. */
export async function readRecords({ file, practice }: RecordsFile): Promise<Records> {
  let content: Uint8Array
  try {
    content = await readContent(file, recordsMaxBytes)
  } catch (error) {
    const missing = error instanceof ReceptionError && error.problem.code === 'file-not-found'
    if (missing) return { format: 'prextra-reception-records', version: 1, practice, customers: [] }
    throw error
  }
  const read = recordsSchema.safeParse(parse(content))
  if (!read.success) {
    const field = read.error.issues[0]?.path.join('.') ?? ''
    throw new ReceptionError({ code: 'records-unreadable', file, field: field === '' ? 'JSON' : field })
  }
  if (read.data.practice !== practice) throw new ReceptionError({ code: 'records-of-other-world', file, practice })
  return read.data
}

/** Reads, changes and writes the records, one process at a time; nothing is written when `change` answers what it was given. */
export async function changeRecords(records: RecordsFile, change: (records: Records) => Records): Promise<Records> {
  return withLock(records.file, async (held) => {
    const before = await readRecords(records)
    const after = change(before)
    if (after === before) return before
    const bytes = Buffer.from(`${JSON.stringify(recordsSchema.parse(after), null, 2)}\n`)
    await held.check()
    try {
      await atomicWrite(records.file, bytes, { temporary: `.${basename(records.file)}.prextra.tmp` })
    } catch (error) {
      throw writeProblem(error, records.file)
    }
    return after
  })
}

function parse(content: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(content).toString('utf8'))
  } catch {
    return null
  }
}
