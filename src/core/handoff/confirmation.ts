import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Secret } from '../secret.ts'

/**
 * CDID's confirmation that a sealed file arrived and that its secret works; `confirmationSchema` reads it. Only somebody
 * who holds the secret can compute `mac`.
 */
export interface Confirmation {
  /** The id of the handoff that it confirms. */
  readonly id: string
  /** The key id of the secret. */
  readonly keyId: string
  /** When CDID confirmed it, in ISO 8601. */
  readonly at: string
  readonly mac: string
}

/** The longest confirmation, in bytes, that is ever read. */
export const confirmationMaxBytes = 4 * 1024

export function confirm(what: Omit<Confirmation, 'mac'>, secret: Secret): Confirmation {
  return { ...what, mac: macOf(what, secret) }
}

/** Whether it was written by somebody who holds this secret. It compares every byte, so its time tells nothing. */
export function isConfirmedWith(confirmation: Confirmation, secret: Secret): boolean {
  const expected = macOf(confirmation, secret)
  let differences = expected.length ^ confirmation.mac.length
  for (let place = 0; place < expected.length; place += 1) {
    differences |= expected.charCodeAt(place) ^ confirmation.mac.charCodeAt(place)
  }
  return differences === 0
}

/**
 * Returns the HMAC-SHA256, in hexadecimal, of the canonical JSON (RFC 8785: names sorted, no spaces), keyed by the
 * client secret.
 */
function macOf({ id, keyId, at }: Omit<Confirmation, 'mac'>, secret: Secret): string {
  return bytesToHex(hmac(sha256, utf8ToBytes(secret.reveal()), utf8ToBytes(JSON.stringify({ at, id, keyId }))))
}
