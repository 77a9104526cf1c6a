import {
  everything,
  nothing,
  onlyApplication,
  withoutGrant,
  withoutSecret,
  withPrincipal,
  type Ending,
  type Left,
  type Row,
} from '#support/answers/row.ts'
import { answerLost } from '#support/answers/said.ts'
import { stranger } from '#support/answers/strangers.ts'
import { always, answer, calls, once, page } from '#support/answers/wire-answers.ts'
import { playSituations } from '#support/answers/situations.ts'

/**
 * A: an answer without a proof that Microsoft gave it is never taken for Microsoft's (docs/adr/0012-whose-answer.md):
 * writes, which may have been carried out before a page took the place of the answer.
 */

const graph = 'graph.microsoft.com'

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
        left: withPrincipal,
        sent: [
          [calls.addPassword, 1],
          [calls.grant, 0],
          [calls.removePassword, when === 'after' ? 1 : 0],
        ],
        again: everything,
      }
    }),
  )
}

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
    left: { ...withPrincipal, secrets: 1 },
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

playSituations('A', [...writes(), ...writesGivenUp(), ...secrets(), ...grantByGraph, ...otherWrites, ...mails])
