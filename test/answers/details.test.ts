import type { FaultRule } from '#practice/faults/faults.ts'
import type { ProblemCode } from '#core/problem.ts'
import type { Nature } from '#words/problems/natures.ts'
import {
  asReceived,
  asSent,
  everything,
  microsoftsTime,
  nothing,
  type Ending,
  type Row,
  type Said,
} from '#support/answers/row.ts'
import * as said from '#support/answers/said.ts'
import { playSituations } from '#support/answers/situations.ts'
import { always, answer, calls, graphError, line, type Headers } from '#support/answers/wire-answers.ts'

/** J: what support is told of an answer: all that it carries, and nothing that it does not. */

const exchange = 'outlook.office365.com'
const graph = 'graph.microsoft.com'
const login = 'login.microsoftonline.com'
const minute = 60_000
const year = 365 * 24 * 60 * minute

const requestId = '2f6b8a51-90f4-4f0e-8e9b-0d1c5a7e6f03'
const answeredId = '8b1d2c3e-5f60-4718-9a2b-3c4d5e6f7a04'
const diagnostics = '2000008;reason="The token has expired.";error_category="token_expired"'

const unauthorized = { code: 'exchange-unauthorized', nature: 'wait', says: said.exchangeUnauthorized } as const

/** A 401 of Exchange's with these headers. */
function ewsUnauthorized(name: string, headers: Headers, details: Ending['details'], more: Partial<Row> = {}): Row {
  return {
    name,
    does: 'prove',
    faults: [answer(calls.ews, 401, '', headers)],
    ends: { ...unauthorized, details: { host: exchange, status: '401', ...details } },
    left: everything,
    sent: [[calls.ews, 1]],
    ...more,
  }
}

const all = { requestId, clientRequestId: asSent, diagnostics, date: microsoftsTime }

const ofExchange: readonly Row[] = [
  ewsUnauthorized('a 401 of Exchange’s', { 'request-id': requestId, 'x-ms-diagnostics': diagnostics }, all),
  ewsUnauthorized(
    'a 401 of Exchange’s whose headers are in capitals',
    { 'REQUEST-ID': requestId, 'X-MS-DIAGNOSTICS': diagnostics },
    all,
  ),
  ewsUnauthorized(
    'a 401 of Exchange’s that answers with another client-request-id',
    { 'request-id': requestId, 'x-ms-diagnostics': diagnostics, 'Client-Request-Id': answeredId },
    { ...all, clientRequestId: answeredId },
  ),
  ewsUnauthorized(
    'a 401 of Exchange’s with x-ms-request-id',
    { 'x-ms-request-id': requestId },
    { requestId, clientRequestId: asSent, date: microsoftsTime },
  ),
  ewsUnauthorized(
    'a 401 of Exchange’s with diagnostics of 2,000 letters',
    { 'request-id': requestId, 'x-ms-diagnostics': `2000001;reason="${'a'.repeat(2_000)}"` },
    { ...all, diagnostics: `2000001;reason="${'a'.repeat(496)}` },
  ),
  ewsUnauthorized(
    'a 401 of Exchange’s whose time nobody can read',
    { 'request-id': requestId, Date: 'yesterday' },
    { requestId, clientRequestId: asSent },
  ),
  ewsUnauthorized(
    'a 401 of Exchange’s on a computer whose clock is three years ahead',
    { 'request-id': requestId, 'x-ms-diagnostics': diagnostics },
    { ...all, date: /^2026-11-23T14:/ },
    { aheadMs: 3 * year },
  ),
  ewsUnauthorized(
    'a 401 of Exchange’s on a computer whose clock is ten years behind',
    { 'request-id': requestId, 'x-ms-diagnostics': diagnostics },
    { ...all, date: /^2026-11-23T14:/ },
    { aheadMs: -10 * year },
  ),
  {
    name: 'the reason of EWS’s policy',
    does: 'prove',
    before: ({ tenant }) => {
      tenant.exchange.ewsEnabled = false
    },
    ends: {
      code: 'ews-disabled',
      nature: 'no',
      says: said.ewsDisabled,
      details: {
        host: exchange,
        status: '403',
        policyReason: 'EWS is disabled for this user or tenant',
        requestId: asReceived,
        clientRequestId: asSent,
        date: microsoftsTime,
      },
    },
    left: everything,
  },
  {
    name: 'an alias, with the address to use instead',
    does: 'prove',
    faults: [
      answer(
        calls.ews,
        200,
        `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><m:ResponseCode xmlns:m="m">ErrorNonPrimarySmtpAddress</m:ResponseCode><t:Value xmlns:t="t" Name="Primary">accueil@erablieredunord.example</t:Value></s:Body></s:Envelope>`,
        { 'request-id': requestId },
      ),
    ],
    ends: {
      code: 'mailbox-alias',
      nature: 'here',
      says: said.alias('accueil@erablieredunord.example'),
      details: {
        host: exchange,
        status: '200',
        microsoft: 'ErrorNonPrimarySmtpAddress',
        requestId,
        clientRequestId: asSent,
        date: microsoftsTime,
      },
    },
    left: everything,
  },
]

