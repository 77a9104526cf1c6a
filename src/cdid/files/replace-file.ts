import { stat } from 'node:fs/promises'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { writeProblem } from './file-problem.ts'
import { copyWindowsRights } from './windows-rights.ts'

export interface Replacement {
  /** The file whose owner and rights the new one has; while there is none, only its owner may read the new one. */
  readonly like: string
  /** Whether only its owner may read the file, when there is none yet. */
  readonly ownerOnly?: boolean
  /** The name of the temporary file: a lock lets one writer in at a time, so a fixed name is safe, and what a killed run left is found. */
  readonly temporary: string
  /** Called when the new file is complete; when it rejects, nothing is replaced. */
  readonly beforeReplacing: () => Promise<void>
}

/** Copies the rights of one file to another where the system does not: in Windows a new file has those of its folder. */
export type CopyRights = (from: string, to: string) => Promise<void>

const copyRights: CopyRights | null = process.platform === 'win32' ? (from, to) => copyWindowsRights(from, to) : null

/** Writes a file whole or not at all. The rights come first, while nobody could read anything in it. */
export async function replaceFile(
  path: string,
  bytes: Uint8Array,
  { like, ownerOnly = false, temporary, beforeReplacing }: Replacement,
  copy = copyRights,
): Promise<void> {
  const prepare = async (made: string) => {
    const isThere = await stat(like).catch(() => null)
    if (copy && isThere) await copy(like, made)
  }
  try {
    await atomicWrite(path, bytes, { like, ownerOnly, temporary, beforeReplacing, prepare })
  } catch (error) {
    throw writeProblem(error, path)
  }
}
