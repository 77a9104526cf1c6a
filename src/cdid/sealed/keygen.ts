import { writeFile } from 'node:fs/promises'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { Recipient } from '#core/ports.ts'
import { systemCode, writeProblem } from '../files/file-content.ts'
import { protect } from './passphrase.ts'
import { ReceptionError } from '../reception-problem.ts'

const yearsOfUse = 2

/**
 * Makes CDID's private key as the new file `out`, mode 0600, in age-keygen's format, sealed with the passphrase as `age -p` does
 * unless it is `null`. Resolves to the public key as `build/cdid.json` lists recipients. The key is X25519, the newest kind that
 * Debian 12's age can open.
 */
export async function keygen(out: string, now: Date, practice: boolean, passphrase: string | null): Promise<Recipient> {
  const identity = await generateX25519Identity()
  const publicKey = await identityToRecipient(identity)
  const lines = [`# created: ${now.toISOString()}`, `# public key: ${publicKey}`]
  if (practice) lines.unshift('# PRATIQUE / PRACTICE')
  const plain = [...lines, identity, ''].join('\n')
  const content = passphrase === null ? plain : await protect(plain, passphrase)
  try {
    await writeFile(out, content, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw new ReceptionError({ code: 'file-exists', file: out })
    throw writeProblem(error, out)
  }
  const end = new Date(now)
  end.setUTCFullYear(end.getUTCFullYear() + yearsOfUse)
  return {
    id: `${practice ? 'practice' : 'cdid'}-${isoDay(now).replaceAll('-', '')}`,
    publicKey,
    notAfter: isoDay(end),
  }
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
