import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { Recipient } from '#core/ports.ts'
import { makeFile } from '../files/output-file.ts'
import { keepToOwner } from '../files/windows-rights.ts'
import { protect } from './passphrase.ts'

const yearsOfUse = 2

/**
 * Makes CDID's private key as the new file `out`, in age-keygen's format, sealed with the passphrase as `age -p` does unless it is
 * `null`. Only the running user may read it, from before it has any content. Resolves to the public key as `build/cdid.json` lists
 * recipients. The key is X25519, the newest kind that Debian 12's age can open.
 */
export async function keygen(out: string, now: Date, practice: boolean, passphrase: string | null): Promise<Recipient> {
  const identity = await generateX25519Identity()
  const publicKey = await identityToRecipient(identity)
  const lines = [`# created: ${now.toISOString()}`, `# public key: ${publicKey}`]
  if (practice) lines.unshift('# PRATIQUE / PRACTICE')
  const plain = [...lines, identity, ''].join('\n')
  const content = passphrase === null ? plain : await protect(plain, passphrase)
  await makeFile(out, content, process.platform === 'win32' ? { prepare: (made) => keepToOwner(made) } : {})
  const end = new Date(now)
  end.setFullYear(end.getFullYear() + yearsOfUse)
  return {
    id: `${practice ? 'practice' : 'cdid'}-${localDay(now).replaceAll('-', '')}`,
    publicKey,
    notAfter: localDay(end),
  }
}

/** Returns `2026-11-27`, the day in the computer's own time zone. */
function localDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
