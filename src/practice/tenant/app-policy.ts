import type { SeedSecretRules } from '../company/seed.ts'
import type { PolicyRestrictions, Restriction, StoredApplication, StoredPolicy } from './stored.ts'

/**
 * App management policies: the company's rules for new secrets and certificates.
 * https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity/enterprise-apps/configure-app-management-policies.md
 */
export const defaultPolicyId = '00000000-0000-0000-0000-000000000000'

/** Returns the tenant's default policy. Without rules in the seed it exists and is switched off. */
export function companyPolicy(rules: SeedSecretRules | undefined): StoredPolicy {
  const after = rules?.onlyForApplicationsCreatedAfter ?? null
  const passwordCredentials: Restriction[] = []
  if (rules?.forbidden === true) passwordCredentials.push(restriction('passwordAddition', null, after))
  if (rules?.longestDays !== undefined)
    passwordCredentials.push(restriction('passwordLifetime', `P${rules.longestDays}D`, after))
  return {
    id: defaultPolicyId,
    displayName: 'Default app management tenant policy',
    description:
      'Default tenant policy that enforces app management restrictions on applications and service principals. To apply policy to targeted resources, create a new policy under appManagementPolicies collection.',
    isEnabled: passwordCredentials.length > 0,
    restrictions: { passwordCredentials, keyCredentials: [] },
  }
}

function restriction(restrictionType: string, maxLifetime: string | null, after: string | null): Restriction {
  return { restrictionType, state: 'enabled', maxLifetime, restrictForAppsCreatedAfterDateTime: after }
}

export type SecretObjection =
  { readonly kind: 'forbidden' } | { readonly kind: 'too-long'; readonly policyId: string } | undefined

/** Returns why this application may not have a secret that lives so long, or undefined when it may. */
export function objectTo(
  application: StoredApplication,
  life: { readonly start: Date; readonly end: Date },
  company: StoredPolicy,
  own: readonly StoredPolicy[],
): SecretObjection {
  const policy = own[0] ?? company
  if (!policy.isEnabled) return undefined
  const inForce = inForceFor(application, policy.restrictions)
  if (inForce.some((one) => one.restrictionType === 'passwordAddition')) return { kind: 'forbidden' }
  const milliseconds = life.end.getTime() - life.start.getTime()
  const isTooLong = inForce.some(
    (one) => one.restrictionType === 'passwordLifetime' && milliseconds > readDuration(one.maxLifetime ?? ''),
  )
  return isTooLong ? { kind: 'too-long', policyId: policy.id } : undefined
}

function inForceFor(application: StoredApplication, restrictions: PolicyRestrictions): readonly Restriction[] {
  return restrictions.passwordCredentials.filter(({ state, restrictForAppsCreatedAfterDateTime: after }) => {
    if (state !== 'enabled') return false
    return after === null || Date.parse(application.createdDateTime) >= Date.parse(after)
  })
}

/** Returns the milliseconds of an ISO 8601 duration in days, hours, minutes and seconds; NaN for any other text. */
export function readDuration(text: string): number {
  const match = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text)
  if (match === null) return NaN
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part || 0))
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}
