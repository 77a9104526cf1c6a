import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { systemCode, writeProblem } from './file-content.ts'
import { ReceptionError } from '../reception-problem.ts'

/** Who holds a lock. Process numbers are reused, so the start time tells whether it is still the same process. */
const holderSchema = z.object({
  token: z.uuid(),
  process: z.int().positive(),
  startedAt: z.string().nullable(),
  host: z.string(),
})

type Holder = z.infer<typeof holderSchema>

/** A lock that is held. `check` rejects when somebody has taken it over; it is called just before every write. */
export interface Held {
  check(): Promise<void>
}

/** The milliseconds after which an empty lock is stale: its maker was killed between making and writing it. */
const makingMs = 1_000
const patienceMs = 10_000
const pollMs = 50

/**
 * Runs `work` while no other process works on the same file; `<file>.prextra-lock` names the holder. The lock of a process that
 * has ended is taken over. Rejects with `file-locked` when the lock is not free after `patience` milliseconds.
 */
export async function withLock<T>(file: string, work: (held: Held) => Promise<T>, patience = patienceMs): Promise<T> {
  const lock = `${file}.prextra-lock`
  const token = await acquire(file, lock, patience)
  try {
    return await work({ check: () => check(file, lock, token) })
  } finally {
    const holder = await readHolder(lock).catch(() => null)
    if (holder?.token === token) await unlink(lock).catch(() => undefined)
  }
}

async function acquire(file: string, lock: string, patience: number): Promise<string> {
  const own: Holder = {
    token: randomUUID(),
    process: process.pid,
    startedAt: await startOf(process.pid),
    host: hostname(),
  }
  const until = Date.now() + patience
  for (;;) {
    if (await make(file, lock, own)) return own.token
    const seen = await readHolder(lock).catch(() => null)
    if (await isStale(lock, seen)) await removeStaleLock(lock, seen)
    else if (Date.now() >= until) {
      const { process: id = 0, host = '?' } = seen ?? {}
      throw new ReceptionError({ code: 'file-locked', file, lock, process: id, host })
    } else await wait(pollMs)
  }
}

async function make(file: string, lock: string, own: Holder): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx', 0o600)
    try {
      await handle.writeFile(JSON.stringify(own))
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw writeProblem(error, file)
  }
}

async function check(file: string, lock: string, token: string): Promise<void> {
  const holder = await readHolder(lock).catch(() => null)
  if (holder?.token === token) return
  const { process: id = 0, host = '?' } = holder ?? {}
  throw new ReceptionError({ code: 'file-locked', file, lock, process: id, host })
}

async function readHolder(lock: string): Promise<Holder | null> {
  const read = holderSchema.safeParse(JSON.parse(await readFile(lock, 'utf8')))
  return read.success ? read.data : null
}

async function isStale(lock: string, holder: Holder | null): Promise<boolean> {
  if (!holder) {
    const made = await stat(lock).catch(() => null)
    return made !== null && Date.now() - made.mtimeMs > makingMs
  }
  if (holder.host !== hostname()) return false
  if (!isAlive(holder.process)) return true
  return holder.startedAt !== null && holder.startedAt !== (await startOf(holder.process))
}

/** Removes a stale lock. Two processes may find it stale at once; the one that moved a newer lock away puts it back. */
async function removeStaleLock(lock: string, seen: Holder | null): Promise<void> {
  const aside = `${lock}.${randomUUID()}`
  try {
    await rename(lock, aside)
    const taken = await readHolder(aside).catch(() => null)
    if (taken?.token !== seen?.token) await link(aside, lock).catch(() => undefined)
    await unlink(aside)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw writeProblem(error, lock)
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

/** Returns when a process began, as Linux counts it (proc(5), field 22); `null` where that cannot be read. */
async function startOf(id: number): Promise<string | null> {
  try {
    const text = await readFile(`/proc/${id}/stat`, 'utf8')
    // The program's name, in parentheses, may hold spaces and parentheses.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
