import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { readProblem, systemCode } from './file-problem.ts'

/**
 * Resolves to the one path of a file, however it was written: absolute, with every link followed and, in Windows, with the
 * case on the disk. Locks, backups and records use this path. A file that does not exist yet has the real path of its folder.
 */
export async function realFile(path: string): Promise<string> {
  const absolute = resolve(path)
  try {
    return await realpath(absolute)
  } catch (error) {
    if (!isMissing(error)) throw readProblem(error, path)
  }
  try {
    return join(await realpath(dirname(absolute)), basename(absolute))
  } catch (error) {
    if (isMissing(error)) return absolute
    throw readProblem(error, path)
  }
}

/** Tells whether two paths name the same file in a system whose file names ignore case, or the same text elsewhere. */
export function samePath(one: string, other: string, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' ? one.toLowerCase() === other.toLowerCase() : one === other
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemCode(error))
}
