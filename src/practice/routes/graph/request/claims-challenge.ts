import { randomUUID } from 'node:crypto'
import { publicHosts } from '../../../company/clouds.ts'
import type { Clock } from '../../../tenant/clock.ts'

/** Why continuous access evaluation refuses a token: a revoked session, a forbidden network, a policy that has changed. */
export const challengeReasons = ['revoked', 'location', 'policy'] as const
export type ChallengeReason = (typeof challengeReasons)[number]

/**
 * The code in Microsoft Graph's message, by reason. Seen in https://github.com/Yvand/EntraCP/issues/356 and
 * https://github.com/FriedrichWeinmann/EntraAuth/issues/47
 */
const challengeCodes: Record<ChallengeReason, string> = {
  revoked: 'TokenIssuedBeforeRevocationTimestamp',
  location: 'LocationConditionEvaluationSatisfied',
  policy: 'TokenCreatedWithOutdatedPolicies',
}

/**
 * Returns Microsoft Graph's 401 that asks for a token with other claims. `notBefore` (seconds since 1970) is the
 * earliest time of issue that the claims accept.
 * https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
 */
export function claimsChallenge(
  reason: ChallengeReason,
  notBefore: number,
  clock: Clock,
  clientRequestId: string | undefined,
  login = publicHosts.login,
): Response {
  const wanted: Record<string, unknown> = { nbf: { essential: true, value: String(notBefore) } }
  if (reason === 'location') wanted.xms_rp_ipaddr = { value: '203.0.113.7' }
  const claims = Buffer.from(JSON.stringify({ access_token: wanted })).toString('base64')
  const requestId = randomUUID()
  const error = {
    code: 'InvalidAuthenticationToken',
    message: `Continuous access evaluation resulted in challenge with result: InteractionRequired and code: ${challengeCodes[reason]}`,
    innerError: {
      date: clock.now().toISOString().slice(0, 19),
      'request-id': requestId,
      'client-request-id': clientRequestId ?? requestId,
    },
  }
  return new Response(JSON.stringify({ error }), {
    status: 401,
    headers: {
      'content-type': 'application/json',
      'request-id': requestId,
      'client-request-id': clientRequestId ?? requestId,
      'www-authenticate': `Bearer realm="", authorization_uri="https://${login}/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`,
    },
  })
}
