import { describe, expect, test } from 'vitest'
import { languages } from '#core/language.ts'
import { openPlace } from '#support/answers/place.ts'
import { tenantId } from '#support/tenant-client.ts'
import {
  asSent,
  everything,
  nothing,
  onlyApplication,
  withoutGrant,
  withoutSecret,
  type Ending,
  type Left,
  type Row,
} from '#support/answers/row.ts'
import { playSituations } from '#support/answers/situations.ts'
import {
  answerLost,
  endedOrFiltered,
  ewsBlocked,
  ewsDisabled,
  ewsEnded,
  exchangeUnauthorized,
  notMicrosoft,
  perhapsNotMicrosoft,
  proxySignIn,
} from '#support/answers/said.ts'
import {
  always,
  answer,
  calls,
  line,
  once,
  page,
  pageTitle,
  twice,
  type Headers,
  type Turns,
} from '#support/answers/wire-answers.ts'
import type { FaultRule } from '#practice/faults/faults.ts'
import { allowInExchange, consent } from '#support/ews/portal.ts'

/** A: an answer without a proof that Microsoft gave it is never taken for Microsoft's (docs/adr/0012-whose-answer.md). */

const graph = 'graph.microsoft.com'
const login = 'login.microsoftonline.com'
const exchange = 'outlook.office365.com'
const minute = 60_000
const hour = 60 * minute

/** The end of a page that is not Microsoft's. */
function stranger(
  host: string,
  status: number,
  title: string | null = pageTitle,
  more: Ending['details'] = {},
): Ending {
  return {
    code: 'not-microsoft',
    nature: 'here',
    says: notMicrosoft(host, { status, ...(title !== null && { pageTitle: title }) }),
    details: {
      host,
      status: String(status),
      ...(title !== null && { pageTitle: title }),
      clientRequestId: asSent,
      ...more,
    },
  }
}

/** The end of a busy page, after waiting. */
function busyStranger(host: string, status: number): Ending {
  return {
    code: 'perhaps-not-microsoft',
    nature: 'wait',
    says: perhapsNotMicrosoft(host, { status, pageTitle }),
    details: { host, status: String(status), pageTitle, clientRequestId: asSent },
  }
}

/** What a page is answered to a read of the directory. It is refused at once: nothing is "missing", nothing else is asked. */
function reads(): readonly Row[] {
  const places: readonly (readonly [does: Row['does'], call: string, what: string, left: Left])[] = [
    ['sign in', calls.organization, 'the organization', nothing],
    ['plan', calls.applicationByName, 'the application by its unique name', nothing],
    ['plan', calls.applicationsByTag, 'the applications by tag', nothing],
    ['plan', calls.namesakes, 'the applications of our name', nothing],
    ['plan', calls.recycleBin, 'the recycle bin', nothing],
    ['plan', calls.principal, 'Exchange’s service principal', nothing],
    ['plan again', calls.applicationByName, 'our application by its unique name', everything],
    ['plan again', calls.applicationsByTag, 'our application by tag', everything],
    ['plan again', calls.principal, 'our service principal', everything],
    ['plan again', calls.grants, 'the grants', everything],
  ]
  return places.flatMap(([does, call, what, left], place) =>
    [404, [403, 200, 451][place % 3] ?? 403].map((status): Row => ({
      name: `a page with ${status} in place of ${what}`,
      does,
      faults: [page(call, status)],
      ends: stranger(graph, status),
      left,
      sent: [
        [call.replace(/\?.*$/, ''), call === calls.namesakes ? 2 : 1],
        [calls.upsert, 0],
        ['POST https://graph.microsoft.com/*', 0],
      ],
      waitedMs: [0, 0],
    })),
  )
}

/** Pages that are busy are waited for, and only when the wait ends is it said who may have answered. */
const busyReads: readonly Row[] = [502, 500, 408].map((status) => ({
  name: `a page with ${status} in place of the application, for as long as is waited`,
  does: 'plan again',
  faults: [page(calls.applicationByName, status)],
  ends: busyStranger(graph, status),
  left: everything,
  waitedMs: [4.5 * minute, 5 * minute],
}))

