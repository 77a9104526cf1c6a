import type { Nature } from '#words/problems/natures.ts'
import type { ProblemCode } from '#core/problem.ts'
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
import { allowInExchange } from '#support/ews/portal.ts'

/** A: an answer without a proof that Microsoft gave it is never taken for Microsoft's (docs/adr/0012-whose-answer.md). */

const graph = 'graph.microsoft.com'
const login = 'login.microsoftonline.com'
const exchange = 'outlook.office365.com'
const minute = 60_000
const hour = 60 * minute

/** The end of a page that is not Microsoft's. */
function stranger(host: string, status: number, title: string | null = pageTitle, more: Ending['details'] = {}): Ending {
  return {
    code: 'not-microsoft',
    nature: 'here',
    says: notMicrosoft(host, { status, ...(title !== null && { pageTitle: title }) }),
    details: { host, status: String(status), ...(title !== null && { pageTitle: title }), clientRequestId: asSent, ...more },
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
  return places.flatMap(([does, call, what, left]) =>
    [404, 403, 200].map((status): Row => ({
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
const busyReads: readonly Row[] = [502, 503, 504, 500, 429, 408].map((status) => ({
  name: `a page with ${status} in place of the application, for as long as is waited`,
  does: 'plan again',
  faults: [page(calls.applicationByName, status)],
  ends: busyStranger(graph, status),
  left: everything,
  waitedMs: [4.5 * minute, 5 * minute],
}))

const passingReads: readonly Row[] = [502, 503, 429].map((status) => ({
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
    given: { before: { ...everything, held: 0 }, after: nothing },
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
      [403, 404, 502].map((status): Row => ({
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

playSituations('A', [...reads(), ...busyReads, ...passingReads, ...writes()])
