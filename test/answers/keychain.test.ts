import type { ProblemCode } from '#core/problem.ts'
import type { Nature } from '#words/problems/natures.ts'
import { failing, failures, keepsNothing, type Failure } from '#support/answers/keychains.ts'
import {
  asReceived,
  asSent,
  everything,
  microsoftsTime,
  nothing,
  withPrincipal,
  type Ending,
  type Left,
  type Row,
  type Said,
} from '#support/answers/row.ts'
import * as said from '#support/answers/said.ts'
import { playSituations } from '#support/answers/situations.ts'
import { calls, graphError, line, once, page, pageTitle } from '#support/answers/wire-answers.ts'

/** F: the screen states only what is so: where the keychain fails, and where an answer is lost. */

const graph = 'graph.microsoft.com'
const minute = 60_000
const allFailures = Object.keys(failures) as readonly Failure[]

const here = (code: ProblemCode, says: Said, details: Ending['details'] = {}, nature: Nature = 'here'): Ending => ({
  code,
  nature,
  says,
  details,
})

const unavailable = here('vault-unavailable', said.vaultUnavailable)
const failedInRun = here('vault-failed-in-run', said.vaultFailedInRun)
const lostSecret = here('vault-lost-secret', said.vaultLostSecret)

const noWrites: Row['sent'] = ['POST', 'PATCH', 'DELETE', 'PUT'].map((method) => [
  `${method} https://graph.microsoft.com/*`,
  0,
])

/** The first canary comes before the first creation: nothing is written to Microsoft. */
const firstCanary: readonly Row[] = [
  ...allFailures.map((failure): Row => ({
    name: `a keychain that ${failure}, at the first canary: nothing is created`,
    does: 'set up',
    before: failing(failure, 'canaries'),
    ends: unavailable,
    left: nothing,
    sent: noWrites,
  })),
  {
    name: 'a keychain that throws, at the first canary, profile graph: no page is opened for a right',
    does: 'set up',
    profile: 'graph',
    before: failing('throws when it is written', 'canaries'),
    ends: unavailable,
    left: nothing,
    sent: noWrites,
    pages: 0,
  },
  {
    name: 'a keychain that throws, at the first canary of a plan that first removes a useless secret',
    does: 'replace the lost secret',
    before: failing('throws when it is written', 'canaries'),
    ends: unavailable,
    left: { ...everything, held: 0 },
    sent: noWrites,
  },
  {
    name: 'a keychain that throws, at the first canary of a set-up whose consent somebody else gives',
    does: 'set up',
    chooses: { consentDelegated: true },
    before: failing('throws when it is written', 'canaries'),
    ends: unavailable,
    left: nothing,
    sent: noWrites,
  },
]

/** Hours may lie between the first canary and the secret. */
const secondCanary: readonly Row[] = [
  ...allFailures.map((failure): Row => ({
    name: `a keychain that ${failure}, at the second canary: no secret, no grant, and what exists is named`,
    does: 'set up',
    before: failing(failure, 'canaries', 2),
    ends: failedInRun,
    left: withPrincipal,
    sent: [
      [calls.createPrincipal, 1],
      [calls.addPassword, 0],
      [calls.grant, 0],
    ],
  })),
  {
    name: 'a keychain that throws, at the second canary: removing everything leaves nothing',
    does: 'set up',
    before: failing('throws when it is written', 'canaries', 2),
    ends: failedInRun,
    left: withPrincipal,
    again: nothing,
    againChooses: { aim: 'removed' },
  },
]

/** The secret was made, and this computer does not keep it. */
const notKept: readonly Row[] = [
  ...allFailures.map((failure): Row => ({
    name: `a keychain that ${failure}, for the secret itself: the secret is removed again, and nothing is granted`,
    does: 'set up',
    before: failing(failure, 'secrets'),
    ends: lostSecret,
    left: withPrincipal,
    sent: [
      [calls.addPassword, 1],
      [calls.removePassword, 1],
      [calls.grant, 0],
    ],
  })),
  {
    name: 'a keychain that throws for the secret itself, where one is replaced',
    does: 'replace the lost secret',
    before: failing('throws when it is written', 'secrets'),
    ends: lostSecret,
    left: { ...withPrincipal, grants: 1 },
    sent: [[calls.addPassword, 1]],
  },
  {
    name: 'a keychain that throws for the secret itself: removing everything leaves nothing',
    does: 'set up',
    before: failing('throws when it is written', 'secrets'),
    ends: lostSecret,
    left: withPrincipal,
    again: nothing,
    againChooses: { aim: 'removed' },
  },
]

