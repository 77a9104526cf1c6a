import { basename } from 'node:path'
import { z } from 'zod'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { profileIds } from '#core/access/profile.ts'
import { readContent, writeProblem } from '../files/file-content.ts'
import { withLock } from '../files/file-lock.ts'
import { ReceptionError } from '../reception-problem.ts'

const instant = z.iso.datetime({ offset: true })
const line = (max: number) => z.string().min(1).max(max)

const contactSchema = z.looseObject({ name: line(256), email: line(320) })

/** One sealed file, identified by its digest, and what was done with it. It holds the secret's id and end, never its value. */
const deliverySchema = z.looseObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  id: z.uuid(),
  applicationId: z.guid(),
  secretKeyId: z.guid(),
  secretExpiresAt: instant,
  profile: z.enum(profileIds),
  /** When the control code that the administrator read out was found right. */
  codeAt: instant.nullable(),
  /** When Microsoft issued a token for this secret, for which tenant and with which roles. */
  token: z.looseObject({ at: instant, tenantId: z.guid(), roles: z.array(z.string().max(128)) }).nullable(),
  mailbox: z.looseObject({ at: instant, address: line(320) }).nullable(),
  merged: z
    .looseObject({
      at: instant,
      config: line(4096),
      /** SHA-256 of the whole configuration after the merge. */
      written: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
      backup: line(4096).nullable(),
      /** The reason given for merging without a check; `null` when there was a check. */
      unchecked: line(500).nullable(),
    })
    .nullable(),
  confirmedAt: instant.nullable(),
})

/** One customer as CDID knows it. Which environment and tenant a file may touch comes from here alone. */
const customerSchema = z.looseObject({
  environment: line(64),
  tenantId: z.guid(),
  name: line(256).nullable(),
  contact: contactSchema.nullable(),
  /** The mailbox on which the access is tried. */
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

/** Reads the records; a missing file gives empty ones. Throws when the records are of practice and the command is not, or the reverse. */
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

/** Reads, changes and writes the records under their lock. Nothing is written when `change` returns its argument. */
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
