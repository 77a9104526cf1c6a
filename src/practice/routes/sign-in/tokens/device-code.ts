import type { Company } from '../../../company/company.ts'
import { accountsFor, needOwnTenant, readTenant } from '../authorize.ts'
import { readClaims } from '../claims.ts'
import { needProof } from './client-credentials.ts'
import { needGranted, needAcceptedToday } from './grant.ts'
import { issueForAccount, type TokenAnswer } from './issue.ts'
import { need, SignInRefusal } from '../refusal.ts'
import { findClient } from '../registrations.ts'
import { readAsked } from '../scopes.ts'
import type { SignIns } from '../sign-ins.ts'
import type { TokenCall } from './token-call.ts'

/** Answers POST /{tenant}/oauth2/v2.0/devicecode, and the older endpoint, whose numbers are text. Throws SignInRefusal. */
export function answerDeviceCode(
  company: Company,
  signIns: SignIns,
  at: { tenant: string; version: 1 | 2 },
  form: Map<string, string>,
): Record<string, unknown> {
  const { directory } = company
  const { isShared } = readTenant(directory, at.tenant)
  const client = findClient(directory, signIns, need(form, 'client_id'))
  needOwnTenant(client, isShared)
  const { deviceCode, userCode } = signIns.issueDeviceCode({
    client,
    version: at.version,
    scopes: readAsked(directory, at.version, form, client.displayName),
    forceConsent: false,
    loginHint: form.get('login_hint'),
    correlationId: form.get('client-request-id') ?? null,
    claims: readClaims(form.get('claims')),
    accounts: accountsFor(directory, isShared),
  })
  // Entra names https://microsoft.com/devicelogin, which redirects to this page. The practice tenant has no such host.
  const page = `https://${directory.hosts.login}/common/oauth2/deviceauth`
  const message = `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`
  const codes = { user_code: userCode, device_code: deviceCode }
  return at.version === 2
    ? { ...codes, verification_uri: page, expires_in: 900, interval: 5, message }
    : { ...codes, verification_url: page, expires_in: '900', interval: '5', message }
}

/** Answers one poll of a device. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code#expected-errors */
export async function redeemDeviceCode({ company, signIns, version, form, proven }: TokenCall): Promise<TokenAnswer> {
  const { client, proof } = proven
  // UNCONFIRMED(device-code-of-a-web-application): that a code is given, and only the poll is refused.
  if (client.registration?.allowsPublicFlows === false) throw needProof()
  // The older endpoint calls the device code `code`.
  const issued = signIns.deviceCode(version === 1 && form.has('code') ? need(form, 'code') : need(form, 'device_code'))
  if (issued?.request.client.clientId !== client.clientId || issued.state === 'redeemed') {
    throw new SignInRefusal(
      70018,
      'bad_verification_code',
      'Invalid verification code. User typed in wrong user code for device code flow.',
    )
  }
  const { request, state } = issued
  if (state === 'declined') {
    throw new SignInRefusal(65004, 'authorization_declined', 'User declined to consent to access the app.')
  }
  if (signIns.isPast(issued.expires)) {
    throw new SignInRefusal(
      70019,
      version === 1 ? 'code_expired' : 'expired_token',
      'Verification code expired. Have the user retry the sign-in.',
    )
  }
  if (state === 'waiting') {
    // UNCONFIRMED(device-slow-down): Entra's page does not list it, RFC 8628 does.
    if (signIns.polledTooSoon(issued)) {
      throw new SignInRefusal(70016, 'slow_down', 'OAuth 2.0 device flow error. Polling too often. Poll more slowly.')
    }
    throw new SignInRefusal(
      70016,
      'authorization_pending',
      'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
    )
  }
  issued.state = 'redeemed'
  needAcceptedToday(company, signIns, request, state, 'device-code')
  const { scopes, claims } = request
  return issueForAccount(company, {
    client,
    authentication: state,
    proof,
    version,
    scopes,
    granted: needGranted(company, client, state.account, scopes),
    claims: form.has('claims') ? readClaims(form.get('claims')) : claims,
    nonce: undefined,
    wantsClientInfo: form.get('client_info') === '1',
    refreshToken: scopes.openId.includes('offline_access')
      ? signIns.issueRefreshToken({ clientId: client.clientId, authentication: state, scopes, isConfidential: false })
      : undefined,
  })
}
