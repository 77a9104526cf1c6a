import type { Edit } from 'jsonc-parser'
import { byteLength, encode, markLength } from '../files/file-encoding.ts'
import type { Configuration } from './configuration.ts'

/** Returns the bytes of a configuration with edits of its text. What is outside the edits is copied, byte by byte, and never written anew. */
export function editedBytes(
  before: Uint8Array,
  { text, encoding }: Pick<Configuration, 'text' | 'encoding'>,
  edits: readonly Edit[],
): Uint8Array {
  const parts: Uint8Array[] = []
  /** How far the text, and its bytes, are copied or left out. */
  let done = 0
  let doneBytes = markLength(encoding)
  parts.push(before.subarray(0, doneBytes))
  const bytesTo = (offset: number) => doneBytes + byteLength(text.slice(done, offset), encoding)
  for (const { offset, length, content } of edits.toSorted((one, other) => one.offset - other.offset)) {
    if (offset < done) throw new Error('two edits overlap')
    const start = bytesTo(offset)
    parts.push(before.subarray(doneBytes, start), encode(content, encoding).subarray(markLength(encoding)))
    doneBytes = bytesTo(offset + length)
    done = offset + length
  }
  return Buffer.concat([...parts, before.subarray(doneBytes)])
}
