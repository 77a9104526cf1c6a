import type { StoredPolicy } from '../../../tenant/stored.ts'

/** Returns an app management policy as Graph shows it. `isStateSetByMicrosoft` is false, since a person set it. */
export function policyEntity(policy: StoredPolicy): Record<string, unknown> {
  return {
    id: policy.id,
    deletedDateTime: null,
    displayName: policy.displayName,
    description: policy.description,
    isEnabled: policy.isEnabled,
    restrictions: shown(policy),
  }
}

export function defaultPolicyEntity(policy: StoredPolicy): Record<string, unknown> {
  return {
    id: policy.id,
    deletedDateTime: null,
    displayName: policy.displayName,
    description: policy.description,
    isEnabled: policy.isEnabled,
    applicationRestrictions: shown(policy),
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
  }
}

function shown({ restrictions }: StoredPolicy): Record<string, unknown> {
  const marked = (list: readonly object[]) => list.map((one) => ({ ...one, isStateSetByMicrosoft: false }))
  return {
    passwordCredentials: marked(restrictions.passwordCredentials),
    keyCredentials: marked(restrictions.keyCredentials),
  }
}
