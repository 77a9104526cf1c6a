import type { ProblemCode } from '#core/problem.ts'

/**
 * Returns the problem that a claims challenge of Graph means, or `null` when it is none or only asks for a new sign-in. A
 * challenge for the place a token is used from names an IP address (`xms_rp_ipaddr`) or says so in its message; signing in
 * again from the same network would only be challenged again.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge, github.com/Yvand/EntraCP/issues/356
 */
export function claimsChallenge(headers: Headers, message: string): ProblemCode | null {
  const challenge = headers.get('www-authenticate') ?? ''
  const isChallenged = /error="?insufficient_claims/i.test(challenge) || /continuous access evaluation/i.test(message)
  if (!isChallenged) return null
  if (/LocationCondition/i.test(message) || requestedClaims(challenge).includes('xms_rp_ipaddr')) {
    return 'location-blocked'
  }
  return null
}

function requestedClaims(challenge: string): string {
  const [, claims = ''] = /claims="([^"]+)"/i.exec(challenge) ?? []
  return Buffer.from(claims, 'base64').toString('utf8')
}