const exchange = { host: graph, clientRequestId: asSent }
const byGraph = { ...exchange, requestId: asReceived, date: microsoftsTime }
const unheld: Left = { ...withPrincipal, secrets: 1 }

/** And it cannot be removed again: its id is named, and support is told why. */
const leftBehind: readonly Row[] = (
  [
    [
      '403 to its removal',
      graphError(calls.removePassword, 403, 'Authorization_RequestDenied'),
      { ...byGraph, status: '403', microsoft: 'Authorization_RequestDenied' },
    ],
    [
      '503 to its removal, always',
      graphError(calls.removePassword, 503, 'serviceNotAvailable'),
      { ...byGraph, status: '503', microsoft: 'serviceNotAvailable' },
    ],
    [
      'pages in place of its removal, always',
      page(calls.removePassword, 403),
      { ...exchange, status: '403', pageTitle },
    ],
    ['an unknown host at its removal', line(calls.removePassword, 'unknown-host'), exchange],
  ] as const
).map(([what, fault, details]): Row => ({
  name: `a keychain that throws for the secret itself, and ${what}`,
  does: 'set up',
  before: failing('throws when it is written', 'secrets'),
  faults: [fault],
  ends: here('secret-left-behind', said.secretLeftBehind, details),
  left: unheld,
  sent: [
    [calls.addPassword, 1],
    [calls.grant, 0],
  ],
  again: nothing,
  againChooses: { aim: 'removed' },
}))

/** A plan that makes no secret does not try the keychain. */
const withoutSecret: readonly Row[] = [
  { does: 'remove', left: nothing, what: 'everything is removed' },
  { does: 'limit to some mailboxes', left: { ...everything, grants: 0 }, what: 'a limit is made' },
].map(({ does, left, what }) => ({
  name: `a keychain that keeps nothing, where ${what}: it is not tried`,
  does: does as Row['does'],
  before: keepsNothing,
  ends: 'well' as const,
  left,
}))

/** What comes after Microsoft has carried a write out is looked for, and said so: nothing is said to be done. */
const lostAnswers: readonly Row[] = (
  [
    ['the service principal', calls.createPrincipal],
    ['the grant', calls.grant],
  ] as const
).flatMap(([what, call]) =>
  (['reset-after-commit', 'half-body'] as const).map((effect): Row => ({
    name: `a lost answer (${effect}) to ${what}: said to be lost, and found`,
    does: 'set up',
    faults: [line(call, effect, once)],
    ends: 'well',
    left: everything,
    sent: [[call, 1]],
    waitsFor: ['answer-lost'],
  })),
)

const lostSecrets: readonly Row[] = (['reset-after-commit', 'reset-before-commit', 'half-body'] as const).map(
  (effect) => ({
    name: `a lost answer (${effect}) to the new secret: said to be lost, looked for, and nothing is granted`,
    does: 'set up',
    faults: [line(calls.addPassword, effect, once)],
    ends: {
      code: 'answer-lost',
      nature: 'unknown',
      says: said.answerLost,
      details: exchange,
    },
    left: withPrincipal,
    sent: [
      [calls.addPassword, 1],
      [calls.removePassword, effect === 'reset-before-commit' ? 0 : 1],
      [calls.grant, 0],
    ],
    waitsFor: ['answer-lost'],
    waitedMs: [500, 1.1 * minute],
    again: everything,
  }),
)

/** Writes that are simply made again. */
const repeated: readonly Row[] = (
  [
    ['the application', calls.upsert, 'set up', everything],
    ['our tag', calls.patch, 'set up', everything],
    ['the removal of a secret', calls.removePassword, 'replace the lost secret', everything],
    ['the removal of the application', calls.deleteApplication, 'remove', nothing],
    ['the removal of the sign-in entry', calls.deleteEntry, 'remove', nothing],
  ] as const
).map(([what, call, does, left]) => ({
  name: `a lost answer to ${what}: said to be lost, and asked again`,
  does,
  faults: [line(call, 'reset-after-commit', once)],
  ends: 'well',
  left,
  sent: [[call, 2]],
  waitsFor: ['answer-lost'],
}))

const slowReads: Row = {
  name: 'a grant that reads show late: the proof goes on meanwhile, and the reads are not over',
  does: 'set up',
  shows: { lag: { appRoleAssignment: 3 } },
  ends: 'well',
  left: everything,
}

playSituations('F', [
  ...firstCanary,
  ...secondCanary,
  ...notKept,
  ...leftBehind,
  ...withoutSecret,
  ...lostAnswers,
  ...lostSecrets,
  ...repeated,
  slowReads,
])
