import { identityToRecipient } from 'age-encryption'
import { readContent } from '../files/file-content.ts'
import { decode } from '../files/file-encoding.ts'
import { kindOf } from '../files/file-kind.ts'
import { ReceptionError } from '../reception-problem.ts'
import { type AgeKey, looksLikeAge, openAge } from './age-file.ts'
import type { AskPassphrase } from './passphrase.ts'

const identityMaxBytes = 64 * 1024

/** One file of private keys, read but not unlocked. */
export interface IdentityFile {
  readonly file: string
  /** Whether a passphrase is needed. */
  readonly isProtected: boolean
  /** Resolves to the keys; `null` when a person gave no right passphrase and another key may be tried. */
  unlock(askPassphrase: AskPassphrase): Promise<readonly AgeKey[] | null>
}

/**
 * Reads CDID's private keys in age-keygen's format (a key a line; blank lines and `#` lines are skipped), plain or sealed with a
 * passphrase as `age -p` does.
 */
export async function readIdentityFile(file: string): Promise<IdentityFile> {
  const content = await readContent(file, identityMaxBytes)
  const isProtected = looksLikeAge(content)
  if (!isProtected) {
    const keys = await keysIn(content, file)
    return { file, isProtected, unlock: () => Promise.resolve(keys) }
  }
  return { file, isProtected, unlock: (askPassphrase) => unlock(content, file, askPassphrase) }
}

async function unlock(
  content: Uint8Array,
  file: string,
  askPassphrase: AskPassphrase,
): Promise<readonly AgeKey[] | null> {
  for (;;) {
    const passphrases = await askPassphrase(file)
    if (passphrases === null) return null
    for (const passphrase of passphrases) {
      if (passphrase === '') continue
      const opened = await openAge(content, [{ passphrase }])
      if (!('refused' in opened)) return keysIn(opened.plain, file)
      if (opened.refused !== 'no-match') throw new ReceptionError({ code: 'not-an-identity', file })
    }
  }
}

async function keysIn(content: Uint8Array, file: string): Promise<readonly AgeKey[]> {
  const lines = (decode(content)?.text ?? '').split(/\r\n|\r|\n/).map((line) => line.trim())
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'))
  try {
    await Promise.all(keys.map((key) => identityToRecipient(key)))
    if (keys.length > 0) return keys.map((identity) => ({ identity }))
  } catch {
    // Named below.
  }
  const kind = kindOf(content)
  if (kind === 'text' || kind === 'identity') throw new ReceptionError({ code: 'not-an-identity', file })
  throw new ReceptionError({ code: 'other-kind', file, kind, wanted: 'identity' })
}
