import type { Company } from '../../company/company.ts'
import type { Directory } from '../../tenant/directory.ts'
import { has } from '../../tenant/roles.ts'
import type { SeedUser } from '../../company/seed.ts'
import { askedChallenge, findBlock, type Challenge } from './conditional-access.ts'
import type { SignInClient } from './clients.ts'
import { findDisabled } from './disabled.ts'
import { SignInRefusal } from './refusal.ts'
import { grantedScopes, requiredScopes } from './registrations.ts'
import type { Authentication, SignInRequest } from './sign-ins.ts'

/** The next step of a sign-in after the account is chosen. */
export type Step =
  | { readonly kind: 'blocked'; readonly refusal: SignInRefusal }
  | { readonly kind: 'challenge'; readonly challenge: Challenge }
  | { readonly kind: 'consent' }
  | { readonly kind: 'admin-needed' }
  | { readonly kind: 'done' }

/** Returns the next step. A page is shown for it; a silent request is refused there. */
export function nextStep(
  company: Company,
  request: SignInRequest,
  authentication: Authentication,
  isConsentAsked: boolean,
): Step {
  const { directory, policies } = company
  const { client, scopes } = request
  const block =
    findDisabled(directory, client, scopes) ??
    findUnassigned(directory, client, authentication.account) ??
    findNotPreauthorized(client, request) ??
    findNotAuthorized(directory, request, authentication.account) ??
    findBlock(policies, 'browser')
  if (block !== undefined) return { kind: 'blocked', refusal: block }
  const challenge = askedChallenge(policies, request, authentication)
  if (challenge !== undefined) return { kind: 'challenge', challenge }
  if (client.preauthorized !== undefined) return { kind: 'done' }
  const wanted = wantedScopes(request)
  const granted = grantedScopes(directory, client, authentication.account.id, scopes.resource)
  const isKnown = directory.servicePrincipals.some((principal) => principal.appId === client.clientId)
  if (isKnown && !isConsentAsked && wanted.every((name) => granted.includes(name))) return { kind: 'done' }
  return mayConsent(request, authentication.account) ? { kind: 'consent' } : { kind: 'admin-needed' }
}

export function wantedScopes({ client, scopes }: SignInRequest): readonly string[] {
  return scopes.isDefault ? requiredScopes(client, scopes.resource) : scopes.names
}

function mayConsent(request: SignInRequest, account: SeedUser): boolean {
  const wanted = wantedScopes(request)
  const adminOnly = request.scopes.resource.scopes.some((scope) => scope.adminOnly && wanted.includes(scope.value))
  return !adminOnly || has('consent-for-admin-scopes', account.roles)
}

/** Returns AADSTS50105 when the client requires assignment and the account has none, undefined otherwise. */
export function findUnassigned(
  directory: Directory,
  client: SignInClient,
  account: SeedUser,
): SignInRefusal | undefined {
  const principal = directory.servicePrincipals.find((other) => other.appId === client.clientId)
  if (principal === undefined || !principal.appRoleAssignmentRequired) return undefined
  const isAssigned = directory.assignments.some(
    (assignment) => assignment.principalId === account.id && assignment.resourceId === principal.id,
  )
  if (isAssigned) return undefined
  return new SignInRefusal(
    50105,
    'invalid_grant',
    `Your administrator has configured the application ${client.displayName} ('${client.clientId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '${account.userPrincipalName}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`,
  )
}

/**
 * Returns AADSTS90099 for a delegated administrator until the company itself has authorized the client, with all that it
 * asks for: such an account consents to nothing here. UNCONFIRMED(90099-error): its OAuth error, and that it also stands
 * for a permission that is missing.
 */
export function findNotAuthorized(
  directory: Directory,
  request: SignInRequest,
  account: SeedUser,
): SignInRefusal | undefined {
  const { client, scopes } = request
  if (account.kind !== 'delegated' || client.preauthorized !== undefined) return undefined
  const granted = grantedScopes(directory, client, account.id, scopes.resource)
  const isKnown = directory.servicePrincipals.some((principal) => principal.appId === client.clientId)
  if (isKnown && wantedScopes(request).every((name) => granted.includes(name))) return undefined
  return new SignInRefusal(
    90099,
    'invalid_grant',
    `The application '${client.clientId}' has not been authorized in the tenant '${directory.seed.tenantId}'. Applications must be authorized to access the customer tenant before partner delegated administrators can use them.`,
  )
}

/**
 * Returns AADSTS65002 when one of Microsoft's clients asks for a scope that is not preauthorized, whoever would consent.
 * UNCONFIRMED(65002-error): its OAuth error.
 */
export function findNotPreauthorized(client: SignInClient, { scopes }: SignInRequest): SignInRefusal | undefined {
  if (client.preauthorized === undefined) return undefined
  const arranged = client.preauthorized[scopes.resource.appId]
  if (arranged !== undefined && (scopes.isDefault || scopes.names.every((name) => arranged.includes(name))))
    return undefined
  return new SignInRefusal(
    65002,
    'invalid_client',
    `Consent between first party application '${client.clientId}' and first party resource '${scopes.resource.appId}' must be configured via preauthorization - applications owned and operated by Microsoft must get approval from the API owner before requesting tokens for that API.`,
  )
}

// UNCONFIRMED(90094-error): which OAuth error travels back with 90094 when the person returns without consent.
export function adminNeeded(): SignInRefusal {
  return new SignInRefusal(
    90094,
    'access_denied',
    'An administrator of the company must grant the permissions this application asks for.',
  )
}
