import { createHash } from 'node:crypto'
import type { Company } from '../../../company/company.ts'
import { readTenant, needOwnTenant } from '../authorize.ts'
import { readClaims } from '../claims.ts'
import { isPublic, needPrincipal, needProof, readProvenClient, type ProvenClient } from './client-credentials.ts'
import { isAmong } from '../clients.ts'
import { redeemDeviceCode } from './device-code.ts'
import { issueForAccount, issueForApplication, type TokenAnswer } from './issue.ts'
import { needGranted, needAcceptedToday } from './grant.ts'
import { findDisabledResource } from '../disabled.ts'
import { need, SignInRefusal } from '../refusal.ts'
import { findResource, readScopes, type AskedScopes } from '../scopes.ts'
import type { SignIns } from '../sign-ins.ts'
import type { TokenCall } from './token-call.ts'

/** Answers POST /{tenant}/oauth2/v2.0/token and the older /{tenant}/oauth2/token. Throws SignInRefusal. */
export async function answerToken(
  company: Company,
  signIns: SignIns,
  at: { tenant: string; version: 1 | 2 },
  form: Map<string, string>,
  authorization: string | undefined,
): Promise<TokenAnswer> {
  const { isShared } = readTenant(company.directory, at.tenant)
  const grantType = need(form, 'grant_type')
  const carryOut = grants[grantType]
  if (carryOut === undefined) {
    throw new SignInRefusal(
      70003,
      'unsupported_grant_type',
      `The app requested an unsupported grant type '${grantType}'.`,
    )
  }
  if (isShared && grantType === 'client_credentials') {
    throw new SignInRefusal(
      50059,
      'invalid_request',
      'No tenant-identifying information found in either the request or implied by any provided credentials.',
    )
  }
  const proven = await readProvenClient(company, signIns, form, authorization)
  needOwnTenant(proven.client, isShared)
  return carryOut({ company, signIns, isShared, version: at.version, form, proven })
}

const grants: Readonly<Record<string, (call: TokenCall) => Promise<TokenAnswer>>> = {
  authorization_code: redeemCode,
  refresh_token: refresh,
  client_credentials: actAsApplication,
  device_code: redeemDeviceCode,
  'urn:ietf:params:oauth:grant-type:device_code': redeemDeviceCode,
}

async function redeemCode({ company, signIns, version, form, proven }: TokenCall): Promise<TokenAnswer> {
  const { client, proof } = proven
  const text = need(form, 'code')
  const redirectUri = need(form, 'redirect_uri')
  const issued = signIns.code(text)
  if (issued?.request.client.clientId !== client.clientId) throw badGrant()
  const { request, authentication } = issued
  checkProofSuits(proven, request.redirectUri)
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
  checkVerifier(form, request.codeChallenge)
  // Naming the scopes again is optional; without them those of the code hold.
  const scopes = readAgain(company, version, form, client.displayName) ?? request.scopes
  issued.redeemed = true
  const claims = form.has('claims') ? readClaims(form.get('claims')) : request.claims
  needAcceptedToday(company, signIns, { ...request, scopes, claims }, authentication, 'browser')
  return issueForAccount(company, {
    client,
    authentication,
    proof,
    version,
    scopes,
    granted: needGranted(company, client, authentication.account, scopes),
    claims,
    nonce: request.nonce,
    wantsClientInfo: form.get('client_info') === '1',
    refreshToken: scopes.openId.includes('offline_access')
      ? signIns.issueRefreshToken({
          clientId: client.clientId,
          authentication,
          scopes,
          isConfidential: proof !== '0',
        })
      : undefined,
  })
}

