import { checkSecret, type Entries } from '../guide/entries.ts'
import type { GuideView } from '../guide/guide.ts'
import { keptUntil, usualKeepDays } from '../handoff/kept-copy.ts'
import { ask } from '../provision/retry.ts'
import { Secret } from '../secret.ts'
import { guideAccount, vaultAccount } from '../vault-account.ts'
import type { Arrival, SessionContext } from './context.ts'
import { changeGuide, guideUnderWay } from './guide-stage.ts'

/** Reads the secret from the clipboard, checks it, keeps it in the keychain and clears the clipboard. */
export function pasteSecret(context: SessionContext): Promise<void> {
  return context.during('paste-secret', async (): Promise<Arrival> => {
    const { desktop } = context
    const guide = guideUnderWay(context)
    // The clipboard is read only at the step that asks the person to paste the secret.
    if (guide.step !== 'secret') throw context.problem('out-of-order')
    const checked = checkSecret(await desktop.clipboardText(), guide.entries)
    if ('wrong' in checked) return changeGuide(context, { ...guide, secretIssue: checked.wrong })
    const secret = new Secret(checked.ok)
    if ((await heldOldSecret(context, guide))?.equals(secret)) {
      return changeGuide(context, { ...guide, secretIssue: { code: 'is-old-secret' } })
    }
    const receivedAt = context.now()
    await keep(context, secret, keptUntil(receivedAt, usualKeepDays))
    await desktop.clearClipboard()
    return changeGuide(context, { ...guide, secretIssue: null, secretReceivedAt: receivedAt.toISOString() })
  })
}

async function keep(context: SessionContext, secret: Secret, until: string): Promise<void> {
  const run = context.run()
  const { vault } = run.world
  await ask(run, () => vault.write(guideAccount, secret, { kind: 'pasted', until }))
  const back = await ask(run, () => vault.read(guideAccount))
  if (!back?.equals(secret)) throw context.problem('vault-unavailable')
}

/** Returns the new secret from its keychain account: the guide's before the handoff, its own afterwards. */
export async function heldNewSecret(context: SessionContext, { entries }: GuideView): Promise<Secret | null> {
  const run = context.run()
  const pasted = await ask(run, () => run.world.vault.read(guideAccount))
  return pasted ?? held(context, entries, entries.secretKeyId)
}

/** Returns the secret that a renewal replaces, if this computer handed it over. */
export function heldOldSecret(context: SessionContext, { entries, oldKeyId }: GuideView): Promise<Secret | null> {
  return held(context, entries, oldKeyId)
}

async function held(
  context: SessionContext,
  { tenantId, applicationId }: Entries,
  keyId: string | null,
): Promise<Secret | null> {
  if (tenantId === null || applicationId === null || keyId === null) return null
  const run = context.run()
  return ask(run, () => run.world.vault.read(vaultAccount(tenantId, applicationId, keyId)))
}
