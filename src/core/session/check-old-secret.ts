import { ProblemError, type ProblemCode } from '../problem.ts'
import { ask } from '../provision/retry.ts'
import { vaultAccount } from '../vault-account.ts'
import type { Arrival, SessionContext } from './context.ts'
import { heldOldSecret } from './guide-secret.ts'
import { guideUnderWay, showGuide } from './guide-stage.ts'

/** What Microsoft answers for a secret that is gone, or whose application is. */
const refusalsOfGone: readonly ProblemCode[] = ['secret-not-accepted', 'secret-expired', 'application-unknown']

/**
 * Tries whether the secret that a renewal replaces is gone, by asking for a token with it. It can be tried only where
 * this computer handed it over; its copy here is deleted once it is gone.
 */
export function checkOldSecret(context: SessionContext): Promise<void> {
  return context.during('check-old-secret', async (): Promise<Arrival> => {
    const guide = guideUnderWay(context)
    const { applicationId: appId, tenantId } = guide.entries
    if (guide.confirmedAt === null || appId === null || tenantId === null) throw context.problem('out-of-order')
    const secret = await heldOldSecret(context, guide)
    if (!secret) return showGuide(context, { ...guide, oldSecret: 'unknown' })
    const run = context.run()
    const { tokens, cloud, vault } = run.world
    const resource = `https://${cloud[guide.profile.host]}`
    const answer = await tokens.appOnly({ tenantId, appId, secret, resource }, run.signal)
    if ('done' in answer) return showGuide(context, { ...guide, oldSecret: 'works' })
    const refusal = 'no' in answer ? answer.no : answer.problem
    if (!refusalsOfGone.includes(refusal.code)) throw new ProblemError(refusal)
    await ask(run, () => vault.remove(vaultAccount(tenantId, appId, guide.oldKeyId ?? '')))
    return showGuide(context, { ...guide, oldSecret: 'gone' })
  })
}
