import { ask } from '#core/provision/retry.ts'
import { vaultAccount } from '#core/vault-account.ts'
import type { Handlers } from '../serve.ts'
import { guideOf, heldOld } from './by-hand.ts'
import { checkConfirmation } from './cdid-word.ts'
import type { Desk } from './desk.ts'

/** CDID's word that the new secret works, which alone lets the old one be deleted. */
export function confirmByHand(desk: Desk): Promise<null> {
  const { shell, turn } = desk
  return turn.during('record-confirmation', { kind: 'guiding' }, async () => {
    const guide = guideOf(desk)
    const bytes = await shell.openConfirmation()
    if (bytes === null) return { kind: 'guided', guide }
    const { applicationId: appId, tenantId, secretKeyId: keyId } = guide.entries
    if (appId === null || tenantId === null || keyId === null) throw turn.problem('out-of-order')
    await checkConfirmation(desk, bytes, [{ tenantId, appId, keyId }])
    return { kind: 'guided', guide: { ...guide, confirmedAt: desk.now().toISOString() } }
  })
}

/** Whether the old secret is gone, by using it: only where this computer handed it over. Its copy here goes with it. */
export function oldSecretCalls(desk: Desk): Pick<Handlers, 'checkOldSecret'> {
  const { turn } = desk
  return {
    checkOldSecret: () =>
      turn.during('check-old-secret', { kind: 'guiding' }, async () => {
        const guide = guideOf(desk)
        const { applicationId, tenantId } = guide.entries
        if (guide.confirmedAt === null || applicationId === null || tenantId === null)
          throw turn.problem('out-of-order')
        const secret = await heldOld(desk, guide)
        const context = desk.context()
        const { tokens, cloud, vault } = context.world
        if (secret) {
          const resource = `https://${cloud[guide.profile.host]}`
          const answer = await tokens.appOnly({ tenantId, appId: applicationId, secret, resource }, context.signal)
          if ('done' in answer) return { kind: 'guided', guide: { ...guide, oldSecret: 'works' } }
          const refused = 'notYet' in answer ? answer.problem : 'no' in answer ? answer.no : answer.problem
          const gone = refused.code === 'secret-not-accepted' || refused.code === 'secret-expired'
          if (!gone) throw turn.problem(refused.code)
          await ask(context, () => vault.remove(vaultAccount(tenantId, applicationId, guide.oldKeyId ?? '')))
        }
        return { kind: 'guided', guide: { ...guide, oldSecret: secret ? 'gone' : 'unknown' } }
      }),
  }
}
