import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** 80 bits in hexadecimal digits: too many for anybody to make keys until one has the same fingerprint. */
const digits = 20
const group = /.{4}/g

/**
 * Returns the fingerprint of an age public key, to be compared on the phone: the first 80 bits of the SHA-256 of its text
 * in small letters, as five groups of four hexadecimal digits.
 */
export function fingerprint(publicKey: string): string {
  const hex = bytesToHex(sha256(utf8ToBytes(publicKey.trim().toLowerCase())))
  return hex.slice(0, digits).match(group)?.join(' ') ?? ''
}
