import { ProblemError } from '../problem.ts'
import { required, type DesiredState, type ObservedState, type RunContext } from '../provision/step.ts'
import { isLimited } from '../provision/tags.ts'
import { currentSecret } from '../provision/steps/client-secret.ts'
import { isConsented } from '../provision/steps/grant.ts'
import type { DeliverableAccess } from './access.ts'

/** Whether the service principal was read and is not disabled. */
function isEnabled({ servicePrincipal }: ObservedState): boolean {
  return servicePrincipal?.disabled === null
}

/**
 * Returns the access that was read in the tenant, with the current secret from this computer's keychain. Throws a
 * ProblemError `secret-not-here` when the keychain does not hold it, because another computer made it.
 */
export function accessInTenant(
  { world }: Pick<RunContext, 'world'>,
  desired: DesiredState,
  observed: ObservedState,
): DeliverableAccess {
  const secret = currentSecret(observed, desired)
  if (!secret?.held) throw new ProblemError({ code: 'secret-not-here', at: world.clock.now().toISOString() })
  return {
    profile: desired.profile,
    cloud: world.cloud,
    tenantId: desired.tenantId,
    applicationId: required(observed.application, 'the application').appId,
    secret: { value: secret.held, keyId: secret.keyId, startsAt: secret.startsAt, endsAt: secret.endsAt },
    consent: isConsented(observed, desired) && isEnabled(observed) ? 'seen' : 'unknown',
    limited: isLimited(observed, desired),
  }
}
