import type { Company } from '../../../company/company.ts'
import type { SeedUser } from '../../../company/seed.ts'
import type { SignInClient } from '../clients.ts'
import { askedChallenge, challengeRefusal, findBlock } from '../conditional-access.ts'
import { findDisabled } from '../disabled.ts'
import { SignInRefusal } from '../refusal.ts'
import { grantedScopes } from '../registrations.ts'
import type { AskedScopes } from '../scopes.ts'
import type { Authentication, SignInRequest, SignIns } from '../sign-ins.ts'
import { findNotAuthorized, findNotPreauthorized, findUnassigned } from '../steps.ts'

/** Throws when an earlier sign-in would be refused by today's rules. */
export function needAcceptedToday(
  company: Company,
  signIns: SignIns,
  request: SignInRequest,
  authentication: Authentication,
  flow: 'browser' | 'device-code' | 'refresh',
): void {
  const { account, at } = authentication
  const validFrom = Math.max(signIns.revokedAt(account.id), (request.claims.notBefore ?? 0) * 1000)
  if (at < validFrom) throw revoked(at, validFrom)
  const block =
    findDisabled(company.directory, request.client, request.scopes) ??
    findUnassigned(company.directory, request.client, account) ??
    findNotPreauthorized(request.client, request) ??
    findNotAuthorized(company.directory, request, account) ??
    findBlock(company.policies, flow)
  if (block !== undefined) throw block
  const challenge = askedChallenge(company.policies, request, authentication)
  if (challenge !== undefined) throw challengeRefusal(challenge, request)
}

/** Returns the scopes granted to the client. Throws AADSTS65001 when one that it asks for is missing. */
export function needGranted(
  company: Company,
  client: SignInClient,
  account: SeedUser,
  scopes: AskedScopes,
): readonly string[] {
  const granted = grantedScopes(company.directory, client, account.id, scopes.resource)
  const missing = scopes.isDefault ? [] : scopes.names.filter((name) => !granted.includes(name))
  if (missing.length === 0) return granted
  throw notConsented(client)
}

function notConsented(client: SignInClient): SignInRefusal {
  return new SignInRefusal(
    65001,
    'invalid_grant',
    `The user or administrator has not consented to use the application with ID '${client.clientId}' named '${client.displayName}'. Send an interactive authorization request for this user and resource.`,
    { suberror: 'consent_required' },
  )
}

function revoked(at: number, validFrom: number): SignInRefusal {
  const write = (instant: number): string => new Date(instant).toISOString()
  return new SignInRefusal(
    50173,
    'invalid_grant',
    `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${write(at)}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${write(validFrom)}'.`,
    { suberror: 'bad_token' },
  )
}
