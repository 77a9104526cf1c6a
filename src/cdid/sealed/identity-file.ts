import { identityToRecipient } from 'age-encryption'
import { type AgeKey, looksLikeAge, openAge } from './age-file.ts'
import { readContent } from '../files/file-content.ts'
import { ReceptionError } from '../reception-problem.ts'

/** Resolves to the passphrase of a protected identity file. */
export type AskPassphrase = () => Promise<string>

const identityMaxBytes = 64 * 1024

/**
 * Reads CDID's private keys in age-keygen's format (a key a line; blank lines and `#` lines are skipped), plain or sealed with a
 * passphrase as `age -p` does.
 */
export async function readIdentities(file: string, askPassphrase: AskPassphrase): Promise<readonly AgeKey[]> {
  const content = await readContent(file, identityMaxBytes)
  const plain = looksLikeAge(content) ? await unlock(content, file, askPassphrase) : content
  const lines = Buffer.from(plain)
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'))
  try {
    await Promise.all(keys.map((key) => identityToRecipient(key)))
  } catch {
    throw new ReceptionError({ code: 'not-an-identity', file })
  }
  if (keys.length === 0) throw new ReceptionError({ code: 'not-an-identity', file })
  return keys.map((identity) => ({ identity }))
}

async function unlock(content: Uint8Array, file: string, askPassphrase: AskPassphrase): Promise<Uint8Array> {
  const opened = await openAge(content, [{ passphrase: await askPassphrase() }])
  if (!('refused' in opened)) return opened.plain
  throw new ReceptionError({ code: opened.refused === 'no-match' ? 'passphrase-wrong' : 'not-an-identity', file })
}
