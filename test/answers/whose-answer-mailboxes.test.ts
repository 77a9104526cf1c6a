import type { FaultRule } from '#practice/faults/faults.ts'
import { asSent, everything, type Ending, type Row } from '#support/answers/row.ts'
import {
  endedOrFiltered,
  ewsBlocked,
  ewsDisabled,
  ewsEnded,
  exchangeUnauthorized,
  proxySignIn,
} from '#support/answers/said.ts'
import { stranger } from '#support/answers/strangers.ts'
import { answer, calls, line, page, pageTitle, type Headers, type Turns } from '#support/answers/wire-answers.ts'
import { playSituations } from '#support/answers/situations.ts'
import { allowInExchange, consent } from '#support/ews/portal.ts'

/** A: an answer without a proof that Microsoft gave it is never taken for Microsoft's (docs/adr/0012-whose-answer.md): mailboxes, and long waits. */

const graph = 'graph.microsoft.com'
const exchange = 'outlook.office365.com'
const minute = 60_000
const hour = 60 * minute

/** One answer to each call on a mailbox, and what is said of it. */
interface OnMailbox {
  readonly what: string
  readonly fault: (call: string) => FaultRule
  readonly ends: (host: string) => Row['ends']
}

const date = /^2026-11-23T14:\d\d:\d\d\.000Z$/

const onMailboxes: readonly OnMailbox[] = [
  ...[200, 401, 403, 404, 410, 451].map((status): OnMailbox => ({
    what: `a page with ${status}`,
    fault: (call) => page(call, status),
    ends: (host) => stranger(host, status),
  })),
  {
    what: 'JSON that is not Microsoft’s',
    fault: (call) => answer(call, 403, { blocked: true, reason: 'category: cloud storage' }),
    ends: (host) => stranger(host, 403, null, { date }),
  },
  {
    what: 'half of a JSON text',
    fault: (call) => answer(call, 403, '{"error":{"code":"Authoriz'),
    ends: (host) => stranger(host, 403, null, { date }),
  },
  {
    what: 'nothing at all, with 200',
    fault: (call) => answer(call, 200, ''),
    ends: (host) => stranger(host, 200, null, { date }),
  },
  {
    what: 'nothing at all, with 404',
    fault: (call) => answer(call, 404, ''),
    ends: (host) => stranger(host, 404, null, { date }),
  },
  {
    what: 'a challenge for a token that leads elsewhere than to Microsoft',
    fault: (call) =>
      answer(call, 401, '', { 'www-authenticate': 'Bearer authorization_uri="https://login.proxy.example/authorize"' }),
    ends: (host) => stranger(host, 401, null, { date }),
  },
  {
    what: 'a challenge for the password of a proxy',
    fault: (call) => answer(call, 401, '', { 'www-authenticate': 'Basic realm="Proxy"' }),
    ends: (host) => stranger(host, 401, null, { date }),
  },
  {
    what: '407, for the password of a proxy',
    fault: (call) => answer(call, 407, '', { 'proxy-authenticate': 'Negotiate' }),
    ends: (host) => ({
      code: 'proxy-sign-in',
      nature: 'here',
      says: proxySignIn(host),
      details: { host, clientRequestId: asSent },
    }),
  },
  {
    what: 'a redirect to a captive portal',
    fault: (call) => answer(call, 302, '', { location: 'https://portal.example/' }),
    ends: (host) => ({
      code: 'proxy-sign-in',
      nature: 'here',
      says: proxySignIn(host),
      details: { host, clientRequestId: asSent },
    }),
  },
]

const mailboxes: readonly Row[] = (
  [
    ['ews', calls.ews, exchange],
    ['graph', calls.mailbox, graph],
  ] as const
).flatMap(([profile, call, host]) =>
  onMailboxes.map(({ what, fault, ends }): Row => ({
    name: `${what} in place of a mailbox, profile ${profile}`,
    does: 'prove',
    profile,
    faults: [fault(call)],
    ends: ends(host),
    left: profile === 'ews' ? everything : { ...everything, grants: 5 },
    sent: [[call, 1]],
    waitedMs: [0, 0],
  })),
)

/** Before EWS ends, "not found" without a proof is a filter’s; after it, nobody can tell. */
const dayOfTheEnd = '2027-04-01T01:00:00Z'

const endOfEws: readonly Row[] = [
  ...[404, 410].map((status): Row => ({
    name: `a page with ${status} in place of a mailbox, the day after EWS ended`,
    does: 'prove',
    at: dayOfTheEnd,
    faults: [page(calls.ews, status)],
    ends: {
      ...stranger(exchange, status),
      code: 'ews-ended-or-filtered',
      nature: 'no',
      says: endedOrFiltered({ status, pageTitle }),
    },
    left: everything,
    sent: [[calls.ews, 1]],
  })),
  {
    name: 'a page with 403 in place of a mailbox, the day after EWS ended',
    does: 'prove',
    at: dayOfTheEnd,
    faults: [page(calls.ews, 403)],
    ends: stranger(exchange, 403),
    left: everything,
  },
  {
    name: 'nothing at all with 404, the day after EWS ended',
    does: 'prove',
    at: dayOfTheEnd,
    faults: [answer(calls.ews, 404, '')],
    ends: {
      code: 'ews-ended-or-filtered',
      nature: 'no',
      says: endedOrFiltered({ status: 404 }),
      details: { host: exchange, status: '404', clientRequestId: asSent, date: /^2027-04-01T01:/ },
    },
    left: everything,
  },
]

