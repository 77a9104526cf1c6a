import { createHash } from 'node:crypto'

/** Returns the SHA-256 of a content, in hexadecimal: it tells whether a file is still the same. */
export function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
