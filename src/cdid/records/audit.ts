import { chmod, chown, open, stat } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { z } from 'zod'
import { digestOfFile } from '../files/digest.ts'
import { writeProblem } from '../files/file-problem.ts'
import { copyWindowsRights } from '../files/windows-rights.ts'

/**
 * One line of the audit file: who did what to which file, when, and its digests before and after. A change has a line before it
 * (`intent`) and one after it with the same id: it was `done`, it was `withdrawn` and nothing was written, or it is `unclear`,
 * because somebody else has changed the file since. It holds no secret.
 */
const auditSchema = z.looseObject({
  at: z.iso.datetime({ offset: true }),
  user: z.string(),
  host: z.string(),
  id: z.uuid(),
  did: z.string(),
  phase: z.enum(['intent', 'done', 'withdrawn', 'unclear']),
  file: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  environment: z.string().optional(),
  tenantId: z.string().optional(),
  /** SHA-256 of the sealed file. */
  sealed: z.string().optional(),
  backup: z.string().optional(),
  unchecked: z.string().optional(),
})

export type AuditLine = z.infer<typeof auditSchema>

/** What a command says of a line; when, who and on which computer is added. */
export interface AuditedChange {
  readonly id: string
  readonly did: string
  readonly phase: AuditLine['phase']
  readonly file: string
  readonly before: string | null
  readonly after: string | null
  readonly environment?: string | undefined
  readonly tenantId?: string | undefined
  readonly sealed?: string | undefined
  readonly backup?: string | undefined
  readonly unchecked?: string | undefined
}

/** By which clock lines are dated. */
export interface Auditor {
  readonly now: () => Date
}

interface Audited {
  /** The real path of the records. */
  readonly file: string
  readonly auditor: Auditor
}

/** How much of the end of the audit file is read to find lines without a result. */
const tailBytes = 256 * 1024
const targetMaxBytes = 64 * 1024 * 1024

/** Returns the path of the audit file, which is beside the records. */
export function auditOf(recordsFile: string): string {
  return `${recordsFile.replace(/\.json$/i, '')}.audit.jsonl`
}

/** Appends a line, flushed to the disk. `check` rejects when the records' lock was lost. */
export async function appendAudit(
  { file, auditor }: Audited,
  line: AuditedChange,
  check: () => Promise<void>,
): Promise<void> {
  const path = auditOf(file)
  const whole: AuditLine = { ...line, at: auditor.now().toISOString(), user: userName(), host: hostname() }
  await check()
  try {
    const handle = await open(path, 'a+', 0o600)
    try {
      const { size } = await handle.stat()
      if (size === 0) await giveRights(path, file)
      // A run that was killed may have left half a line.
      const last = Buffer.alloc(1)
      if (size > 0) await handle.read(last, 0, 1, size - 1)
      const start = size > 0 && last.toString() !== '\n' ? '\n' : ''
      await handle.writeFile(`${start}${JSON.stringify(whole)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw writeProblem(error, path)
  }
}

/**
 * Gives every line that a killed run left without a result one, told from the digest of the file that it names. Lines of changes
 * that are still written down in the records (`pending`) are left to them.
 */
export async function settleAudit(
  audited: Audited,
  pending: readonly string[],
  check: () => Promise<void>,
): Promise<void> {
  for (const line of await unresolvedLines(auditOf(audited.file))) {
    if (pending.includes(line.id)) continue
    const now = await digestOfFile(line.file, targetMaxBytes).catch(() => null)
    const phase = now === line.after ? 'done' : now === line.before ? 'withdrawn' : 'unclear'
    await appendAudit(audited, { ...line, phase }, check)
  }
}

/** Resolves to the lines at the end of the audit file that have no result. */
export async function unresolvedLines(path: string): Promise<readonly AuditLine[]> {
  const open = new Map<string, AuditLine>()
  for (const text of (await readTail(path)).split('\n')) {
    const line = parseLine(text)
    if (line?.phase === 'intent') open.set(line.id, line)
    else if (line) open.delete(line.id)
  }
  return [...open.values()]
}

async function readTail(path: string): Promise<string> {
  const handle = await open(path, 'r').catch(() => null)
  if (!handle) return ''
  try {
    const { size } = await handle.stat()
    const tail = Buffer.alloc(Math.min(size, tailBytes))
    await handle.read(tail, 0, tail.length, size - tail.length)
    return tail.toString('utf8')
  } finally {
    await handle.close()
  }
}

function parseLine(text: string): AuditLine | null {
  try {
    return auditSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Gives a new audit file the rights of the records, if there are records. */
async function giveRights(path: string, records: string): Promise<void> {
  const like = await stat(records).catch(() => null)
  if (!like) return
  if (process.platform === 'win32') {
    await copyWindowsRights(records, path)
    return
  }
  await chown(path, like.uid, like.gid).catch(() => undefined)
  await chmod(path, like.mode & 0o777)
}

function userName(): string {
  const domain = process.env['USERDOMAIN']
  try {
    const { username } = userInfo()
    return domain === undefined ? username : `${domain}\\${username}`
  } catch {
    return process.env['USERNAME'] ?? process.env['USER'] ?? '?'
  }
}