const passingReads: readonly Row[] = [503, 429].map((status) => ({
  name: `a page with ${status} in place of the application, twice`,
  does: 'plan again',
  faults: [page(calls.applicationByName, status, twice)],
  ends: 'well',
  left: everything,
  sent: [[calls.applicationByName, 3]],
  waitedMs: [2_000, 4_000],
}))

interface Write {
  readonly what: string
  readonly call: string
  readonly does: Row['does']
  readonly left: Left
  /** How often the call is sent when a page comes once in place of its answer, and when it comes after it was carried out. */
  readonly times: { readonly before: number; readonly after: number }
  /** What is left when every answer is a page, before and after the requests are carried out. */
  readonly given: { readonly before: Left; readonly after: Left }
}

/** The writes that may be made again, since a read or Microsoft shows whether they were made. */
const repeatable: readonly Write[] = [
  {
    what: 'the creation of the application',
    call: calls.upsert,
    does: 'set up',
    left: everything,
    times: { before: 2, after: 2 },
    given: { before: nothing, after: onlyApplication },
  },
  {
    what: 'the tag of the application',
    call: calls.patch,
    does: 'set up',
    left: everything,
    times: { before: 2, after: 2 },
    given: { before: onlyApplication, after: onlyApplication },
  },
  {
    what: 'the creation of the service principal',
    call: calls.createPrincipal,
    does: 'set up',
    left: everything,
    times: { before: 2, after: 1 },
    given: { before: onlyApplication, after: everything },
  },
  {
    what: 'the grant',
    call: calls.grant,
    does: 'set up',
    left: everything,
    times: { before: 2, after: 1 },
    given: { before: withoutGrant, after: everything },
  },
  {
    what: 'the removal of a secret',
    call: calls.removePassword,
    does: 'replace the lost secret',
    left: everything,
    times: { before: 2, after: 2 },
    given: { before: { ...everything, held: 0 }, after: { ...withoutSecret } },
  },
  {
    what: 'the removal of the application',
    call: calls.deleteApplication,
    does: 'remove',
    left: nothing,
    times: { before: 2, after: 2 },
    given: { before: withoutSecret, after: nothing },
  },
  {
    what: 'the removal of the sign-in entry',
    call: calls.deleteEntry,
    does: 'remove',
    left: nothing,
    times: { before: 2, after: 2 },
    given: { before: nothing, after: nothing },
  },
]

function writes(): readonly Row[] {
  return repeatable.flatMap(({ what, call, does, left, times }) =>
    (['before', 'after'] as const).flatMap((when) =>
      (when === 'before' ? [404, 502] : [403]).map((status): Row => ({
        name: `a page with ${status} ${when === 'after' ? 'after' : 'in place of'} ${what}, once`,
        does,
        faults: [page(call, status, once, when)],
        ends: 'well',
        left,
        sent: [[call, when === 'after' ? times.after : times.before]],
      })),
    ),
  )
}

/** A write that only ever gets pages is given up after three of them. */
function writesGivenUp(): readonly Row[] {
  return repeatable.flatMap(({ what, call, does, given }) =>
    (given.after === given.before ? (['before'] as const) : (['before', 'after'] as const)).map((when): Row => ({
      name: `pages with 403 ${when === 'after' ? 'after' : 'in place of'} ${what}, always`,
      does,
      faults: [page(call, 403, always, when)],
      // Where a read shows that it was made, the page is of no account.
      ...(given[when] === everything ? { ends: 'well' } : { ends: stranger(graph, 403) }),
      left: given[when],
      sent: [[call, given[when] === everything ? 1 : 3]],
    })),
  )
}

/** A secret is made once: what came of it is looked for, and is removed again if nobody holds its value. */
function secrets(): readonly Row[] {
  return (['before', 'after'] as const).flatMap((when) =>
    [200, 403, 404, 502, 503].map((status): Row => {
      const lost: Ending = { ...stranger(graph, status), code: 'answer-lost', nature: 'unknown', says: answerLost }
      const isBusy = status >= 500
      return {
        name: `a page with ${status} ${when === 'after' ? 'after' : 'in place of'} the new secret`,
        does: 'set up',
        faults: [page(calls.addPassword, status, once, when)],
        ends: when === 'after' || isBusy ? lost : stranger(graph, status),
        left: withoutSecret,
        sent: [
          [calls.addPassword, 1],
          [calls.removePassword, when === 'after' ? 1 : 0],
        ],
        again: everything,
      }
    }),
  )
}

