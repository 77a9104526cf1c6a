import { ReceptionError } from '../reception-problem.ts'

/** Returns the system's code of an error (`ENOSPC`, `EACCES`), which is safe to show, unlike its message. */
export function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** Returns the problem of a file that could not be read. */
export function readProblem(error: unknown, file: string): ReceptionError {
  if (error instanceof ReceptionError) return error
  const reason = systemCode(error)
  if (reason === 'ENOENT' || reason === 'ENOTDIR') return new ReceptionError({ code: 'file-not-found', file })
  if (reason === 'EACCES' || reason === 'EPERM') return new ReceptionError({ code: 'file-not-allowed', file })
  if (isHeld(error)) return new ReceptionError({ code: 'file-held', file })
  return new ReceptionError({ code: 'file-not-read', file, reason })
}

/** Returns the problem of a file that could not be written. */
export function writeProblem(
  error: unknown,
  file: string,
  platform: NodeJS.Platform = process.platform,
): ReceptionError {
  if (error instanceof ReceptionError) return error
  const reason = systemCode(error)
  if (isHeld(error, platform)) return new ReceptionError({ code: 'file-held', file })
  if (reason === 'ENOENT' || reason === 'ENOTDIR') return new ReceptionError({ code: 'folder-not-found', file })
  if (reason === 'ENOSPC' || reason === 'EDQUOT') return new ReceptionError({ code: 'disk-full', file })
  if (['EACCES', 'EPERM', 'EROFS'].includes(reason)) return new ReceptionError({ code: 'file-not-writable', file })
  return new ReceptionError({ code: 'file-not-written', file, reason })
}

/**
 * Whether another program has the file open. Windows answers EBUSY for a file that is opened, and EPERM or EACCES for one that
 * is replaced: by then the new file beside it could be made, so it is not the folder's rights that are missing.
 */
function isHeld(error: unknown, platform: NodeJS.Platform = process.platform): boolean {
  const reason = systemCode(error)
  if (reason === 'EBUSY' || reason === 'ETXTBSY') return true
  const renaming = error instanceof Error && 'syscall' in error && error.syscall === 'rename'
  return platform === 'win32' && renaming && (reason === 'EPERM' || reason === 'EACCES')
}
