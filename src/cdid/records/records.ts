import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { digestOf } from '../files/digest.ts'
import { readContent } from '../files/file-content.ts'
import { decode } from '../files/file-encoding.ts'
import { kindOf } from '../files/file-kind.ts'
import { type HeldLock, type LockOptions, withLock } from '../files/file-lock.ts'
import { replaceFile } from '../files/replace-file.ts'
import { ReceptionError } from '../reception-problem.ts'
import { appendAudit, type AuditedChange, type Auditor, settleAudit } from './audit.ts'
import { type Records, recordsSchema } from './records-schema.ts'

export interface RecordsFile {
  /** The real path of the records. */
  readonly file: string
  readonly practice: boolean
  readonly auditor: Auditor
  readonly lock?: LockOptions
}

const recordsMaxBytes = 64 * 1024 * 1024

/** Reads the records; a missing file gives empty ones. Throws when the records are of practice and the command is not, or the reverse. */
export async function readRecords(from: Pick<RecordsFile, 'file' | 'practice'>): Promise<Records> {
  return (await read(from)).records
}

/**
 * Reads, changes and writes the records under their lock, with a line in the audit file before and after. Nothing is written when
 * `change` returns its argument, or when the audit file cannot be written. `did` names the command.
 */
export async function changeRecords(
  from: RecordsFile,
  did: string,
  change: (records: Records) => Records,
): Promise<Records> {
  return withRecords(from, async ({ records, digest, write, audit }) => {
    const after = change(records)
    if (after === records) return records
    const bytes = bytesOf(after)
    const line = { id: randomUUID(), did, file: from.file, before: digest, after: digestOf(bytes) }
    await audit({ ...line, phase: 'intent' })
    try {
      await write(bytes)
    } catch (error) {
      await audit({ ...line, phase: 'withdrawn' }).catch(() => undefined)
      throw error
    }
    await audit({ ...line, phase: 'done' }).catch(() => undefined)
    return after
  })
}

/** The records with their lock held: what they hold, and how they and the audit file are written. */
export interface LockedRecords {
  readonly records: Records
  /** SHA-256 of the file as it was read; `null` when there was none. */
  readonly digest: string | null
  readonly write: (bytes: Uint8Array) => Promise<void>
  readonly audit: (line: AuditedChange) => Promise<void>
}

/** Runs `work` with the records' lock held, after the audit lines that a killed run left without a result got theirs. */
export function withRecords<T>(from: RecordsFile, work: (locked: LockedRecords) => Promise<T>): Promise<T> {
  return withLock(
    from.file,
    async (held) => {
      const { records, digest } = await read(from)
      const pending = records.intents.map(({ id }) => id)
      await settleAudit(from, pending, () => held.check()).catch(() => undefined)
      return work({
        records,
        digest,
        write: (bytes) => writeRecords(from, bytes, held),
        audit: (line) => appendAudit(from, line, () => held.check()),
      })
    },
    from.lock,
  )
}

/** Returns the records as the bytes of their file. */
export function bytesOf(records: Records): Uint8Array {
  return Buffer.from(`${JSON.stringify(recordsSchema.parse(records), null, 2)}\n`)
}

async function writeRecords({ file }: RecordsFile, bytes: Uint8Array, held: HeldLock): Promise<void> {
  const temporary = `.${basename(file)}.prextra.tmp`
  await replaceFile(file, bytes, { like: file, temporary, beforeReplacing: () => held.check() })
}

async function read({ file, practice }: Pick<RecordsFile, 'file' | 'practice'>) {
  let content: Uint8Array
  try {
    content = await readContent(file, recordsMaxBytes)
  } catch (error) {
    const isMissing = error instanceof ReceptionError && error.problem.code === 'file-not-found'
    if (!isMissing) throw error
    const none = { format: 'prextra-reception-records', version: 1, practice, customers: [], intents: [] } as const
    return { records: { ...none, customers: [], intents: [] } satisfies Records, digest: null }
  }
  const parsed = recordsSchema.safeParse(parse(content))
  if (!parsed.success) {
    const kind = kindOf(content)
    if (kind !== 'records' && kind !== 'json' && kind !== 'text') {
      throw new ReceptionError({ code: 'other-kind', file, kind, wanted: 'records' })
    }
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    throw new ReceptionError({ code: 'records-unreadable', file, field: field === '' ? 'JSON' : field })
  }
  if (parsed.data.practice !== practice) throw new ReceptionError({ code: 'records-of-other-world', file, practice })
  return { records: parsed.data, digest: digestOf(content) }
}

/** Parses JSON in UTF-8 or UTF-16, with or without a mark: editors add one. */
function parse(content: Uint8Array): unknown {
  try {
    return JSON.parse(decode(content)?.text ?? '')
  } catch {
    return null
  }
}