/** The pages that a network puts in place of a token. */
const tokens: readonly Row[] = [
  ...[200, 403, 404].map((status): Row => ({
    name: `a page with ${status} in place of the first token`,
    does: 'sign in',
    faults: [page(calls.token, status)],
    ends: stranger(login, status),
    left: nothing,
    sent: [[calls.token, 1]],
    waitedMs: [0, 0],
  })),
  ...[403, 200].map((status): Row => ({
    name: `a page with ${status} in place of the application’s token`,
    does: 'prove',
    faults: [page(calls.token, status)],
    ends: stranger(login, status),
    left: everything,
    sent: [
      [calls.token, 1],
      [calls.ews, 0],
    ],
    waitedMs: [0, 0],
  })),
  {
    name: 'a page with 503 in place of the application’s token, twice',
    does: 'prove',
    faults: [page(calls.token, 503, twice)],
    ends: 'well',
    left: everything,
    sent: [[calls.token, 3]],
  },
  {
    name: 'a page with 503 in place of the application’s token, always',
    does: 'prove',
    faults: [page(calls.token, 503)],
    ends: busyStranger(login, 503),
    left: everything,
    waitedMs: [4.5 * minute, 5 * minute],
  },
  {
    name: 'a redirect to the sign-in of a network in place of the application’s token',
    does: 'prove',
    faults: [answer(calls.token, 302, '', { location: 'https://portal.example/' })],
    ends: {
      code: 'proxy-sign-in',
      nature: 'here',
      says: proxySignIn(login),
      details: { host: login, clientRequestId: asSent },
    },
    left: everything,
    sent: [[calls.token, 1]],
    waitedMs: [0, 0],
  },
]

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

const grantByGraph: readonly Row[] = [403, 404].map((status) => ({
  name: `a page with ${status} in place of the first grant, profile graph: no right is asked for`,
  does: 'set up',
  profile: 'graph',
  faults: [page(calls.grant, status)],
  ends: stranger(graph, status),
  left: withoutGrant,
  sent: [[calls.grant, 3]],
  pages: 0,
}))

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
  Omit<Ending, 'nature'>,
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

/** A mail whose answer is a page may have left: it is never sent twice. */
const mails: readonly Row[] = (['before', 'after'] as const).flatMap((when) =>
  (when === 'before' ? [403, 404] : [502]).map((status): Row => ({
    name: `a page with ${status} ${when === 'after' ? 'after' : 'in place of'} the mail`,
    does: 'send the mail',
    faults: [page(calls.sendMail, status, always, when)],
    ends: 'well',
    left: everything,
    sent: [[calls.sendMail, 1]],
    pages: 1,
  })),
)

/** What is no page, and still not Microsoft's: with 200, it must not be read as "there is none". */
const notPages: readonly (readonly [what: string, body: unknown])[] = [
  ['an empty list without OData’s context', { value: [] }],
  ['an empty object', {}],
  ['an empty text', ''],
  ['the word null', 'null'],
  ['half of an OData list', '{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#applications","value":['],
]

const strangeReads: readonly Row[] = notPages.flatMap(([what, body]) =>
  (
    [
      ['plan', calls.applicationsByTag, nothing],
      ['plan again', calls.grants, everything],
    ] as const
  ).map(([does, call, left]): Row => ({
    name: `${what} with 200 in place of ${call === calls.grants ? 'the grants' : 'the applications by tag'}`,
    does,
    faults: [answer(call, 200, body)],
    ends: stranger(graph, 200, null, { date }),
    left,
    sent: [[call.replace(/\?.*$/, ''), 1]],
    waitedMs: [0, 0],
  })),
)

const renewal: readonly Row[] = [403, 404].map((status) => ({
  name: `a page with ${status} when the session is renewed`,
  does: 'plan',
  before: ({ clock }) => {
    clock.set(new Date(clock.now().getTime() + 2 * hour))
  },
  faults: [page(calls.token, status)],
  ends: stranger(login, status),
  left: nothing,
  sent: [[calls.token, 1]],
  pages: 0,
}))

const limited: Left = { ...everything, grants: 0 }

