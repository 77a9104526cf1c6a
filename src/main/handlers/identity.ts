import type { Account } from '#adapters/microsoft/sign-in/account.ts'
import { ProblemError } from '#core/problem.ts'
import { ask } from '#core/provision/retry.ts'
import type { Identity } from '#core/session/session.ts'
import type { Outside } from '#core/provision/step.ts'

/** The identity card: who signed in, and the organization Graph names for the very tenant the token is from. */
export async function readIdentity(outside: Outside, account: Account): Promise<Identity> {
  const { world, signal } = outside
  const organization = await ask(outside, () => world.directory.organization(signal))
  if (organization.id !== account.tenantId) {
    throw new ProblemError({ code: 'tenant-changed', at: world.clock.now().toISOString() })
  }
  const { tenantId, name, username, kind, roles } = account
  return { tenantId, organization, account: { name, username }, kind, roles, login: world.cloud.login }
}
