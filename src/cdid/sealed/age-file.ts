import { armor, Decrypter, identityToRecipient, type Stanza } from 'age-encryption'

/** What opens an age file: a private key (`AGE-SECRET-KEY-…`) or a passphrase. */
export type AgeKey = { readonly identity: string } | { readonly passphrase: string }

export type OpenedAge =
  | {
      readonly plain: Uint8Array
      /** The sealed bytes, without armor. */
      readonly sealed: Uint8Array
      /** The public key of the identity that opened it; `null` for a passphrase. */
      readonly recipient: string | null
      /** The type of each recipient stanza of the header. */
      readonly stanzas: readonly string[]
    }
  /** `not-age`: not an age file. `damaged`: cut, altered or malformed. `no-match`: sealed to other keys. */
  | { readonly refused: 'not-age' | 'damaged' | 'no-match' }

const armorStart = '-----BEGIN AGE ENCRYPTED FILE-----'
/** How an age file begins that is not armored. */
export const binaryStart = 'age-encryption.org/'

/** The largest number of stanzas: each costs work with the private key, and the assistant writes one or two. */
const stanzasMax = 32

/** Whether the bytes begin as an age file, binary or armored. */
export function looksLikeAge(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  return start.startsWith(binaryStart) || start.trimStart().startsWith(armorStart)
}

/** Opens an age file, binary or armored. Nothing is returned unless the whole file is authentic. */
export async function openAge(bytes: Uint8Array, keys: readonly AgeKey[]): Promise<OpenedAge> {
  if (!looksLikeAge(bytes)) return { refused: 'not-age' }
  let sealed: Uint8Array
  try {
    sealed = Buffer.from(bytes.subarray(0, binaryStart.length)).toString('latin1') === binaryStart ? bytes : bare(bytes)
  } catch {
    return { refused: 'damaged' }
  }
  // Without a key the header is still read, so that a malformed file is `damaged` and not `no-match`.
  for (const key of keys.length > 0 ? keys : [null]) {
    const decrypter = new Decrypter()
    const header = { stanzas: [] as readonly string[], noMatch: false }
    decrypter.addIdentity({ unwrapFileKey: (stanzas: Stanza[]) => see(stanzas, header) })
    if (key && 'identity' in key) decrypter.addIdentity(key.identity)
    else if (key) decrypter.addPassphrase(key.passphrase)
    // Called only when the key before it matched no stanza, which tells `no-match` from `damaged`.
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

/** Throws, before any key is used, for too many stanzas, and for a passphrase beside another stanza, which age forbids. */
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