/** Any one proof is enough, in any letters. */
const proven: readonly (readonly [
  what: string,
  status: number,
  headers: Headers,
  body: unknown,
  Omit<Ending, 'nature'> & Partial<Pick<Ending, 'nature'>>,
])[] = [
  [
    'a header request-id alone',
    404,
    { 'Request-Id': '7d4a1c7e-0f55-4a51-8c83-6a2f9d0f1b7c' },
    '',
    {
      code: 'ews-ended',
      says: ewsEnded,
      details: {
        host: exchange,
        status: '404',
        requestId: '7d4a1c7e-0f55-4a51-8c83-6a2f9d0f1b7c',
        clientRequestId: asSent,
        date,
      },
    },
  ],
  [
    'a header X-FEServer alone',
    401,
    { 'X-FESERVER': 'YQBPR0101CA0042' },
    '',
    {
      code: 'exchange-unauthorized',
      nature: 'wait',
      says: exchangeUnauthorized,
      details: { host: exchange, status: '401', clientRequestId: asSent, date },
    },
  ],
  [
    'a header x-ms-diagnostics alone',
    401,
    { 'X-Ms-Diagnostics': '2000003;reason="The audience is not valid."' },
    '',
    {
      code: 'exchange-unauthorized',
      nature: 'wait',
      says: exchangeUnauthorized,
      details: {
        host: exchange,
        status: '401',
        diagnostics: '2000003;reason="The audience is not valid."',
        clientRequestId: asSent,
        date,
      },
    },
  ],
  [
    'X-EWS-Policy-Reason alone, in small letters',
    403,
    { 'x-ews-policy-reason': 'EWS is disabled for this user or tenant' },
    '',
    {
      code: 'ews-disabled',
      says: ewsDisabled,
      details: {
        host: exchange,
        status: '403',
        policyReason: 'EWS is disabled for this user or tenant',
        clientRequestId: asSent,
        date,
      },
    },
  ],
  [
    'X-EWS-Policy-Reason alone, in capitals, above a page of HTML',
    403,
    { 'X-EWS-POLICY-REASON': 'EWS is blocked by policy for this user or tenant' },
    '<!doctype html><title>Forbidden</title>',
    {
      code: 'ews-blocked',
      says: ewsBlocked,
      details: {
        host: exchange,
        status: '403',
        policyReason: 'EWS is blocked by policy for this user or tenant',
        pageTitle: 'Forbidden',
        clientRequestId: asSent,
        date,
      },
    },
  ],
  [
    'a challenge that leads to Microsoft’s sign-in',
    401,
    {
      'WWW-Authenticate':
        'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", authorization_uri="https://login.windows.net/common/oauth2/authorize"',
    },
    '',
    {
      code: 'exchange-unauthorized',
      nature: 'wait',
      says: exchangeUnauthorized,
      details: { host: exchange, status: '401', clientRequestId: asSent, date },
    },
  ],
]

const proofs: readonly Row[] = proven.map(([what, status, headers, body, ends]) => ({
  name: `${what} proves that Exchange answered`,
  does: 'prove',
  faults: [answer(calls.ews, status, body, headers)],
  ends: { nature: 'no', ...ends },
  left: everything,
  sent: [[calls.ews, 1]],
}))

/** A page during the day's wait is no answer: the wait goes on. */
const duringTheWait: readonly Row[] = (
  [
    ['a captive portal’s page with 200', (turns) => line(calls.ews, 'captive-portal', turns)],
    ['a page with 403', (turns) => page(calls.ews, 403, turns)],
    ['a page with 404', (turns) => page(calls.ews, 404, turns)],
    ['a redirect', (turns) => answer(calls.ews, 302, '', {}, turns)],
    ['a page with 403 in place of the token', (turns) => page(calls.token, 403, turns)],
    ['a page with 503 in place of the token', (turns) => page(calls.token, 503, turns)],
  ] as readonly (readonly [string, (turns: Turns) => FaultRule])[]
).flatMap(([what, fault]) =>
  ([what.includes('403') ? 3 : 1] as const).map((times): Row => ({
    name: `${what}, ${times === 1 ? 'once' : 'three times'} during the wait for the list`,
    does: 'wait for the list',
    faults: [fault({ nth: 4, times })],
    meanwhile: { afterMs: 2 * hour, work: allowInExchange },
    ends: 'well',
    left: everything,
    waitedMs: [2 * hour, 2 * hour + 11 * minute],
  })),
)

/** The consent that somebody else gives is waited for as well. */
const consents: readonly Row[] = [
  ['a page with 403', page(calls.grants, 403, { nth: 4, times: 3 })],
  ['a page with 404', page(calls.applicationByName, 404, { nth: 4, times: 3 })],
  ['a page with 503', page(calls.grants, 503, { nth: 4, times: 3 })],
  ['a captive portal’s page with 200', line(calls.applicationsByTag, 'captive-portal', { nth: 4, times: 3 })],
].map(([what, fault]): Row => ({
  name: `${what as string}, three times during the wait for the consent`,
  does: 'wait for the consent',
  faults: [fault as FaultRule],
  meanwhile: { afterMs: 10 * minute, work: (place) => consent(place, 'ews') },
  ends: 'well',
  left: everything,
  waitedMs: [10 * minute, 11 * minute],
}))

playSituations('A', [...mailboxes, ...endOfEws, ...proofs, ...duringTheWait, ...consents])
