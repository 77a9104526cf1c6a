import type { PolicyRestrictions, StoredPolicy } from '../../../tenant/stored.ts'

/** Returns an app management policy as Graph shows it. `isStateSetByMicrosoft` is false, since a person set it. */
export function policyEntity(policy: StoredPolicy): Record<string, unknown> {
  return {
    id: policy.id,
    deletedDateTime: null,
    displayName: policy.displayName,
    description: policy.description,
    isEnabled: policy.isEnabled,
    restrictions: {
      ...shown(policy.restrictions),
      applicationRestrictions: { identifierUris: policy.restrictions.identifierUris ?? null },
    },
  }
}

/** Returns the tenant's default policy as Graph shows it, with `shownRestrictions` in place of its own when given. */
export function defaultPolicyEntity(
  policy: StoredPolicy,
  shownRestrictions?: readonly object[],
): Record<string, unknown> {
  const own = { ...shown(policy.restrictions), identifierUris: policy.restrictions.identifierUris ?? null }
  return {
    id: policy.id,
    deletedDateTime: null,
    displayName: policy.displayName,
    description: policy.description,
    isEnabled: policy.isEnabled,
    applicationRestrictions: shownRestrictions === undefined ? own : { ...own, passwordCredentials: shownRestrictions },
    servicePrincipalRestrictions: shown(
      policy.servicePrincipalRestrictions ?? { passwordCredentials: [], keyCredentials: [] },
    ),
  }
}

function shown(restrictions: PolicyRestrictions): Record<string, unknown> {
  const marked = (list: readonly object[]) =>
    list.map((one) => ({ excludeActors: null, ...one, isStateSetByMicrosoft: false }))
  return {
    passwordCredentials: marked(restrictions.passwordCredentials),
    keyCredentials: marked(restrictions.keyCredentials),
  }
}
