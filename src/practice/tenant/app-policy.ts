import type { Seed, SeedSecretRules } from '../company/seed.ts'
import type { PolicyRestrictions, Restriction, StoredPolicy } from './stored.ts'

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

/** Whose secret is asked for: an application or a service principal. */
interface SecretHolder {
  readonly createdDateTime: string
  readonly kind: 'application' | 'servicePrincipal'
}

/**
 * Returns why a holder may not have a secret that lives so long, or undefined when it may. `own` is the policy that is
 * assigned to it, in place of the tenant's default.
 * UNCONFIRMED(disabled-own-policy): an assigned policy that is switched off leaves the default in force.
 * UNCONFIRMED(unstated-restrictions): whether an assigned policy inherits the restrictions that it does not state.
 */
export function objectTo(
  holder: SecretHolder,
  life: { readonly start: Date; readonly end: Date },
  company: StoredPolicy,
  own: StoredPolicy | undefined,
  unstated: Seed['unstatedRestrictions'],
): SecretObjection {
  const rules = rulesFor(holder, company, own?.isEnabled === true ? own : undefined, unstated)
  const inForce = rules.filter(({ state, restrictForAppsCreatedAfterDateTime: after }) => {
    if (state !== 'enabled') return false
    return after === null || Date.parse(holder.createdDateTime) >= Date.parse(after)
  })
  if (inForce.some(({ restrictionType }) => restrictionType === 'passwordAddition')) return { kind: 'forbidden' }
  const milliseconds = life.end.getTime() - life.start.getTime()
  const tooLong = inForce.find(
    ({ restrictionType, maxLifetime }) =>
      restrictionType === 'passwordLifetime' && milliseconds > readDuration(maxLifetime ?? ''),
  )
  return tooLong === undefined ? undefined : { kind: 'too-long', policyId: tooLong.policyId }
}

type Rule = Restriction & { readonly policyId: string }

function rulesFor(
  { kind }: SecretHolder,
  company: StoredPolicy,
  own: StoredPolicy | undefined,
  unstated: Seed['unstatedRestrictions'],
): readonly Rule[] {
  const ofCompany = kind === 'application' ? company.restrictions : company.servicePrincipalRestrictions
  const usual = company.isEnabled ? rulesOf(company, ofCompany) : []
  if (own === undefined) return usual
  const stated = rulesOf(own, own.restrictions)
  if (unstated !== 'inherited') return stated
  const isStated = ({ restrictionType }: Rule) => stated.some((one) => one.restrictionType === restrictionType)
  return [...stated, ...usual.filter((rule) => !isStated(rule))]
}

function rulesOf(policy: StoredPolicy, restrictions: PolicyRestrictions | undefined): readonly Rule[] {
  return (restrictions?.passwordCredentials ?? []).map((restriction) => ({ ...restriction, policyId: policy.id }))
}

/** Returns the milliseconds of an ISO 8601 duration in days, hours, minutes and seconds; NaN for any other text. */
export function readDuration(text: string): number {
  const match = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text)
  if (match === null) return NaN
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part || 0))
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}
