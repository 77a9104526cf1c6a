import { armor, Encrypter } from 'age-encryption'
import { handoffMaxBytes } from '#core/handoff/document.ts'
import type { Clock, Recipient, Seal } from '#core/ports.ts'
import { ProblemError, type ProblemCode } from '#core/problem.ts'

/**
 * The two classes of key that CDID may have: how a public key is spelled (bech32 has no `1` after the prefix), and the
 * type of its stanza in the header (https://age-encryption.org/v1; age v1.3 for the post-quantum class).
 */
const keyClasses = [
  { publicKey: /^age1[02-9ac-hj-np-z]{58}$/, stanza: 'X25519' },
  { publicKey: /^age1pq1[02-9ac-hj-np-z]{1000,2500}$/, stanza: 'mlkem768x25519' },
] as const

type KeyClass = (typeof keyClasses)[number]

/**
 * The Seal port with age v1, in binary form. Rejects with `recipient-missing` when there is no recipient, when one is past
 * its `notAfter` or is not a key, or when two classes are mixed; with `internal` when the content is empty or longer than
 * `handoffMaxBytes`, or when the header that was written does not name exactly the recipients.
 */
export function createSeal(clock: Pick<Clock, 'now'>): Seal {
  return async (plain, recipients) => {
    const now = clock.now()
    const refuse = (code: ProblemCode, detail: string) =>
      new ProblemError({ code, at: now.toISOString(), facts: { detail } })

    const keyClass = commonClass(recipients)
    if (!keyClass) throw refuse('recipient-missing', 'no recipient, or not all of one class')
    for (const { id, notAfter } of recipients) {
      if (!(now <= endOf(notAfter))) throw refuse('recipient-missing', `recipient ${id} is past ${notAfter}`)
    }
    if (plain.length === 0 || plain.length > handoffMaxBytes) throw refuse('internal', 'content size out of bounds')

    const encrypter = new Encrypter()
    for (const { id, publicKey } of recipients) {
      try {
        encrypter.addRecipient(publicKey)
      } catch {
        throw refuse('recipient-missing', `recipient ${id} is not a key`)
      }
    }
    const sealed = await encrypter.encrypt(plain)
    const stanzas = headerStanzas(sealed)
    if (stanzas?.length !== recipients.length || stanzas.some((type) => type !== keyClass.stanza)) {
      throw refuse('internal', 'the sealed header does not name the recipients')
    }
    return sealed
  }
}

function commonClass(recipients: readonly Recipient[]): KeyClass | undefined {
  if (recipients.length === 0) return undefined
  return keyClasses.find((keyClass) => recipients.every((recipient) => keyClass.publicKey.test(recipient.publicKey)))
}

/** Returns the sealed bytes as text (RFC 7468, strict), for mail: mail servers may rewrite an attachment that is not text. */
export function armored(sealed: Uint8Array): string {
  return armor.encode(sealed)
}

/** The last moment of a date without a time, in UTC, or the given instant. Not a date: an invalid one, which no instant is before. */
function endOf(notAfter: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(notAfter) ? `${notAfter}T23:59:59.999Z` : notAfter)
}

/**
 * Returns the type of each stanza of an age header, in order; `null` when the bytes are not an age file. The header is
 * read by the format's grammar and not by the library that wrote it, so that a mistake of the library shows.
 */
export function headerStanzas(sealed: Uint8Array): readonly string[] | null {
  const lines = new TextDecoder('latin1').decode(sealed.subarray(0, 1 << 20)).split('\n')
  if (lines[0] !== 'age-encryption.org/v1') return null
  const types: string[] = []
  let at = 1
  for (;;) {
    const line = lines[at++]
    if (line === undefined) return null
    if (/^--- [A-Za-z0-9+/]{43}$/.test(line)) return types
    const type = /^-> ([!-~]+)(?: [!-~]+)*$/.exec(line)?.[1]
    if (type === undefined) return null
    types.push(type)
    // A stanza's body is lines of 64 columns and one shorter line, which may be empty.
    while (/^[A-Za-z0-9+/]{64}$/.test(lines[at] ?? '')) at++
    if (!/^[A-Za-z0-9+/]{0,63}$/.test(lines[at++] ?? '!')) return null
  }
}
