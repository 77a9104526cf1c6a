import type { FaultEffect, FaultRequest, FaultResponse, FaultRule } from '#practice/faults/faults.ts'
import type { Site } from './site.ts'

/** One way in which a request can go wrong, as a fault of the practice tenant. */
export interface Fault {
  readonly name: string
  readonly response?: FaultResponse
  readonly effect?: FaultEffect
  /** The number of requests in a row that meet it; one by default. */
  readonly times?: number
  readonly drip?: FaultRule['drip']
}

const said = (statusCode: number, code: string, message: string): { readonly response: FaultResponse } => ({
  response: { statusCode, body: { error: { code, message } } },
})
const status = (statusCode: number): { readonly response: FaultResponse } => ({ response: { statusCode } })
const throttled = (retryAfter?: string): { readonly response: FaultResponse } => ({
  response: { statusCode: 429, headers: retryAfter === undefined ? [] : [{ name: 'Retry-After', value: retryAfter }] },
})
const notFound = said(404, 'Request_ResourceNotFound', 'Resource does not exist.')
const html = '<!doctype html><html><body><h1>407 Proxy Authentication Required</h1></body></html>'
const claims =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNjA0MTA2NjUxIn19fQ=="'

/** Security matrix, row HT; the replication strings are those terraform-provider-azuread waits on. */
export const alphabet: readonly Fault[] = [
  { name: '429-seconds', ...throttled('7') },
  // This date is shortly after the time at which the clock of every site starts.
  { name: '429-date', ...throttled('Mon, 23 Nov 2026 14:01:30 GMT') },
  { name: '429-bare', ...throttled() },
  { name: '429-an-hour', ...throttled('3600') },
  { name: '500', ...status(500) },
  { name: '502', ...status(502) },
  { name: '503', ...status(503) },
  { name: '503-after-commit', ...status(503), effect: 'answer-after-commit' },
  { name: '504', ...status(504) },
  { name: '504-after-commit', ...status(504), effect: 'answer-after-commit' },
  { name: '507', ...status(507) },
  { name: '409', ...said(409, 'Request_MultipleObjectsWithSameKeyValue', 'A conflicting object is present.') },
  { name: '404', ...notFound },
  { name: '404-three-times', ...notFound, times: 3 },
  {
    name: '403-backing-application',
    ...said(
      403,
      'Authorization_RequestDenied',
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    ),
  },
  { name: '400-reference-update', ...said(400, 'Request_BadRequest', 'Not a valid reference update.') },
  {
    name: '400-queried-reference',
    ...said(
      400,
      'Request_BadRequest',
      "Resource 'x' does not exist or one of its queried reference-property objects are not present.",
    ),
  },
  {
    name: '401-claims',
    response: {
      statusCode: 401,
      headers: [{ name: 'WWW-Authenticate', value: claims }],
      body: { error: { code: 'InvalidAuthenticationToken', message: 'Continuous access evaluation.' } },
    },
  },
  { name: '403-denied', ...said(403, 'Authorization_RequestDenied', 'Insufficient privileges.') },
  {
    name: '400-secrets-forbidden',
    ...said(400, 'CredentialTypeNotAllowedAsPerAppPolicy', 'Credential type not allowed as per assigned policy.'),
  },
  {
    name: '400-lifetime',
    ...said(400, 'CredentialInvalidLifetimeAsPerAppPolicy', 'Credential lifetime exceeds the max value allowed.'),
  },
  { name: 'reset-before-commit', effect: 'reset-before-commit' },
  { name: 'reset-after-commit', effect: 'reset-after-commit' },
  { name: 'half-body', effect: 'half-body' },
  { name: 'bad-json', response: { statusCode: 200, body: '{"id":' } },
  { name: 'captive-portal', effect: 'captive-portal' },
  { name: '407', response: { statusCode: 407, body: html } },
  { name: 'unknown-host', effect: 'unknown-host' },
  { name: 'wrong-tls', effect: 'wrong-tls' },
  { name: 'no-answer', effect: 'no-answer' },
  { name: 'no-answer-after-commit', effect: 'no-answer-after-commit' },
  { name: 'stalled-body', effect: 'stalled-body' },
  { name: 'drip', effect: 'drip', drip: { bytes: 256, everyMs: 0 } },
  { name: 'duplicate-reply', effect: 'duplicate-reply' },
  { name: 'ten-megabytes', response: { statusCode: 200, body: 'x'.repeat(10 * 1024 * 1024) } },
]

/** Makes the nth request of this kind from now on meet the fault. */
export function strike(site: Site, fault: Fault, request: FaultRequest, nth = 1): void {
  const { response, effect = 'answer', drip, times = 1 } = fault
  for (let place = 0; place < times; place += 1) {
    site.mocks.push({
      request: { ...request, nth: nth + place },
      ...(response && { response }),
      // The practice tenant reads this only when the fault happens, which is then counted.
      get effect() {
        site.struck += 1
        return effect
      },
      ...(drip && { drip }),
    })
  }
}
