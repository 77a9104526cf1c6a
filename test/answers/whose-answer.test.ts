import { describe, expect, test } from 'vitest'
import { languages } from '#core/language.ts'
import { openPlace } from '#support/answers/place.ts'
import { tenantId } from '#support/tenant-client.ts'
import { asSent, everything, nothing, type Left, type Row } from '#support/answers/row.ts'
import { proxySignIn } from '#support/answers/said.ts'
import { busyStranger, stranger } from '#support/answers/strangers.ts'
import { answer, calls, page, twice } from '#support/answers/wire-answers.ts'
import { playSituations } from '#support/answers/situations.ts'

/** A: an answer without a proof that Microsoft gave it is never taken for Microsoft's (docs/adr/0012-whose-answer.md): reads and tokens. */

const graph = 'graph.microsoft.com'
const login = 'login.microsoftonline.com'
const minute = 60_000
const hour = 60 * minute

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
        [call.replace(/\?.*$/, ''), sameAddress(call)],
        [calls.upsert, 0],
        ['POST https://graph.microsoft.com/*', 0],
      ],
      waitedMs: [0, 0],
    })),
  )
}

/** How many reads of a plan have the address of this one, without its query: applications are listed by tag and by name. */
function sameAddress(call: string): number {
  return call === calls.namesakes || call === calls.applicationsByTag ? 2 : 1
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
    // A part of a batch has no date of its own.
    ends: stranger(graph, 200, null),
    left,
    sent: [[call.replace(/\?.*$/, ''), sameAddress(call)]],
    waitedMs: [0, 0],
  })),
)

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

playSituations('A', [...reads(), ...busyReads, ...passingReads, ...strangeReads, ...tokens, ...renewal])
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
