import type { ConditionalAccess, SignInPolicies } from '../../tenant/sign-in-policies.ts'
import { SignInRefusal } from './refusal.ts'
import type { Authentication, SignInRequest } from './sign-ins.ts'

/** A step that a person can take in a browser to be let in. */
export type Challenge = 'mfa' | 'mfa-registration' | 'external-challenge'

/** Returns the step that the company's rules ask for before a token, or undefined when it was taken. */
export function askedChallenge(
  policies: SignInPolicies,
  request: Pick<SignInRequest, 'claims'>,
  authentication: Authentication,
): Challenge | undefined {
  if (authentication.methods.includes('mfa')) return undefined
  const { conditionalAccess } = policies
  if (conditionalAccess === 'mfa' || conditionalAccess === 'mfa-registration') return conditionalAccess
  if (conditionalAccess === 'external-challenge') return conditionalAccess
  return request.claims.authenticationContext === undefined ? undefined : 'mfa'
}

/** Returns a refusal that no step in a browser lifts. UNCONFIRMED(block-suberror): published answers show it for 53003 only. */
export function findBlock(
  policies: SignInPolicies,
  flow: 'browser' | 'device-code' | 'refresh',
): SignInRefusal | undefined {
  const block = blocks[policies.conditionalAccess]
  if (block === undefined) return undefined
  if (policies.conditionalAccess === 'block-device-code' && flow !== 'device-code') return undefined
  const [code, message] = block
  // `message_only` tells the client that it can only show the message. https://learn.microsoft.com/entra/msal/dotnet/advanced/exceptions/
  return new SignInRefusal(code, 'invalid_grant', message, { suberror: 'message_only' })
}

/** Returns the refusal of a token request that needs the step: the client has to open a browser. */
export function challengeRefusal(challenge: Challenge, request: SignInRequest): SignInRefusal {
  const resource = request.scopes.resource.appId
  const [code, message] = challenges[challenge](resource)
  const wanted = request.claims.authenticationContext
  const access =
    wanted === undefined
      ? { capolids: { essential: true, values: [policyId] } }
      : { acrs: { essential: true, value: wanted } }
  return new SignInRefusal(code, request.version === 1 ? 'interaction_required' : 'invalid_grant', message, {
    suberror: 'basic_action',
    claims: JSON.stringify({ access_token: access }),
  })
}

/** The id of the company's only policy. UNCONFIRMED(challenge-claims): that each of the three refusals carries `capolids`. */
const policyId = '6a0b7d52-3c1e-4f88-a9d4-50e2c7b8f613'

const blocked =
  'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.'

const blocks: Partial<Record<ConditionalAccess, readonly [code: number, message: string]>> = {
  block: [53003, blocked],
  'block-device-code': [53003, blocked],
  'compliant-device': [
    53000,
    'Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant. The user must enroll their device with an approved MDM provider like Intune.',
  ],
  'joined-device': [
    53001,
    'Device is not in required device state: domain_joined. Conditional Access policy requires a domain joined device, and the device is not domain joined.',
  ],
  // https://github.com/Azure/azure-iot-ops-cli-extension/issues/151
  'managed-device': [530003, 'Your device is required to be managed to access this resource.'],
  'security-policy': [530032, 'Access has been blocked by a tenant-wide security policy.'],
  'security-defaults': [530035, 'Access has been blocked by security defaults.'],
}

const challenges: Record<Challenge, (resource: string) => readonly [code: number, message: string]> = {
  mfa: (resource) => [
    50076,
    `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resource}'.`,
  ],
  'mfa-registration': (resource) => [
    50079,
    `Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '${resource}'.`,
  ],
  'external-challenge': () => [50158, 'External security challenge was not satisfied.'],
}
