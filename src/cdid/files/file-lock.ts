import { createHash, randomUUID } from 'node:crypto'
import { constants, copyFile, link, open, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { ReceptionError } from '../reception-problem.ts'
import { systemCode, writeProblem } from './file-problem.ts'

/** Who holds a lock. Process numbers are reused, so the start time tells whether it is still the same process. */
const holderSchema = z.object({
  token: z.uuid(),
  process: z.int().positive(),
  startedAt: z.string().nullable(),
  host: z.string(),
  /** Tells two computers of one name apart; empty in a lock of an older version. */
  machine: z.string().default(''),
})

export type LockHolder = z.infer<typeof holderSchema>

/** A lock that is held. `check` rejects when somebody has taken it over; it is called just before every write. */
export interface HeldLock {
  check(): Promise<void>
}

export interface LockOptions {
  /** How long to wait for another holder, in milliseconds. */
  readonly patience?: number
  /** Called when the lock of another computer is taken over, because it was not refreshed for two minutes. */
  readonly takenOver?: (holder: LockHolder) => void
}

/** The milliseconds after which an empty lock is stale: its maker was killed between making and writing it. */
const makingMs = 1_000
const patienceMs = 10_000
const pollMs = 50
/** How often a holder writes its lock again. */
const refreshMs = 3_000
/** How long another computer's lock may go without being written again. */
export const silenceMs = 2 * 60_000

/** Returns the lock of a file. */
export function lockOf(file: string): string {
  return `${file}.prextra-lock`
}

/**
 * Runs `work` while no other process works on the same file, which is named by its real path. `<file>.prextra-lock` names the
 * holder, who writes it again every few seconds. The lock of a process of this computer that has ended is taken over at once;
 * the lock of another computer only after two minutes without a refresh by the file system's own clock. Rejects with
 * `file-locked` when the lock is not free after `patience` milliseconds.
 */
export async function withLock<T>(
  file: string,
  work: (held: HeldLock) => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const lock = lockOf(file)
  const token = randomUUID()
  const closePipe = await openPipe(token)
  try {
    const own = await acquire(file, lock, token, options)
    const refreshing = setInterval(() => void refresh(lock, own).catch(() => undefined), refreshMs)
    refreshing.unref()
    try {
      return await work({ check: () => check(file, lock, token) })
    } finally {
      clearInterval(refreshing)
      const holder = await readHolder(lock)
      if (holder?.token === token) await unlink(lock).catch(() => undefined)
    }
  } finally {
    closePipe()
  }
}

/** Resolves to who holds a lock file, and whether the holder is gone; `null` when there is no lock. */
export async function inspectLock(
  lock: string,
): Promise<{ readonly holder: LockHolder | null; readonly stale: boolean } | null> {
  if ((await modifiedAt(lock)) === null) return null
  const holder = await readHolder(lock)
  return { holder, stale: (await staleness(lock, holder)) !== null }
}

async function acquire(file: string, lock: string, token: string, options: LockOptions): Promise<LockHolder> {
  const own: LockHolder = {
    token,
    process: process.pid,
    startedAt: await startOf(process.pid),
    host: hostname(),
    machine: machineMark(),
  }
  const until = performance.now() + (options.patience ?? patienceMs)
  for (;;) {
    if (await make(file, lock, own)) return own
    const seen = await readHolder(lock)
    const stale = await staleness(lock, seen)
    if (stale !== null) {
      await removeStale(lock, seen)
      if (stale === 'silent' && seen) options.takenOver?.(seen)
    } else if (performance.now() >= until) throw lockedBy(seen, file, lock)
    else await wait(pollMs)
  }
}

async function make(file: string, lock: string, own: LockHolder): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx', 0o600)
    try {
      await handle.writeFile(JSON.stringify(own))
    } catch (error) {
      await unlink(lock).catch(() => undefined)
      throw error
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    const reason = systemCode(error)
    if (reason === 'EEXIST') return false
    // Windows answers so while a lock that was just removed is still open somewhere.
    if (process.platform === 'win32' && (reason === 'EPERM' || reason === 'EBUSY')) return false
    throw writeProblem(error, file)
  }
}

/** Writes the lock again, so that its date shows that the holder is alive. Does nothing to a lock that is not ours. */
async function refresh(lock: string, own: LockHolder): Promise<void> {
  const handle = await open(lock, 'r+')
  try {
    const holder = parseHolder(await handle.readFile('utf8'))
    if (holder?.token === own.token) await handle.write(JSON.stringify(own), 0)
  } finally {
    await handle.close()
  }
}

