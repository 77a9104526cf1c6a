import { open, unlink } from 'node:fs/promises'
import { resolve, win32 } from 'node:path'
import { ReceptionError } from '../reception-problem.ts'
import { systemCode, writeProblem } from './file-problem.ts'

/**
 * Returns the absolute path of a file that a command is about to make. Throws `folder-of-windows` for a path in Windows' own
 * folder, which is where an administrator's command prompt starts.
 */
export function outputPath(
  path: string,
  platform: NodeJS.Platform = process.platform,
  windowsFolder: string | undefined = process.env['SystemRoot'],
): string {
  if (platform !== 'win32') return resolve(path)
  const absolute = win32.resolve(path)
  const inside = win32.relative(windowsFolder ?? 'C:\\Windows', absolute)
  if (!inside.startsWith('..') && !win32.isAbsolute(inside)) {
    throw new ReceptionError({ code: 'folder-of-windows', file: absolute })
  }
  return absolute
}

/** What a new file is made with. */
export interface NewFile {
  /** Called with the path while the file is empty, to give it rights. */
  readonly prepare?: (path: string) => Promise<void>
}

/**
 * Makes a new file that only its owner may read, flushed to the disk. Rejects with `file-exists` rather than replace a file;
 * when anything else fails, no file is left.
 */
export async function makeFile(path: string, content: string | Uint8Array, { prepare }: NewFile = {}): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await prepare?.(path)
      await file.writeFile(content)
      await file.sync()
    } catch (error) {
      await file.close()
      await unlink(path).catch(() => undefined)
      throw error
    }
    await file.close()
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw new ReceptionError({ code: 'file-exists', file: path })
    throw writeProblem(error, path)
  }
}
