import { randomUUID } from 'node:crypto'
import { type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export interface AtomicWriteOptions {
  /** An existing file whose mode and owner a new file takes; a file that is replaced keeps its own. */
  readonly like?: string
  /** Mode of a new file that is like no other; 0o600 unless told. */
  readonly mode?: number
  /** Name of the temporary file, for a caller that lets one writer in at a time: what a killed run left is replaced. */
  readonly temporary?: string
  /** Called with the temporary file's path when it is whole, before it replaces anything; when it rejects, nothing is replaced. */
  readonly prepare?: (temporary: string) => Promise<void>
}

interface Rights {
  readonly mode: number
  readonly owner?: { readonly uid: number; readonly gid: number }
}

/** A virus scanner or an indexer lets go of a file within a second or so; milliseconds. */
const renameWaits = [10, 20, 40, 80, 160, 320, 640, 1280]

/**
 * Leaves at `path` either what was there or all of `bytes`, on the disk, and never a third thing: a temporary file in the same
 * folder, flushed, renamed over it. Through a symbolic link it is the link's target that is replaced. Mode, and owner where the
 * system allows it, are kept; on Windows a new file has its folder's rights. Rejects with Node's own error, and then no
 * temporary file is left.
 */
export async function atomicWrite(path: string, bytes: Uint8Array, options: AtomicWriteOptions = {}): Promise<void> {
  const target = (await unlessMissing(realpath(path))) ?? path
  const folder = dirname(target)
  const rights = (await rightsOf(target)) ??
    (options.like === undefined ? undefined : await rightsOf(options.like)) ?? { mode: options.mode ?? 0o600 }

  const temporary = join(folder, options.temporary ?? `.prextra-${randomUUID()}.tmp`)
  if (options.temporary !== undefined) await unlessMissing(unlink(temporary))
  const file = await open(temporary, 'wx', 0o600)
  try {
    try {
      await file.writeFile(bytes)
      await giveRights(file, rights)
      await file.sync()
    } finally {
      await file.close()
    }
    await options.prepare?.(temporary)
    await renameOver(temporary, target)
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw error
  }
  await syncFolder(folder)
}

async function rightsOf(path: string): Promise<Rights | undefined> {
  const found = await unlessMissing(stat(path))
  return found && { mode: found.mode & 0o7777, owner: { uid: found.uid, gid: found.gid } }
}

async function giveRights(file: FileHandle, rights: Rights): Promise<void> {
  if (process.platform === 'win32') return
  const own = await file.stat()
  const { owner = own } = rights
  if (owner.uid !== own.uid || owner.gid !== own.gid) {
    await file.chown(owner.uid, owner.gid).catch((error: unknown) => {
      if (codeOf(error) !== 'EPERM') throw error
    })
  }
  // After the owner: changing it clears some bits of the mode.
  await file.chmod(rights.mode)
}

async function renameOver(from: string, to: string): Promise<void> {
  for (const ms of renameWaits) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      const held = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '')
      if (process.platform !== 'win32' || !held) throw error
      await wait(ms)
    }
  }
  await rename(from, to)
}

/** Without it a power cut may undo the rename. Windows has no such call; some network file systems answer EINVAL. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (codeOf(error) !== 'EINVAL') throw error
  } finally {
    await handle.close()
  }
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
