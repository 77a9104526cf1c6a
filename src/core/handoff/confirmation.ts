import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Secret } from '../secret.ts'

/**
 * CDID's confirmation that a sealed file arrived and its secret works; `confirmationSchema` reads it.
 * Only who holds the secret can write `mac`.
 */
export interface Confirmation {
  /** Of the handoff. */
  readonly id: string
  /** Of the secret. */
  readonly keyId: string
  /** When it was confirmed; ISO 8601. */
  readonly at: string
  readonly mac: string
}

/** Longest confirmation, in bytes, that is ever read. */
export const confirmationMaxBytes = 4 * 1024

export function confirm(what: Omit<Confirmation, 'mac'>, secret: Secret): Confirmation {
  return { ...what, mac: macOf(what, secret) }
}

/** Whether who wrote it holds this secret. Every byte is compared, whatever the first ones say. */
export function isConfirmedWith(confirmation: Confirmation, secret: Secret): boolean {
  const expected = macOf(confirmation, secret)
  let differences = expected.length ^ confirmation.mac.length
  for (let place = 0; place < expected.length; place += 1) {
    differences |= expected.charCodeAt(place) ^ confirmation.mac.charCodeAt(place)
  }
  return differences === 0
}

/** HMAC-SHA256, in hexadecimal, over the canonical JSON (RFC 8785: names sorted, no spaces), keyed by the client secret. */
function macOf({ id, keyId, at }: Omit<Confirmation, 'mac'>, secret: Secret): string {
  return bytesToHex(hmac(sha256, utf8ToBytes(secret.reveal()), utf8ToBytes(JSON.stringify({ at, id, keyId }))))
}
