import type { ProblemCode } from '#core/problem.ts'
import type { HttpResponse } from '../http.ts'

/**
 * Returns the problem that a claims challenge of Graph means, or `null` when it is none or only asks for a new sign-in. A
 * challenge for the place a token is used from names an IP address (`xms_rp_ipaddr`) or says so in its message; signing in
 * again from the same network would only be challenged again.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge, github.com/Yvand/EntraCP/issues/356
 */
export function claimsChallenge(headers: Headers, message: string): ProblemCode | null {
  const challenge = headers.get('www-authenticate') ?? ''
  const isChallenged = isForClaims(challenge) || /continuous access evaluation/i.test(message)
  if (!isChallenged) return null
  if (/LocationCondition/i.test(message) || requestedClaims(challenge).includes('xms_rp_ipaddr')) {
    return 'location-blocked'
  }
  return null
}

/**
 * Returns the claims (JSON) that the token must have, where a new sign-in can bring them; `null` where nothing of the kind
 * is asked. Graph refuses such a call before it does anything, so that it may be made once more.
 */
export function claimsToBring({ status, headers, text }: HttpResponse): string | null {
  const challenge = headers.get('www-authenticate') ?? ''
  if (status !== 401 || !isForClaims(challenge) || claimsChallenge(headers, text) !== null) return null
  const claims = requestedClaims(challenge)
  return isObject(claims) ? claims : null
}

function isForClaims(challenge: string): boolean {
  return /error="?insufficient_claims/i.test(challenge)
}

function requestedClaims(challenge: string): string {
  const [, claims = ''] = /claims="([^"]+)"/i.exec(challenge) ?? []
  return Buffer.from(claims, 'base64').toString('utf8')
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