/** Other writes, each with a trap of its own. */
const otherWrites: readonly Row[] = [
  ...(['before', 'after'] as const).map((when): Row => ({
    name: `a page with 404 ${when === 'after' ? 'after' : 'in place of'} the removal of a grant, once`,
    does: 'limit to some mailboxes',
    faults: [page(calls.removeGrant, 404, once, when)],
    ends: 'well',
    left: limited,
    sent: [[calls.removeGrant, 2]],
  })),
  {
    name: 'pages with 404 in place of the removal of a grant, always: it is not removed',
    does: 'limit to some mailboxes',
    faults: [page(calls.removeGrant, 404)],
    ends: stranger(graph, 404),
    left: everything,
    sent: [[calls.removeGrant, 3]],
  },
  ...[405, 404].map((status): Row => ({
    name: `pages with ${status} in place of the creation by its key, always: it is not created by another call`,
    does: 'set up',
    faults: [page(calls.upsert, status)],
    ends: stranger(graph, status),
    left: nothing,
    sent: [
      [calls.upsert, 3],
      [calls.createByPost, 0],
    ],
    again: everything,
  })),
  ...(['before', 'after'] as const).map((when): Row => ({
    name: `a page with 403 ${when === 'after' ? 'after' : 'in place of'} the creation by POST`,
    does: 'set up',
    faults: [
      answer(calls.upsert, 405, { error: { code: 'BadRequest', message: 'no' } }),
      page(calls.createByPost, 403, once, when),
    ],
    ends: when === 'after' ? 'well' : stranger(graph, 403),
    left: when === 'after' ? everything : nothing,
    sent: [[calls.createByPost, 1]],
    again: everything,
  })),
  {
    name: 'a page after the new secret, and pages for all that follows',
    does: 'set up',
    faults: [page(calls.addPassword, 502, once, 'after'), page(calls.applicationById, 403)],
    ends: stranger(graph, 403),
    left: { ...withoutSecret, secrets: 1 },
    sent: [[calls.addPassword, 1]],
    again: everything,
  },
  {
    name: 'pages with 403 in place of the mark of the handed over secret: nothing leaves',
    does: 'hand over a file',
    faults: [page(calls.patch, 403)],
    ends: stranger(graph, 403),
    left: everything,
    sent: [[calls.patch, 3]],
  },
  {
    name: 'a page with 502 after the mark of the handed over secret, once',
    does: 'hand over a file',
    faults: [page(calls.patch, 502, once, 'after')],
    ends: 'well',
    left: everything,
  },
]

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

playSituations('A', [
  ...strangeReads,
  ...renewal,
  ...otherWrites,
  ...consents,
  ...reads(),
  ...busyReads,
  ...passingReads,
  ...writes(),
  ...writesGivenUp(),
  ...secrets(),
  ...tokens,
  ...mailboxes,
  ...grantByGraph,
  ...endOfEws,
  ...proofs,
  ...duringTheWait,
  ...mails,
])

describe('A: what the guide asks Microsoft about the ids', () => {
  const strangers = [
    ['a page with 404', page(calls.discovery, 404)],
    ['a page with 403', page(calls.discovery, 403)],
    ['a page with 200', page(calls.discovery, 200)],
    ['JSON that is not Microsoft’s', answer(calls.discovery, 400, { error: 'blocked' })],
    ['nothing at all', answer(calls.discovery, 200, '')],
  ] as const

  test.each(strangers.flatMap(([name, fault]) => languages.map((language) => [name, language, fault] as const)))(
    '%s does not say that a tenant is unknown (%s)',
    async (_name, language, fault) => {
      const place = openPlace({ language, moved: () => undefined })
      const { assistant, mocks, tenant } = place
      try {
        mocks.push(fault)
        expect(await assistant.call('start', { way: 'by-hand' })).toBeNull()
        expect(await assistant.call('goToStep', { step: 'ids' })).toBeNull()
        const entries = { applicationId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943', tenantId }
        expect(await assistant.call('enter', entries)).toBeNull()
        expect(await assistant.call('goToStep', { step: 'permission' })).toBeNull()
        expect(assistant.session).toMatchObject({
          problem: null,
          guide: { step: 'permission', unchecked: true, issues: {} },
        })
        expect(tenant.requests).toHaveLength(1)
      } finally {
        place.close()
      }
    },
  )
})
