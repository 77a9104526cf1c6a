import type { Account } from '#adapters/microsoft/sign-in/account.ts'
import { ProblemError } from '#core/problem.ts'
import { ask } from '#core/provision/retry.ts'
import type { Identity } from '#core/session/session.ts'
import type { RunContext } from '#core/provision/step.ts'

/** The identity card: who signed in, and the organization Graph names for the very tenant the token is from. */
export async function readIdentity(context: RunContext, account: Account): Promise<Identity> {
  const { world, signal } = context
  const organization = await ask(context, () => world.directory.organization(signal))
  if (organization.id !== account.tenantId) {
    throw new ProblemError({ code: 'tenant-changed', at: world.clock.now().toISOString() })
  }
  const { tenantId, name, username, kind, roles } = account
  return { tenantId, organization, account: { name, username }, kind, roles, login: world.cloud.login }
}
