import { randomUUID } from 'node:crypto'
import { type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export interface AtomicWriteOptions {
  /** An existing file whose mode and owner a new file takes. A file that is replaced keeps its own mode and owner. */
  readonly like?: string
  /** Whether only its owner may read a new file, whatever the mode of `like`. */
  readonly ownerOnly?: boolean
  /** The mode of a new file when `like` names no file; 0o600 by default. */
  readonly mode?: number
  /** The name of the temporary file, for a caller that allows one writer at a time: a file that a killed run left is replaced. */
  readonly temporary?: string
  /** Called with the temporary file's path while it is empty, to give it rights; when it rejects, nothing is replaced. */
  readonly prepare?: (temporary: string) => Promise<void>
  /** Called when the temporary file is whole, just before it replaces anything; when it rejects, nothing is replaced. */
  readonly beforeReplacing?: () => Promise<void>
}

interface Rights {
  readonly mode: number
  readonly owner?: { readonly uid: number; readonly gid: number }
}

/** The waits between attempts to rename on Windows, in milliseconds: a virus scanner may hold the file for a second or so. */
const renameWaits = [10, 20, 40, 80, 160, 320, 640, 1280]

/**
 * Replaces the file at `path` with all of `bytes`, or leaves it as it was: it flushes a temporary file in the same folder
 * and renames it. A symbolic link stays, and its target is replaced. The file's mode is kept, and its owner where the
 * system allows it; on Windows a new file has the rights of its folder. Rejects with Node's own error, and then no
 * temporary file is left.
 */
export async function atomicWrite(path: string, bytes: Uint8Array, options: AtomicWriteOptions = {}): Promise<void> {
  const target = (await unlessMissing(realpath(path))) ?? path
  const folder = dirname(target)
  const rights = (await rightsOf(target)) ?? (await rightsOfNew(options))

  const temporary = join(folder, options.temporary ?? `.prextra-${randomUUID()}.tmp`)
  if (options.temporary !== undefined) await unlessMissing(unlink(temporary))
  const file = await open(temporary, 'wx', 0o600)
  try {
    try {
      // Nobody may read the bytes who may not read the file they replace, so the rights come first.
      await giveRights(file, rights)
      await options.prepare?.(temporary)
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await options.beforeReplacing?.()
    await renameOver(temporary, target)
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw error
  }
  await syncFolder(folder)
}

async function rightsOfNew({ like, mode = 0o600, ownerOnly = false }: AtomicWriteOptions): Promise<Rights> {
  const rights = (like === undefined ? undefined : await rightsOf(like)) ?? { mode }
  return ownerOnly ? { ...rights, mode: rights.mode & 0o700 } : rights
}

async function rightsOf(path: string): Promise<Rights | undefined> {
  const found = await unlessMissing(stat(path))
  return found && { mode: found.mode & 0o7777, owner: { uid: found.uid, gid: found.gid } }
}

async function giveRights(file: FileHandle, rights: Rights): Promise<void> {
  if (process.platform === 'win32') return
  const current = await file.stat()
  const { owner = current } = rights
  if (owner.uid !== current.uid || owner.gid !== current.gid) {
    await file.chown(owner.uid, owner.gid).catch((error: unknown) => {
      if (codeOf(error) !== 'EPERM') throw error
    })
  }
  // The mode is set after the owner, because a change of owner clears some bits of the mode.
  await file.chmod(rights.mode)
}

async function renameOver(from: string, to: string): Promise<void> {
  for (const ms of renameWaits) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      const isHeld = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '')
      if (process.platform !== 'win32' || !isHeld) throw error
      await wait(ms)
    }
  }
  await rename(from, to)
}

/** Flushes the folder, or a power cut might undo the rename. Windows has no such call; some network file systems answer EINVAL. */
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
