import { createHash, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { instant } from './clock.ts'
import type { Replicated } from './replication.ts'

/** What the directory keeps of a client secret: never its text. */
export interface StoredPassword extends Replicated {
  readonly keyId: string
  readonly displayName: string | null
  readonly startDateTime: string
  readonly endDateTime: string
  readonly hint: string
  readonly hash: string
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~.-'

function letters(count: number): string {
  return Array.from({ length: count }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A new secret, shaped like Entra's (40 characters around `8Q~`). The text exists only in this answer. */
export function makePassword(wish: { displayName: string | null; start: Date; end: Date; replicated: Replicated }): {
  stored: StoredPassword
  secretText: string
} {
  const secretText = `${letters(3)}8Q~${letters(34)}`
  return {
    secretText,
    stored: {
      keyId: randomUUID(),
      displayName: wish.displayName,
      startDateTime: instant(wish.start),
      endDateTime: instant(wish.end),
      hint: secretText.slice(0, 3),
      hash: digest(secretText),
      ...wish.replicated,
    },
  }
}

export function isPassword(stored: StoredPassword, secretText: string): boolean {
  return timingSafeEqual(Buffer.from(stored.hash, 'hex'), Buffer.from(digest(secretText), 'hex'))
}
