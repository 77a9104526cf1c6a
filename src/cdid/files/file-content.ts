import { open, stat } from 'node:fs/promises'
import { ReceptionError } from '../reception-problem.ts'
import { readProblem } from './file-problem.ts'

/** Reads an ordinary file of at most `maxBytes`. Never reads more than that, and opens no pipe or device. */
export async function readContent(file: string, maxBytes: number): Promise<Uint8Array> {
  let content = Buffer.alloc(0)
  let length = 0
  for await (const { part, size } of readParts(file, maxBytes)) {
    const needed = length + part.length
    // A file that grows meanwhile becomes longer than it was.
    if (needed > content.length) content = Buffer.concat([content.subarray(0, length)], Math.max(needed, size))
    content.set(part, length)
    length = needed
  }
  return content.subarray(0, length)
}

/** Whether such a file holds exactly that content. It is compared as it is read, and never held whole. */
export async function isContent(file: string, content: Uint8Array, maxBytes: number): Promise<boolean> {
  let at = 0
  for await (const { part } of readParts(file, maxBytes)) {
    if (Buffer.compare(part, content.subarray(at, at + part.length)) !== 0) return false
    at += part.length
  }
  return at === content.length
}

/** A part of a file, good until the next one is read, and how long the file was at first. */
interface Part {
  readonly part: Uint8Array
  readonly size: number
}

const partBytes = 256 * 1024

/** Reads such a file part by part, each in the place of the one before. */
export async function* readParts(file: string, maxBytes: number): AsyncGenerator<Part> {
  try {
    const found = await stat(file)
    if (!found.isFile()) throw new ReceptionError({ code: 'not-a-file', file })
    const size = Math.min(found.size, maxBytes)
    const handle = await open(file)
    try {
      // One byte more than the limit is read, which shows that the file is too large.
      const buffer = Buffer.alloc(Math.min(partBytes, maxBytes + 1))
      for (let left = maxBytes + 1; left > 0;) {
        const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, left), null)
        if (bytesRead === 0) return
        left -= bytesRead
        if (left === 0)
          throw new ReceptionError({ code: 'file-too-large', file, maxKilobytes: Math.floor(maxBytes / 1024) })
        yield { part: buffer.subarray(0, bytesRead), size }
      }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw readProblem(error, file)
  }
}