async function check(file: string, lock: string, token: string): Promise<void> {
  const holder = await readHolder(lock)
  if (holder?.token !== token) throw lockedBy(holder, file, lock)
}

function lockedBy(holder: LockHolder | null, file: string, lock: string): ReceptionError {
  const { process: id = 0, host = '?' } = holder ?? {}
  return new ReceptionError({ code: 'file-locked', file, lock, process: id, host })
}

async function readHolder(lock: string): Promise<LockHolder | null> {
  return parseHolder(await readFile(lock, 'utf8').catch(() => ''))
}

function parseHolder(text: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Returns why a lock may be taken over: its process has `ended`, or another computer was `silent`; `null` when it may not. */
async function staleness(lock: string, holder: LockHolder | null): Promise<'ended' | 'silent' | null> {
  const here = holder?.host === hostname() && (holder.machine === '' || holder.machine === machineMark())
  if (here) return (await isRunning(holder)) ? null : 'ended'
  const age = (await ageByFileSystem(lock)) ?? 0
  if (!holder) return age > makingMs ? 'ended' : null
  return age > silenceMs ? 'silent' : null
}

/** Resolves to the milliseconds since a lock was last written, by the clock that dates the files of its folder. */
async function ageByFileSystem(lock: string): Promise<number | null> {
  const written = await modifiedAt(lock)
  if (written === null) return null
  // A clock that runs behind the file system's would never see a lock grow old, so this one is not asked.
  const probe = `${lock}.${randomUUID()}.now`
  try {
    await writeFile(probe, '', { flag: 'wx', mode: 0o600 })
    const now = await modifiedAt(probe)
    return now === null ? null : now - written
  } catch {
    return null
  } finally {
    await unlink(probe).catch(() => undefined)
  }
}

async function modifiedAt(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null)
  return found && found.mtimeMs
}

/** Removes a stale lock. Two processes may find it stale at once; the one that moved a newer lock away puts it back. */
async function removeStale(lock: string, seen: LockHolder | null): Promise<void> {
  const aside = `${lock}.${randomUUID()}`
  try {
    await rename(lock, aside)
    const taken = await readHolder(aside)
    if (taken?.token !== seen?.token) await putBack(aside, lock)
    await unlink(aside)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw writeProblem(error, lock)
  }
}

/** Gives a lock its name back unless somebody has made another one. Some network shares know no hard links. */
async function putBack(aside: string, lock: string): Promise<void> {
  try {
    await link(aside, lock)
  } catch {
    await copyFile(aside, lock, constants.COPYFILE_EXCL).catch(() => undefined)
  }
}

async function isRunning(holder: LockHolder): Promise<boolean> {
  if (process.platform === 'win32' && holder.machine !== '') return pipeIsOpen(holder.token)
  try {
    process.kill(holder.process, 0)
  } catch (error) {
    if (systemCode(error) !== 'EPERM') return false
  }
  return holder.startedAt === null || holder.startedAt === (await startOf(holder.process))
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

/** Returns a digest of the network cards' addresses: two computers of one name, or copies of one, have different cards. */
function machineMark(): string {
  const cards = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal }) => !internal)
    .map(({ mac }) => mac)
  const text = [...new Set(cards)].sort().join()
  return createHash('sha256').update(`prextra-lock ${text}`).digest('hex').slice(0, 16)
}

function pipeOf(token: string): string {
  return `\\\\.\\pipe\\prextra-lock-${token}`
}

/**
 * Opens, in Windows, a named pipe that exists exactly as long as this process: process numbers come back there, and nothing
 * says when a process began. Resolves to what closes it.
 */
async function openPipe(token: string): Promise<() => void> {
  if (process.platform !== 'win32') return () => undefined
  const server = createServer((socket) => socket.destroy())
  server.unref()
  await new Promise<void>((resolve) => {
    server.once('error', resolve)
    server.listen(pipeOf(token), resolve)
  })
  return () => server.close()
}

function pipeIsOpen(token: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(pipeOf(token))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    // Only a pipe that does not exist belongs to nobody; one that is busy or forbidden has an owner.
    socket.once('error', (error) => resolve(systemCode(error) !== 'ENOENT'))
  })
}
