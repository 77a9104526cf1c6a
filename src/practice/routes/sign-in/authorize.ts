import type { Directory } from '../../directory.ts'
import { isRegistered, type SignInClient } from './clients.ts'
import { need, SignInRefusal, unknownClient } from './refusal.ts'
import { readScopes } from './scopes.ts'
import type { AuthorizeRequest, SignIns } from './sign-ins.ts'

/** A refusal that may be sent back to the client, because the address it came from is proven. */
export interface ReturnAddress {
  readonly redirectUri: string
  readonly responseMode: 'form_post' | 'query'
  readonly state: string | undefined
}

export interface Caller {
  readonly client: SignInClient
  readonly back: ReturnAddress
}

/** Which of the company's names stands in the address, or a refusal. `common` and `organizations` find no guests: Entra signs a guest in at home. */
export function readTenant(directory: Directory, tenant: string): { isShared: boolean } {
  const name = tenant.toLowerCase()
  if (name === 'common' || name === 'organizations') return { isShared: true }
  const { seed } = directory
  if (name === seed.tenantId || seed.domains.some((domain) => domain.name === name)) return { isShared: false }
  throw new SignInRefusal(
    90002,
    'invalid_request',
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  )
}

/** Who asks, and where to answer. What it throws is shown on a page: no address is proven yet. */
export function readCaller(directory: Directory, signIns: SignIns, parameters: Map<string, string>): Caller {
  const clientId = need(parameters, 'client_id')
  const client = signIns.clients.find((known) => known.clientId === clientId)
  if (client === undefined) throw unknownClient(clientId, directory.seed.name)
  const redirectUri = parameters.get('redirect_uri')
  if (redirectUri === undefined) {
    throw new SignInRefusal(900971, 'invalid_request', 'No reply address provided.')
  }
  if (!isRegistered(client, redirectUri)) {
    throw new SignInRefusal(
      50011,
      'invalid_request',
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to fix this.`,
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

/**
 * The rest of an authorize request. Stricter than Entra: PKCE (S256) and `state` are required of every client.
 */
export function readAuthorize(
  directory: Directory,
  caller: Caller,
  isShared: boolean,
  parameters: Map<string, string>,
): AuthorizeRequest {
  const responseType = need(parameters, 'response_type')
  if (responseType !== 'code') {
    throw new SignInRefusal(
      700051,
      'unsupported_response_type',
      `response_type '${responseType}' is not enabled for the application.`,
    )
  }
  const prompt = parameters.get('prompt')
  if (prompt === 'none') {
    throw new SignInRefusal(50058, 'login_required', 'A silent sign-in request was sent but no user is signed in.')
  }
  if (prompt !== undefined && !['select_account', 'login', 'consent'].includes(prompt)) {
    throw new SignInRefusal(90023, 'invalid_request', `Unsupported 'prompt' value.`)
  }
  return {
    client: caller.client,
    redirectUri: caller.back.redirectUri,
    responseMode: caller.back.responseMode,
    state: need(parameters, 'state'),
    nonce: parameters.get('nonce'),
    codeChallenge: readChallenge(parameters),
    scopes: readScopes(directory, need(parameters, 'scope'), caller.client.displayName),
    wantsClientInfo: parameters.get('client_info') === '1',
    forceConsent: prompt === 'consent',
    loginHint: parameters.get('login_hint'),
    correlationId: parameters.get('client-request-id') ?? null,
    accounts: directory.seed.users.filter((user) => !isShared || user.kind === 'member'),
  }
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
