import { armor, Decrypter, identityToRecipient, type Stanza } from 'age-encryption'

/** What opens an age file: a private key (`AGE-SECRET-KEY-…`) or a passphrase. */
export type AgeKey = { readonly identity: string } | { readonly passphrase: string }

export type OpenedAge =
  | {
      readonly plain: Uint8Array
      /** What was opened, without armor. */
      readonly sealed: Uint8Array
      /** The public key of the identity that opened it; `null` for a passphrase. */
      readonly recipient: string | null
      /** For whom it was sealed: the type of each stanza of the header. */
      readonly stanzas: readonly string[]
    }
  /** Not an age file at all; one that is incomplete, altered or malformed; one that none of the keys opens. */
  | { readonly refused: 'not-age' | 'damaged' | 'no-match' }

const armorStart = '-----BEGIN AGE ENCRYPTED FILE-----'
const binaryStart = 'age-encryption.org/'

/** Every stanza costs work with a private key: a header with more of them was not written for us. */
const stanzasMax = 32

/** Whether it is worth asking for a key. */
export function looksLikeAge(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  return start.startsWith(binaryStart) || start.trimStart().startsWith(armorStart)
}

/** Opens an age file, binary or armored, all or nothing: no byte is returned unless the last one was authentic. */
export async function openAge(bytes: Uint8Array, keys: readonly AgeKey[]): Promise<OpenedAge> {
  if (!looksLikeAge(bytes)) return { refused: 'not-age' }
  let sealed: Uint8Array
  try {
    sealed = Buffer.from(bytes.subarray(0, binaryStart.length)).toString('latin1') === binaryStart ? bytes : bare(bytes)
  } catch {
    return { refused: 'damaged' }
  }
  // Without a key a header is read all the same: what is malformed is not for another key.
  for (const key of keys.length > 0 ? keys : [null]) {
    const decrypter = new Decrypter()
    const header = { stanzas: [] as readonly string[], noMatch: false }
    decrypter.addIdentity({ unwrapFileKey: (stanzas: Stanza[]) => see(stanzas, header) })
    if (key && 'identity' in key) decrypter.addIdentity(key.identity)
    else if (key) decrypter.addPassphrase(key.passphrase)
    // Asked only when the key above matched nothing: tells "another key" from "damaged" without reading the library's messages.
    decrypter.addIdentity({ unwrapFileKey: () => none(header) })
    try {
      const plain = await decrypter.decrypt(sealed)
      const recipient = key && 'identity' in key ? await identityToRecipient(key.identity) : null
      return { plain, sealed, recipient, stanzas: header.stanzas }
    } catch {
      if (!header.noMatch) return { refused: 'damaged' }
    }
  }
  return { refused: 'no-match' }
}

function bare(armored: Uint8Array): Uint8Array {
  return armor.decode(Buffer.from(armored).toString('latin1'))
}

/** Refuses, before any key is used, what age's own rules refuse whoever opens it: a passphrase beside anything else. */
function see(stanzas: Stanza[], header: { stanzas: readonly string[] }): null {
  const types = stanzas.map(({ args: [type = ''] }) => type)
  if (types.length === 0 || types.length > stanzasMax) throw new RangeError('stanzas')
  if (types.includes('scrypt') && types.length > 1) throw new RangeError('scrypt')
  header.stanzas = types
  return null
}

function none(header: { noMatch: boolean }): null {
  header.noMatch = true
  return null
}
