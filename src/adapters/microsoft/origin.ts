import { clouds } from '#core/access/cloud.ts'
import type { Answer } from '#core/answer.ts'
import type { Clock } from '#core/ports.ts'
import { detailsOf } from './details.ts'
import type { HttpResponse } from './http.ts'
import { retryAfterMs } from './retry-after.ts'

/**
 * Whether a response proves that Microsoft gave it (docs/adr/0012-whose-answer.md): by one of Microsoft's headers, or by a
 * body in the form that Microsoft documents. A filter, a proxy or a captive portal may answer in Microsoft's name with any
 * status; its page has neither.
 */
export function isFromMicrosoft({ headers, text }: Pick<HttpResponse, 'headers' | 'text'>): boolean {
  return hasMicrosoftHeader(headers) || isDocumentedBody(text)
}

/**
 * Returns the answer for a response that does not prove to be Microsoft's, or `null` when it does. A write then has an
 * unknown outcome, as it may have been carried out before the page replaced its answer; a read is refused, and is never
 * "missing". A busy answer (408, 429, 5xx) is waited for all the same, and its problem says that it may not be Microsoft's.
 */
export function foreignAnswer(
  response: HttpResponse,
  { host, writes }: { readonly host: string; readonly writes: boolean },
  clock: Clock,
): Answer<never> | null {
  if (isFromMicrosoft(response)) return null
  const { status, headers } = response
  const busy = isBusy(status)
  const problem = {
    code: busy ? ('perhaps-not-microsoft' as const) : ('not-microsoft' as const),
    at: clock.now().toISOString(),
    microsoft: detailsOf(response, host),
  }
  const ms = busy ? retryAfterMs(headers, clock.now()) : undefined
  const afterMs = ms === undefined ? {} : { afterMs: ms }
  if (writes) return { unknown: true, problem, ...afterMs }
  return busy ? { notYet: status === 429 ? 'throttled' : 'busy', problem, ...afterMs } : { no: problem }
}

/** Whether the status says that a server cannot answer now. */
export function isBusy(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}

const microsoftHeaders = ['request-id', 'x-feserver', 'x-ews-policy-reason']
const authorities = Object.values(clouds).flatMap(({ login, loginAliases }) => [login, ...loginAliases])

/** Whether a challenge asks for a token of one of Microsoft's authorities. */
function namesAuthority(challenge: string): boolean {
  const [, host = ''] = /^bearer\b.*\bauthorization_uri="?https:\/\/([^/"]+)\//is.exec(challenge) ?? []
  return authorities.includes(host.toLowerCase())
}

function hasMicrosoftHeader(headers: Headers): boolean {
  for (const name of headers.keys()) {
    if (name.startsWith('x-ms-') || microsoftHeaders.includes(name)) return true
  }
  return namesAuthority(headers.get('www-authenticate') ?? '')
}

const soapEnvelope = /<(?:[\w-]+:)?Envelope\s[^>]*"http:\/\/schemas\.xmlsoap\.org\/soap\/envelope\/"/

function isDocumentedBody(text: string): boolean {
  if (soapEnvelope.test(text.slice(0, 2_000))) return true
  const body = parsed(text)
  if (typeof body !== 'object' || body === null) return false
  const fields = body as Readonly<Record<string, unknown>>
  const { error } = fields
  // Graph: https://learn.microsoft.com/graph/errors
  if (typeof error === 'object' && error !== null && 'code' in error) return typeof error.code === 'string'
  // The token endpoint: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
  if (typeof error === 'string') return typeof fields['error_description'] === 'string'
  return ['@odata.context', 'access_token', 'issuer', 'tenant_discovery_endpoint'].some(
    (name) => typeof fields[name] === 'string',
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
