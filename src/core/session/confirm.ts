import { isSameId } from '../folded-name.ts'
import type { GuideView } from '../guide/guide.ts'
import { isConfirmedWith, type Confirmation } from '../handoff/confirmation.ts'
import { forgetCopy } from '../handoff/kept-copy.ts'
import { readConfirmation, recordConfirmation } from '../handoff/record-confirmation.ts'
import type { KeptCopy } from '../ledger.ts'
import { ask } from '../provision/retry.ts'
import { required } from '../provision/step.ts'
import { vaultAccount } from '../vault-account.ts'
import { provisionOf, type Arrival, type SessionContext } from './context.ts'
import { guideUnderWay, showGuide } from './guide-stage.ts'
import { historyStage } from './history-stage.ts'
import { planWhatIsThere } from './make-plan.ts'

/**
 * Opens CDID's answer, from what was dropped on the window or, for `null`, from a file that the person chooses, and shows
 * whose it is. Nothing is recorded yet. Rejects as `checkConfirmation` does.
 */
export async function showConfirmation(context: SessionContext, content: string | null): Promise<void> {
  context.allow('open-confirmation')
  if (context.session.at === 'welcome') {
    await context.openWorkplace(false)
    context.arriveAt(historyStage(context.desktop))
  }
  return context.during('open-confirmation', async (): Promise<Arrival> => {
    const bytes = content === null ? await context.desktop.openConfirmation() : new TextEncoder().encode(content)
    if (bytes === null) return 'stay'
    const stage = historyStage(context.desktop)
    const { confirmation, confirmed } = await checkConfirmation(context, bytes, stage.history)
    context.memory.confirmation = bytes
    const { keyId, organization, setUp = 'assistant' } = confirmed
    return { stage: { ...stage, answer: { keyId, organization, confirmedAt: confirmation.at, setUp } } }
  })
}

/** Records CDID's confirmation: the answer that was shown, or else one from a file that the person chooses. */
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

/** Returns the answer that is waiting to be recorded, or that of a file that the person chooses; `null` when none is chosen. */
function answerToRecord({ memory, desktop }: SessionContext): Promise<Uint8Array | null> {
  return memory.confirmation ? Promise.resolve(memory.confirmation) : desktop.openConfirmation()
}

/**
 * Records the confirmation on the application, and deletes this computer's copy of the secret, which was kept for it.
 */
async function confirmInTenant(context: SessionContext): Promise<Arrival> {
  const bytes = await answerToRecord(context)
  if (bytes === null) return 'stay'
  // One that is refused is not tried again: the next click opens another file.
  context.memory.confirmation = null
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
  const { confirmed } = await checkConfirmation(context, bytes, [{ tenantId, appId, keyId }])
  const renewed = { ...guide, confirmedAt: context.now().toISOString() }
  await forgetOnceKept(context, confirmed, renewed)
  return showGuide(context, renewed)
}

/** Records the confirmation of a set-up by hand, for which nobody signs in, also in a renewal that waits for it. */
async function confirmFromHistory(context: SessionContext): Promise<Arrival> {
  const { desktop, session } = context
  const bytes = await answerToRecord(context)
  if (bytes === null || session.at !== 'history') return 'stay'
  context.memory.confirmation = null
  const stage = historyStage(desktop)
  const lines = stage.history.filter(({ setUp }) => setUp === 'by-hand')
  const { confirmed } = await checkConfirmation(context, bytes, lines)
  const copyGone = await forgetAfterGuide(context, confirmed)
  return { stage: { ...stage, confirmed: { keyId: confirmed.keyId, copyGone } } }
}

/** Tells the kept guide first, if it is the one that waits for this. While it cannot be read, nobody knows, and the copy stays. */
async function forgetAfterGuide(context: SessionContext, confirmed: HandedOver): Promise<boolean> {
  const kept = context.desktop.guideFile.read()
  if (kept === 'unavailable') return false
  const isWaiting = kept !== null && kept !== 'unreadable' && isSameId(kept.entries.secretKeyId ?? '', confirmed.keyId)
  if (!isWaiting) return forget(context, confirmed)
  return forgetOnceKept(context, confirmed, { ...kept, confirmedAt: context.now().toISOString() })
}

/** Deletes the copy once the guide that waited for the confirmation is kept: without the copy it could not be checked again. */
async function forgetOnceKept(context: SessionContext, copy: HandedOver, guide: GuideView): Promise<boolean> {
  const isKept = context.session.practice || (await context.desktop.guideFile.write(guide))
  return isKept && forget(context, copy)
}

/** A secret that was handed over, and whose copy stays in the keychain until CDID confirms it. */
type HandedOver = Pick<KeptCopy, 'tenantId' | 'appId' | 'keyId'>

/**
 * Checks a confirmation of one of these secrets with this computer's copy. Rejects with `confirmation-unreadable`,
 * `confirmation-other`, `secret-not-here` or `confirmation-forged`.
 */
async function checkConfirmation<Line extends HandedOver>(
  context: SessionContext,
  bytes: Uint8Array,
  handedOver: readonly Line[],
): Promise<{ readonly confirmation: Confirmation; readonly confirmed: Line }> {
  const confirmation = readConfirmation(bytes)
  if (!confirmation) throw context.problem('confirmation-unreadable')
  const confirmed = handedOver.find(({ keyId }) => isSameId(keyId, confirmation.keyId))
  if (!confirmed) throw context.problem('confirmation-other')
  const run = context.run()
  const account = vaultAccount(confirmed.tenantId, confirmed.appId, confirmed.keyId)
  const held = await ask(run, () => run.world.vault.read(account))
  if (!held) throw context.problem('secret-not-here')
  if (!isConfirmedWith(confirmation, held)) throw context.problem('confirmation-forged')
  return { confirmation, confirmed }
}

/** Deletes this computer's copy of a secret. Returns whether it is gone: if not, it is deleted when its time has come. */
async function forget(context: SessionContext, copy: HandedOver): Promise<boolean> {
  const { vault, journal } = context.workplace().world
  const isGone = await forgetCopy(vault, copy)
  if (isGone) journal.note({ did: 'forget', keyId: copy.keyId })
  return isGone
}
