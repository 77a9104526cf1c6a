import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Deletes files, and all that is in folders; the folders stay, because files are still written into them. Returns whether all
 * of it is gone: another program may hold a file.
 */
export function forgetFiles({
  files,
  folders,
}: {
  readonly files: readonly string[]
  readonly folders: readonly string[]
}): boolean {
  const inFolders = folders.flatMap((folder) => namesIn(folder).map((name) => join(folder, name)))
  return [...files, ...inFolders].map(isGone).every(Boolean)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isGone(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true })
    return true
  } catch {
    return false
  }
}
