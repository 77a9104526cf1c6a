import { createHash } from 'node:crypto'
import { readParts } from './file-content.ts'

/** Returns the SHA-256 of a content, in hexadecimal: it tells whether a file is still the same. */
export function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Returns that of an ordinary file of at most `maxBytes`, which is never held whole. Rejects as `readContent` does. */
export async function digestOfFile(file: string, maxBytes: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const { part } of readParts(file, maxBytes)) hash.update(part)
  return hash.digest('hex')
}