/** Titles of pages, as a network may write them, and as they are told: on one line, short, and without hidden characters. */
const titles = [
  ['<title>Blocked &amp; logged &lt;Policy&nbsp;7&gt;</title>', 'Blocked & logged <Policy 7>'],
  ['<TITLE lang="fr">\n  Accès\n\trefusé \n</TITLE>', 'Accès refusé'],
  ['<title>Safe\u202Etxet\u2028page</title>', 'Safe txet page'],
  [`<title>${'Long '.repeat(100)}</title>`, 'Long '.repeat(24).trim()],
  ['<title></title>', null],
  ['<p>No title at all</p>', null],
] as const

const ofPages: readonly Row[] = titles.map(([html, title], place) => ({
  name: `the title of a page (${place + 1}): ${title ?? 'none'}`,
  does: 'plan again',
  faults: [answer(calls.applicationByName, 403, `<!doctype html><html><head>${html}</head><body></body></html>`)],
  ends: {
    code: 'not-microsoft',
    nature: 'here',
    says: said.notMicrosoft(graph, { status: 403, ...(title !== null && { pageTitle: title }) }),
    details: {
      host: graph,
      status: '403',
      ...(title !== null && { pageTitle: title }),
      clientRequestId: asSent,
      // A part of a batch has no date of its own.
    },
  },
  left: everything,
}))

const ofGraph: readonly Row[] = [
  ['Request_BadRequest', 400],
  ['SomethingNew', 418],
].map(([code, status]): Row => ({
  name: `Graph’s ${status} ${code} to a read`,
  does: 'plan again',
  faults: [graphError(calls.applicationByName, Number(status), String(code), 'A sentence for nobody.')],
  ends: {
    code: 'microsoft-unexpected',
    nature: 'unknown',
    says: said.unexpected,
    details: {
      host: graph,
      status: String(status),
      microsoft: String(code),
      requestId: asReceived,
      clientRequestId: asSent,
      date: microsoftsTime,
    },
  },
  left: everything,
  sent: [[calls.applicationByName, 1]],
}))

/** No answer came: the host, and our own id of the request. */
interface Broken {
  readonly effect: NonNullable<FaultRule['effect']>
  readonly code: ProblemCode
  readonly nature: Nature
  readonly says: (host: string) => Said
}

const broken: readonly Broken[] = [
  { effect: 'unknown-host', code: 'unreachable', nature: 'here', says: said.unreachable },
  { effect: 'wrong-tls', code: 'certificate-untrusted', nature: 'here', says: said.untrusted },
]

const withoutAnswer: readonly Row[] = broken.flatMap(({ effect, code, nature, says }) =>
  (
    [
      ['sign in', calls.token, login, nothing],
      ['plan again', calls.applicationByName, graph, everything],
      ['prove', calls.ews, exchange, everything],
    ] as const
  ).map(([does, call, host, left]): Row => ({
    name: `no answer of ${host} (${effect})`,
    does,
    faults: [line(call, effect, always)],
    ends: { code, nature, says: says(host), details: { host, clientRequestId: asSent } },
    left,
    sent: [[call, 1]],
    waitedMs: [0, 0],
  })),
)

playSituations('J', [...ofExchange, ...ofPages, ...ofGraph, ...withoutAnswer])
