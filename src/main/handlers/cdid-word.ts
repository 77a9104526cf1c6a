import { isConfirmedWith } from '#core/handoff/confirmation.ts'
import type { KeptCopy } from '#core/ledger.ts'
import { forgetCopy } from '#core/handoff/kept-copy.ts'
import { readConfirmation } from '#core/handoff/record-confirmation.ts'
import { isSameId } from '#core/folded-name.ts'
import { ask } from '#core/provision/retry.ts'
import { vaultAccount } from '#core/vault-account.ts'
import type { Desk } from './desk.ts'

/** A secret that was made and handed over by hand, whose copy waits in the keychain for CDID's word. */
export type Handed = Pick<KeptCopy, 'tenantId' | 'appId' | 'keyId'>

/**
 * CDID's confirmation, about one of these secrets and none other, checked with this computer's copy. The copy was kept
 * for that alone, and goes; `copyGone` false: the keychain did not do it, and it goes when its time has come.
 */
export async function checkConfirmation<Kind extends Handed>(
  desk: Desk,
  bytes: Uint8Array,
  handed: readonly Kind[],
): Promise<{ readonly about: Kind; readonly copyGone: boolean }> {
  const { problem } = desk.turn
  const confirmation = readConfirmation(bytes)
  if (!confirmation) throw problem('confirmation-unreadable')
  const about = handed.find(({ keyId }) => isSameId(keyId, confirmation.keyId))
  if (!about) throw problem('confirmation-other')
  const { tenantId, appId, keyId } = about
  const context = desk.context()
  const { vault, journal } = context.world
  const held = await ask(context, () => vault.read(vaultAccount(tenantId, appId, keyId)))
  if (!held) throw problem('secret-not-here')
  if (!isConfirmedWith(confirmation, held)) throw problem('confirmation-forged')
  const copyGone = await forgetCopy(vault, about)
  if (copyGone) journal.note({ did: 'forget', keyId })
  return { about, copyGone }
}

/** From the history: what was set up by hand needs no sign-in for it. A renewal that waits for the same word has it too. */
export function confirmFromHistory(desk: Desk): Promise<null> {
  const { shell, turn } = desk
  return turn.during('record-confirmation', { kind: 'guiding' }, async () => {
    const bytes = await shell.openConfirmation()
    if (bytes === null) return { kind: 'confirmation-cancelled' }
    const lines = shell.history().filter(({ setUp }) => setUp === 'by-hand')
    const { about, copyGone } = await checkConfirmation(desk, bytes, lines)
    const kept = shell.guide.read()
    if (kept && kept !== 'unreadable' && isSameId(kept.entries.secretKeyId ?? '', about.keyId))
      await shell.guide.write({ ...kept, confirmedAt: desk.now().toISOString() })
    return { kind: 'confirmed', keyId: about.keyId, copyGone }
  })
}
