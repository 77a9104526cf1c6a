import { ProblemError } from '../problem.ts'
import { vaultAccount } from '../vault-account.ts'
import { ask } from './retry.ts'
import type { DesiredState, RunContext } from './step.ts'

/**
 * Forgets the keychain's copies of an application's secrets, but for those of `live`, the key ids that the tenant shows: a run
 * may have ended between the tenant and the keychain. It is called once reads have agreed, because a server that lags does not
 * show a new secret yet. What the keychain does not give or forget now stays until its day.
 */
export async function forgetCopiesOfNothing(
  context: RunContext,
  { tenantId }: DesiredState,
  appId: string,
  live: ReadonlySet<string>,
): Promise<void> {
  const { vault } = context.world
  const kept = new Set([...live].map((keyId) => vaultAccount(tenantId, appId, keyId)))
  try {
    const entries = await ask(context, () => vault.entries())
    for (const { account } of entries) {
      if (account.startsWith(vaultAccount(tenantId, appId, '')) && !kept.has(account)) {
        await ask(context, () => vault.remove(account))
      }
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
  }
}
