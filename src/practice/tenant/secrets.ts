import { createHash, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { instant } from './clock.ts'
import type { Replicated } from './replication.ts'

/** A client secret as the directory keeps it: a hash, never the text. */
export interface StoredPassword extends Replicated {
  readonly keyId: string
  readonly displayName: string | null
  /** Base64, as the caller gave it. */
  readonly customKeyIdentifier?: string | null
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

/** Makes a secret shaped like Entra's (40 characters around `8Q~`). Only this result ever holds its text. */
export function makePassword(wanted: {
  displayName: string | null
  customKeyIdentifier: string | null
  start: Date
  end: Date
  replicated: Replicated
}): {
  stored: StoredPassword
  secretText: string
} {
  const secretText = `${letters(3)}8Q~${letters(34)}`
  return {
    secretText,
    stored: {
      keyId: randomUUID(),
      displayName: wanted.displayName,
      customKeyIdentifier: wanted.customKeyIdentifier,
      startDateTime: instant(wanted.start),
      endDateTime: instant(wanted.end),
      hint: secretText.slice(0, 3),
      hash: digest(secretText),
      ...wanted.replicated,
    },
  }
}

export function isPassword(stored: StoredPassword, secretText: string): boolean {
  return timingSafeEqual(Buffer.from(stored.hash, 'hex'), Buffer.from(digest(secretText), 'hex'))
}
