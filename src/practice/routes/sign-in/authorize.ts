import type { Directory } from '../../tenant/directory.ts'
import type { SeedUser } from '../../company/seed.ts'
import { readClaims } from './claims.ts'
import { isAmong, type SignInClient } from './clients.ts'
import { need, SignInRefusal } from './refusal.ts'
import { findClient } from './registrations.ts'
import { readAsked } from './scopes.ts'
import type { AuthorizeRequest, SignIns } from './sign-ins.ts'

/** Where and how the answer of an authorize request is sent: an address registered for the client. */
export interface ReturnAddress {
  readonly redirectUri: string
  readonly responseMode: 'form_post' | 'query'
  readonly state: string | undefined
}

export interface Caller {
  readonly client: SignInClient
  readonly back: ReturnAddress
}

/** An authorize request, and its `prompt`, which says whether a page may be shown. */
export interface ReadAuthorize {
  readonly request: AuthorizeRequest
  readonly prompt: string | undefined
}

/** Reads the tenant in an address. `isShared`: `common` or `organizations`, where accounts of other companies are not found, since Entra signs them in at home. */
export function readTenant(directory: Directory, tenant: string): { isShared: boolean } {
  const name = tenant.toLowerCase()
  if (name === 'common' || name === 'organizations') return { isShared: true }
  // UNCONFIRMED(consumers): that every endpoint but discovery answers so.
  if (name === 'consumers') {
    throw new SignInRefusal(
      9002332,
      'invalid_request',
      'Application is configured for use by Azure Active Directory users only. Please do not use the /consumers endpoint to serve this request.',
    )
  }
  const { seed } = directory
  if (name === seed.tenantId || seed.domains.some((domain) => domain.name === name)) return { isShared: false }
  throw new SignInRefusal(
    90002,
    'invalid_request',
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  )
}

/** Returns the client and where its answer goes. What it throws is shown on a page, because no address is proven yet. */
export function readCaller(
  directory: Directory,
  signIns: SignIns,
  isShared: boolean,
  parameters: Map<string, string>,
): Caller {
  const client = findClient(directory, signIns, need(parameters, 'client_id'))
  needOwnTenant(client, isShared)
  const redirectUri = parameters.get('redirect_uri')
  const { redirectUris, registration } = client
  if (redirectUri === undefined || redirectUri === '') {
    throw new SignInRefusal(900971, 'invalid_request', 'No reply address provided.')
  }
  const registered = [...redirectUris, ...(registration?.webRedirectUris ?? [])]
  if (registered.length === 0) {
    throw new SignInRefusal(500113, 'invalid_request', 'No reply address is registered for the application.')
  }
  if (!isAmong(registered, redirectUri)) {
    throw new SignInRefusal(
      50011,
      'invalid_request',
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${client.clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to fix this.`,
    )
  }
  const responseMode = parameters.get('response_mode') ?? 'query'
  if (responseMode !== 'form_post' && responseMode !== 'query') {
    throw new SignInRefusal(
      70007,
      'unsupported_response_mode',
      `'${responseMode}' is not a supported value of 'response_mode'.`,
    )
  }
  return { client, back: { redirectUri, responseMode, state: parameters.get('state') } }
}

/** Throws AADSTS50194 when a single-tenant application is used at `common` or `organizations`. */
export function needOwnTenant(client: SignInClient, isShared: boolean): void {
  if (!isShared || client.registration?.isSingleTenant !== true) return
  throw new SignInRefusal(
    50194,
    'invalid_request',
    `Application '${client.clientId}'(${client.displayName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
  )
}

/**
 * Reads the rest of an authorize request. Stricter than Entra: a public client must send PKCE (S256) and a `state`.
 */
export function readAuthorize(
  directory: Directory,
  caller: Caller,
  place: { isShared: boolean; version: 1 | 2 },
  parameters: Map<string, string>,
): ReadAuthorize {
  const responseType = need(parameters, 'response_type')
  if (responseType !== 'code') {
    throw new SignInRefusal(
      700051,
      'unsupported_response_type',
      `response_type '${responseType}' is not enabled for the application.`,
    )
  }
  const prompt = parameters.get('prompt')
  if (prompt !== undefined && !['none', 'select_account', 'login', 'consent'].includes(prompt)) {
    throw new SignInRefusal(90023, 'invalid_request', `Unsupported 'prompt' value.`)
  }
  const { client, back } = caller
  const isPublic = isAmong(client.redirectUris, back.redirectUri)
  const request: AuthorizeRequest = {
    client,
    version: place.version,
    redirectUri: back.redirectUri,
    responseMode: back.responseMode,
    state: isPublic ? need(parameters, 'state') : parameters.get('state'),
    nonce: parameters.get('nonce'),
    codeChallenge: isPublic || parameters.has('code_challenge') ? readChallenge(parameters) : undefined,
    scopes: readAsked(directory, place.version, parameters, client.displayName),
    wantsClientInfo: parameters.get('client_info') === '1',
    forceConsent: prompt === 'consent',
    loginHint: parameters.get('login_hint'),
    correlationId: parameters.get('client-request-id') ?? null,
    claims: readClaims(parameters.get('claims')),
    accounts: accountsFor(directory, place.isShared, parameters.get('domain_hint')),
  }
  return { request, prompt }
}

/** Returns the accounts that the page offers. A `domain_hint` that no account has is ignored. */
export function accountsFor(directory: Directory, isShared: boolean, domainHint?: string): readonly SeedUser[] {
  const { users, delegatedAdministrators = [] } = directory.seed
  const all = isShared ? users.filter((user) => user.kind === 'member') : [...users, ...delegatedAdministrators]
  const hinted = all.filter((user) => user.userPrincipalName.endsWith(`@${domainHint?.toLowerCase() ?? ''}`))
  return hinted.length > 0 ? hinted : all
}

function readChallenge(parameters: Map<string, string>): string {
  const challenge = need(parameters, 'code_challenge')
  if (need(parameters, 'code_challenge_method') !== 'S256') {
    throw new SignInRefusal(
      501491,
      'invalid_request',
      `Unsupported 'code_challenge_method': only S256 is accepted here.`,
    )
  }
  // A SHA-256, base64url: 43 characters. https://www.rfc-editor.org/rfc/rfc7636#section-4.2
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    throw new SignInRefusal(501491, 'invalid_request', 'Invalid size of Code_Challenge parameter.')
  }
  return challenge
}