async function refresh({ company, signIns, version, form, proven }: TokenCall): Promise<TokenAnswer> {
  const { client, proof } = proven
  const issued = signIns.refreshToken(need(form, 'refresh_token'))
  if (issued?.clientId !== client.clientId) throw badRefreshToken(9002313)
  if (issued.isConfidential && proof === '0') throw needProof()
  if (!issued.isConfidential && proof !== '0') throw isPublic()
  if (signIns.isPast(issued.expires)) throw badRefreshToken(700082)
  const scopes = readAgain(company, version, form, client.displayName) ?? issued.scopes
  const claims = readClaims(form.get('claims'))
  const { authentication } = issued
  const request = {
    client,
    scopes,
    version,
    claims,
    forceConsent: false,
    loginHint: undefined,
    correlationId: null,
    accounts: [],
  }
  needAcceptedToday(company, signIns, request, authentication, 'refresh')
  return issueForAccount(company, {
    client,
    authentication,
    proof,
    version,
    scopes,
    granted: needGranted(company, client, authentication.account, scopes),
    claims,
    nonce: undefined,
    wantsClientInfo: form.get('client_info') === '1',
    // Each refresh gives a new token; the old one keeps working until it expires.
    // https://learn.microsoft.com/entra/identity-platform/refresh-tokens#token-lifetime
    refreshToken: signIns.issueRefreshToken({ ...issued, scopes }),
  })
}

async function actAsApplication({ company, version, form, proven }: TokenCall): Promise<TokenAnswer> {
  const { directory } = company
  const { application, principal, proof } = needPrincipal(company, proven)
  const audience = version === 1 ? need(form, 'resource') : readDefaultScope(need(form, 'scope'))
  const resource = findResource(directory, audience)
  const disabled = findDisabledResource(resource, audience)
  if (disabled !== undefined) throw disabled
  const roles = directory.assignments
    .filter((assignment) => assignment.principalId === principal.id && assignment.resourceId === resource.id)
    .filter((assignment) => directory.sees(assignment))
    .flatMap((assignment) => resource.appRoles.filter((role) => role.id === assignment.appRoleId))
    .map((role) => role.value)
  if (resource.appRoleAssignmentRequired && roles.length === 0) {
    throw new SignInRefusal(
      501051,
      'invalid_grant',
      `Application '${application.appId}'(${principal.displayName}) is not assigned to a role for the application '${audience}'(${resource.displayName}).`,
    )
  }
  return issueForApplication(company, { application, principal, resource, audience, proof, roles })
}

function readDefaultScope(scope: string): string {
  if (scope.endsWith('/.default') && !scope.includes(' ')) return scope.slice(0, -'/.default'.length)
  throw new SignInRefusal(
    1002012,
    'invalid_scope',
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  )
}

function readAgain(
  company: Company,
  version: 1 | 2,
  form: Map<string, string>,
  clientName: string,
): AskedScopes | undefined {
  if (version === 2) {
    const scope = form.get('scope')
    return scope === undefined ? undefined : readScopes(company.directory, scope, clientName)
  }
  const audience = form.get('resource')
  if (audience === undefined) return undefined
  return {
    openId: ['openid', 'profile', 'email', 'offline_access'],
    resource: findResource(company.directory, audience),
    audience,
    names: ['.default'],
    isDefault: true,
    isPrefixed: false,
  }
}

/** Throws unless a code of a "web" address comes with a proof, and one of a desktop address without. */
function checkProofSuits({ client, proof }: ProvenClient, redirectUri: string): void {
  const isPublicAddress = isAmong(client.redirectUris, redirectUri)
  if (isPublicAddress && proof !== '0') throw isPublic()
  if (!isPublicAddress && proof === '0') throw needProof()
}

function checkVerifier(form: Map<string, string>, challenge: string | undefined): void {
  if (challenge === undefined) return
  const verifier = need(form, 'code_verifier')
  if (createHash('sha256').update(verifier).digest('base64url') === challenge) return
  throw new SignInRefusal(
    501481,
    'invalid_grant',
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  )
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

/** Returns a refusal with `bad_token`, on which msal-node asks for a new sign-in. */
function badRefreshToken(code: 700082 | 9002313): SignInRefusal {
  const message =
    code === 700082
      ? 'The refresh token has expired due to inactivity.'
      : 'Invalid request. Request is malformed or invalid.'
  return new SignInRefusal(code, 'invalid_grant', message, { suberror: 'bad_token' })
}
