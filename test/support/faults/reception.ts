import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSealedFile, type OpenedFile } from '#cdid/sealed/sealed-file.ts'
import { confirm, type Confirmation } from '#core/handoff/confirmation.ts'
import { Secret } from '#core/secret.ts'
import { practiceIdentity } from '#practice/company/reception-key.ts'

let identity: string | null = null

/** The sealed file as CDID opens it. */
export function openAtReception(file: string): Promise<OpenedFile> {
  if (identity === null) {
    identity = join(mkdtempSync(join(tmpdir(), 'prextra-faults-reception-')), 'key.txt')
    writeFileSync(identity, practiceIdentity)
  }
  const askPassphrase = () => Promise.reject(new Error('the practice key has none'))
  return openSealedFile({ file, identities: [identity], practice: true, askPassphrase })
}

/** CDID's confirmation of it; forged, it is written by somebody who does not hold the secret. */
export function confirmationOf({ facts, secret }: OpenedFile, forged = false): Uint8Array {
  const what = { id: facts.id, keyId: facts.secretKeyId, at: '2026-11-23T15:00:00Z' }
  const confirmation: Confirmation = confirm(what, forged ? new Secret('somebody else’s') : secret)
  return new TextEncoder().encode(JSON.stringify(confirmation))
}
