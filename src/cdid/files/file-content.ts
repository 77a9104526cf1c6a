import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { ReceptionError } from '../reception-problem.ts'
import { readProblem } from './file-problem.ts'

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
    throw readProblem(error, file)
  }
  if (length > maxBytes) {
    throw new ReceptionError({ code: 'file-too-large', file, maxKilobytes: Math.floor(maxBytes / 1024) })
  }
  return Buffer.concat(chunks)
}
