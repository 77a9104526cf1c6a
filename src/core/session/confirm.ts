import { isSameId } from '../folded-name.ts'
import { isConfirmedWith } from '../handoff/confirmation.ts'
import { forgetCopy } from '../handoff/kept-copy.ts'
import { readConfirmation, recordConfirmation } from '../handoff/record-confirmation.ts'
import type { KeptCopy } from '../ledger.ts'
import { ask } from '../provision/retry.ts'
import { required } from '../provision/step.ts'
import { vaultAccount } from '../vault-account.ts'
import { provisionOf, type Arrival, type SessionContext } from './context.ts'
import { guideUnderWay, showGuide } from './guide-stage.ts'
import { planWhatIsThere } from './make-plan.ts'

/** Reads CDID's confirmation from a file that the person chooses, and records what it confirms. */
export function confirm(context: SessionContext): Promise<void> {
  switch (context.session.at) {
    case 'guide':
      return context.during('record-confirmation', () => confirmInGuide(context))
    case 'history':
      return context.during('record-confirmation', () => confirmFromHistory(context))
    default:
      return context.during('record-confirmation', () => confirmInTenant(context))
  }
}

/**
 * Records the confirmation on the application, and deletes this computer's copy of the secret, which was kept for it.
 */
async function confirmInTenant(context: SessionContext): Promise<Arrival> {
  const bytes = await context.desktop.openConfirmation()
  if (bytes === null) return 'stay'
  const { desired, observed } = provisionOf(context)
  const { keyId } = await recordConfirmation(context.run(), observed, bytes)
  const { appId } = required(observed.application, 'the application')
  await forget(context, { tenantId: desired.tenantId, appId, keyId })
  return planWhatIsThere(context)
}

/** Records in the guide that the new secret works. Only then may the old one be deleted. */
async function confirmInGuide(context: SessionContext): Promise<Arrival> {
  const guide = guideUnderWay(context)
  const bytes = await context.desktop.openConfirmation()
  if (bytes === null) return 'stay'
  const { applicationId: appId, tenantId, secretKeyId: keyId } = guide.entries
  if (appId === null || tenantId === null || keyId === null) throw context.problem('out-of-order')
  await checkConfirmation(context, bytes, [{ tenantId, appId, keyId }])
  return showGuide(context, { ...guide, confirmedAt: context.now().toISOString() })
}

/** Records the confirmation of a set-up by hand, for which nobody signs in, also in a renewal that waits for it. */
async function confirmFromHistory(context: SessionContext): Promise<Arrival> {
  const { desktop, session } = context
  const bytes = await desktop.openConfirmation()
  if (bytes === null || session.at !== 'history') return 'stay'
  const lines = desktop.history().filter(({ setUp }) => setUp === 'by-hand')
  const { confirmed, copyGone } = await checkConfirmation(context, bytes, lines)
  const kept = desktop.guideFile.read()
  if (kept && typeof kept !== 'string' && isSameId(kept.entries.secretKeyId ?? '', confirmed.keyId)) {
    await desktop.guideFile.write({ ...kept, confirmedAt: context.now().toISOString() })
  }
  return { stage: { at: 'history', history: session.history, confirmed: { keyId: confirmed.keyId, copyGone } } }
}

/** A secret that was handed over, and whose copy stays in the keychain until CDID confirms it. */
type HandedOver = Pick<KeptCopy, 'tenantId' | 'appId' | 'keyId'>

/**
 * Checks a confirmation of one of these secrets with this computer's copy, and deletes the copy, which was kept for that.
 * `copyGone` false: the keychain did not delete it, and it is deleted when its time has come. Rejects with
 * `confirmation-unreadable`, `confirmation-other`, `secret-not-here` or `confirmation-forged`.
 */
async function checkConfirmation<Line extends HandedOver>(
  context: SessionContext,
  bytes: Uint8Array,
  handedOver: readonly Line[],
): Promise<{ readonly confirmed: Line; readonly copyGone: boolean }> {
  const confirmation = readConfirmation(bytes)
  if (!confirmation) throw context.problem('confirmation-unreadable')
  const confirmed = handedOver.find(({ keyId }) => isSameId(keyId, confirmation.keyId))
  if (!confirmed) throw context.problem('confirmation-other')
  const run = context.run()
  const account = vaultAccount(confirmed.tenantId, confirmed.appId, confirmed.keyId)
  const held = await ask(run, () => run.world.vault.read(account))
  if (!held) throw context.problem('secret-not-here')
  if (!isConfirmedWith(confirmation, held)) throw context.problem('confirmation-forged')
  return { confirmed, copyGone: await forget(context, confirmed) }
}

async function forget(context: SessionContext, copy: HandedOver): Promise<boolean> {
  const { vault, journal } = context.workplace().world
  const isGone = await forgetCopy(vault, copy)
  if (isGone) journal.note({ did: 'forget', keyId: copy.keyId })
  return isGone
}
