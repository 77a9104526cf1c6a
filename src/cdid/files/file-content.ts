import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { ReceptionError } from '../reception-problem.ts'

/** Reads an ordinary file of at most `maxBytes`. Never reads more than that, and opens no pipe or device. */
export async function readContent(file: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    if (!(await stat(file)).isFile()) throw new ReceptionError({ code: 'not-a-file', file })
    // `end` is inclusive, so one byte more than the limit is read, which shows that the file is too large.
    for await (const chunk of createReadStream(file, { end: maxBytes }) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk)
      length += chunk.length
    }
  } catch (error) {
    throw error instanceof ReceptionError ? error : new ReceptionError(readProblem(error, file))
  }
  if (length > maxBytes) {
    throw new ReceptionError({ code: 'file-too-large', file, maxKilobytes: Math.floor(maxBytes / 1024) })
  }
  return Buffer.concat(chunks)
}

/** Returns the problem of a write that failed, with the file's name. */
export function writeProblem(error: unknown, file: string): ReceptionError {
  return new ReceptionError({ code: 'file-not-written', file, reason: systemCode(error) })
}

/** Returns the system's code of an error (`ENOSPC`, `EACCES`), which is safe to show, unlike its message. */
export function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

function readProblem(error: unknown, file: string) {
  const reason = systemCode(error)
  if (reason === 'ENOENT' || reason === 'ENOTDIR') return { code: 'file-not-found', file } as const
  if (reason === 'EACCES' || reason === 'EPERM') return { code: 'file-not-allowed', file } as const
  return { code: 'file-not-read', file, reason } as const
}
