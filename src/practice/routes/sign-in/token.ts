import { createHash } from 'node:crypto'
import type { Company } from '../../company.ts'
import { readTenant } from './authorize.ts'
import { readApplication } from './client-credentials.ts'
import type { SignInClient } from './clients.ts'
import { issueForAccount, issueForApplication, type TokenAnswer } from './issue.ts'
import { need, SignInRefusal, unknownClient } from './refusal.ts'
import { findResource, readScopes } from './scopes.ts'
import type { SignIns } from './sign-ins.ts'

/** POST /{tenant}/oauth2/v2.0/token. Throws SignInRefusal. */
export function answerToken(
  company: Company,
  signIns: SignIns,
  tenant: string,
  form: Map<string, string>,
  authorization: string | undefined,
): Promise<TokenAnswer> {
  const { isShared } = readTenant(company.directory, tenant)
  const grantType = need(form, 'grant_type')
  switch (grantType) {
    case 'authorization_code':
      return redeemCode(company, signIns, form)
    case 'refresh_token':
      return refresh(company, signIns, form)
    case 'client_credentials':
      return actAsApplication(company, signIns, isShared, form, authorization)
    default:
      throw new SignInRefusal(
        70003,
        'unsupported_grant_type',
        `The app requested an unsupported grant type '${grantType}'.`,
      )
  }
}

async function redeemCode(company: Company, signIns: SignIns, form: Map<string, string>): Promise<TokenAnswer> {
  const client = readPublicClient(company, signIns, form)
  const text = need(form, 'code')
  const redirectUri = need(form, 'redirect_uri')
  const verifier = need(form, 'code_verifier')
  const issued = signIns.code(text)
  if (issued === undefined || issued.request.client.clientId !== client.clientId) throw badGrant()
  const { request, account } = issued
  if (issued.redeemed) {
    throw new SignInRefusal(
      54005,
      'invalid_grant',
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    )
  }
  if (signIns.isPast(issued.expires)) throw expiredCode()
  if (request.redirectUri !== redirectUri) {
    throw new SignInRefusal(
      500112,
      'invalid_grant',
      `The reply address '${redirectUri}' does not match the reply address '${request.redirectUri}' provided when requesting Authorization code.`,
    )
  }
  if (createHash('sha256').update(verifier).digest('base64url') !== request.codeChallenge) {
    throw new SignInRefusal(
      501481,
      'invalid_grant',
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    )
  }
  // A client may name its scopes again, or leave them to the code.
  const asked = form.get('scope')
  const scopes = asked === undefined ? request.scopes : readScopes(company.directory, asked, client.displayName)
  issued.redeemed = true
  const granted = readGranted(company, client, account.id, scopes)
  return issueForAccount(company, {
    client,
    account,
    scopes,
    granted,
    nonce: request.nonce,
    wantsClientInfo: form.get('client_info') === '1',
    refreshToken: scopes.openId.includes('offline_access')
      ? signIns.issueRefreshToken({ clientId: client.clientId, account, resourceId: scopes.resource.id })
      : undefined,
  })
}

async function refresh(company: Company, signIns: SignIns, form: Map<string, string>): Promise<TokenAnswer> {
  const client = readPublicClient(company, signIns, form)
  const issued = signIns.refreshToken(need(form, 'refresh_token'))
  if (issued?.clientId !== client.clientId) throw badRefreshToken(9002313)
  if (signIns.isPast(issued.expires)) throw badRefreshToken(700082)
  const scopes = readScopes(company.directory, need(form, 'scope'), client.displayName)
  const granted = readGranted(company, client, issued.account.id, scopes)
  return issueForAccount(company, {
    client,
    account: issued.account,
    scopes,
    granted,
    nonce: undefined,
    wantsClientInfo: form.get('client_info') === '1',
    refreshToken: signIns.issueRefreshToken({ ...issued, resourceId: scopes.resource.id }),
  })
}

async function actAsApplication(
  company: Company,
  signIns: SignIns,
  isShared: boolean,
  form: Map<string, string>,
  authorization: string | undefined,
): Promise<TokenAnswer> {
  if (isShared) {
    throw new SignInRefusal(
      50059,
      'invalid_request',
      'No tenant-identifying information found in either the request or implied by any provided credentials.',
    )
  }
  const { application, principal } = readApplication(company, signIns, form, authorization)
  const scope = need(form, 'scope')
  if (!scope.endsWith('/.default') || scope.includes(' ')) {
    throw new SignInRefusal(
      1002012,
      'invalid_scope',
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    )
  }
  const audience = scope.slice(0, -'/.default'.length)
  const resource = findResource(company.directory, audience)
  return issueForApplication(company, { application, principal, resource, audience })
}

/** Everything the account has granted this client at the resource, once all that is asked is among it. */
function readGranted(
  company: Company,
  client: SignInClient,
  accountId: string,
  scopes: ReturnType<typeof readScopes>,
): readonly string[] {
  const granted = company.directory.consented(client.clientId, accountId, scopes.resource)
  const missing = scopes.isDefault ? [] : scopes.names.filter((name) => !granted.includes(name))
  if (missing.length === 0) return granted
  throw new SignInRefusal(
    65001,
    'invalid_grant',
    `The user or administrator has not consented to use the application with ID '${client.clientId}' named '${client.displayName}'. Send an interactive authorization request for this user and resource.`,
    { suberror: 'consent_required' },
  )
}

function readPublicClient(company: Company, signIns: SignIns, form: Map<string, string>): SignInClient {
  const clientId = need(form, 'client_id')
  const client = signIns.clients.find((known) => known.clientId === clientId)
  if (client === undefined) throw unknownClient(clientId, company.directory.seed.name)
  if (form.has('client_secret') || form.has('client_assertion')) {
    throw new SignInRefusal(
      700025,
      'invalid_client',
      `Client is public so neither 'client_assertion' nor 'client_secret' should be presented.`,
      { status: 401 },
    )
  }
  return client
}

function badGrant(): SignInRefusal {
  return new SignInRefusal(9002313, 'invalid_grant', 'Invalid request. Request is malformed or invalid.')
}

function expiredCode(): SignInRefusal {
  return new SignInRefusal(
    70008,
    'invalid_grant',
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  )
}

/** `bad_token` is what msal-node turns into "sign in again". */
function badRefreshToken(code: 700082 | 9002313): SignInRefusal {
  const message =
    code === 700082
      ? 'The refresh token has expired due to inactivity.'
      : 'Invalid request. Request is malformed or invalid.'
  return new SignInRefusal(code, 'invalid_grant', message, { suberror: 'bad_token' })
}
