import { createHash, X509Certificate } from 'node:crypto'
import { compactVerify, decodeJwt, decodeProtectedHeader, errors, type JWTPayload } from 'jose'
import type { Company } from '../../../company/company.ts'
import type { StoredApplication, StoredKey } from '../../../tenant/directory.ts'
import { need, SignInRefusal } from '../refusal.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const readMore =
  'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .'

/** Returns the client that a `client_assertion` names, without checking it. UNCONFIRMED(assertion-numbers): which number each mistake has. */
export function readAssertionSubject(form: Map<string, string>): string {
  const type = need(form, 'client_assertion_type')
  if (type !== assertionType) {
    throw invalid(50012, `The provided value for 'client_assertion_type' is not supported: '${type}'.`, 400)
  }
  const { sub } = readPayload(need(form, 'client_assertion'))
  if (typeof sub === 'string' && sub !== '') return sub
  throw malformed(`Subject claim must be present in the token.`)
}

/**
 * Checks a JWT that is signed with one of the application's certificates. Throws when it proves nothing. As at Entra, the
 * same JWT may be used again while it is valid, and MSAL does so.
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export async function checkAssertion(
  company: Company,
  application: StoredApplication,
  form: Map<string, string>,
): Promise<void> {
  const assertion = need(form, 'client_assertion')
  const payload = readPayload(assertion)
  const { alg, x5t, 'x5t#S256': x5tS256 } = readHeader(assertion)
  if (alg !== 'RS256' && alg !== 'PS256') throw malformed(`The algorithm '${alg ?? 'none'}' is not supported.`)
  if (x5t === undefined && x5tS256 === undefined)
    throw malformed('No certificate thumbprint specified in token header.')
  if (payload.sub !== application.appId || payload.iss !== application.appId) {
    throw invalid(700021, `Client assertion application identifier doesn't match 'client_id' parameter. ${readMore}`)
  }
  const found = findKey(application, x5t, x5tS256)
  const shown = Buffer.from(x5t ?? x5tS256 ?? '', 'base64url')
    .toString('hex')
    .toUpperCase()
  const used = `Thumbprint of key used by client: '${shown}'`
  if (found === undefined) {
    throw signature(application, `The key was not found., ${used}`)
  }
  const period = `Found key 'Start=${found.key.startDateTime}, End=${found.key.endDateTime}'`
  const now = company.clock.now().getTime()
  if (Date.parse(found.key.endDateTime) <= now || Date.parse(found.key.startDateTime) > now) {
    throw signature(application, `The key used is expired., ${used}, ${period}`)
  }
  try {
    await compactVerify(assertion, found.certificate.publicKey, { algorithms: [alg] })
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error
    const reason = 'The provided signature value did not match the expected signature value.'
    throw signature(application, `${reason}, ${used}, ${period}`)
  }
  checkAudience(company, payload)
  checkTimes(payload, now)
}

function checkAudience(company: Company, { aud, jti }: JWTPayload): void {
  const { tenantId, domains } = company.directory.seed
  const host = `https://${company.directory.hosts.login}`
  const accepted = [tenantId, ...domains.map((domain) => domain.name), 'common', 'organizations'].flatMap((name) => [
    `${host}/${name}/oauth2/v2.0/token`,
    `${host}/${name}/oauth2/token`,
    `${host}/${name}/v2.0`,
  ])
  if (typeof aud !== 'string' || !accepted.includes(aud)) {
    throw invalid(700023, `Client assertion audience claim does not match Realm issuer. ${readMore}`)
  }
  // Stricter than Entra, which documents the claim but accepts a JWT without it.
  if (typeof jti !== 'string' || jti === '') throw malformed('The claim jti is missing.')
}

function checkTimes({ nbf, iat, exp }: JWTPayload, now: number): void {
  if (exp === undefined) throw malformed('The claim exp is missing.')
  const starts = nbf ?? iat ?? 0
  // Microsoft's validators allow clocks to differ by five minutes.
  const skew = 300
  const seconds = now / 1000
  if (starts - skew <= seconds && seconds < exp + skew) return
  const write = (at: number): string => new Date(at * 1000).toISOString()
  throw invalid(
    700024,
    `Client assertion is not within its valid time range. Current time: ${new Date(now).toISOString()}, assertion valid from ${write(starts)}, expiry time of assertion ${write(exp)}. ${readMore}`,
  )
}

function findKey(
  application: StoredApplication,
  x5t: string | undefined,
  x5tS256: string | undefined,
): { key: StoredKey; certificate: X509Certificate } | undefined {
  for (const key of application.keys) {
    const der = Buffer.from(key.key, 'base64')
    const print = (hash: 'sha1' | 'sha256'): string => createHash(hash).update(der).digest('base64url')
    const isIt = x5tS256 === undefined ? print('sha1') === trimmed(x5t) : print('sha256') === trimmed(x5tS256)
    if (isIt) return { key, certificate: new X509Certificate(der) }
  }
  return undefined
}

/** Turns a thumbprint in base64, which some libraries send, into base64url. */
function trimmed(thumbprint: string | undefined): string | undefined {
  return thumbprint?.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function readHeader(assertion: string): { alg?: string; x5t?: string; 'x5t#S256'?: string } {
  try {
    const { alg, x5t, 'x5t#S256': x5tS256 } = decodeProtectedHeader(assertion) as Record<string, unknown>
    const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
    const read = { alg: text(alg), x5t: text(x5t), 'x5t#S256': text(x5tS256) }
    return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
  } catch {
    throw malformed('JWT token is invalid or malformed.')
  }
}

function readPayload(assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion)
  } catch {
    throw malformed('JWT token is invalid or malformed.')
  }
}

function malformed(why: string): SignInRefusal {
  return invalid(50027, why.startsWith('JWT') ? why : `Invalid JWT token. ${why}`)
}

function signature({ appId }: StoredApplication, reason: string): SignInRefusal {
  return invalid(
    700027,
    `Client assertion failed signature validation. [Reason - ${reason}, Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${appId}'.]. ${readMore}`,
  )
}

function invalid(code: number, message: string, status: 400 | 401 = 401): SignInRefusal {
  return new SignInRefusal(code, 'invalid_client', message, status === 401 ? { status } : {})
}
