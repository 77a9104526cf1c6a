import { expect } from 'vitest'
import type { FaultRule } from '#practice/faults/faults.ts'
import type { Place, PlaceOptions } from '#support/answers/place.ts'
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
} from '#support/answers/row.ts'
import * as said from '#support/answers/said.ts'
import { playSituations } from '#support/answers/situations.ts'
import { answer, calls, challenge, graphError, line, page } from '#support/answers/wire-answers.ts'
import { adminScopes, graph as callGraph, luc, marieEve, signIn } from '#support/tenant-client.ts'

/** G: tenants that forbid secrets or cap their life, and what is shown of the policy that says so. */

const graph = 'graph.microsoft.com'
/** How long a plan waits for what it can do without. */
const longestRead = 10_000
const dayMs = 24 * 60 * 60_000
const denied = 'Authorization_RequestDenied'
const byGraph = { host: graph, requestId: asReceived, clientRequestId: asSent, date: microsoftsTime }

type Shown = NonNullable<NonNullable<PlaceOptions['shows']>['shownRestrictions']>

/** The policy could be read, and what it says is odd: what is known of it counts, and the rest is passed over. */
const oddPolicies: readonly (readonly [what: string, shown: Shown, found: NonNullable<Row['plan']>['found']])[] = [
  [
    'a restriction whose kind is null',
    [{ restrictionType: null, state: 'enabled' }],
    { secretPolicy: 'allows', longestSecretMs: null },
  ],
  [
    'a restriction whose kind is null, with all its members null',
    [{ restrictionType: null, state: null, maxLifetime: null, restrictForAppsCreatedAfterDateTime: null }],
    { secretPolicy: 'allows', longestSecretMs: null },
  ],
  [
    'a restriction of a kind nobody knows',
    [{ restrictionType: 'somethingNew', state: 'enabled' }],
    { secretPolicy: 'allows', longestSecretMs: null },
  ],
  [
    'a restriction with a member nobody knows',
    [{ restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime: 'P90D', somethingNew: { deep: [1] } }],
    { secretPolicy: 'allows', longestSecretMs: 90 * dayMs },
  ],
  [
    'a life in a form that nobody documents',
    [{ restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime: 'three months' }],
    { secretPolicy: 'allows', longestSecretMs: null },
  ],
  [
    'a null kind beside a cap on the life',
    [
      { restrictionType: null, state: 'enabled' },
      { restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime: 'P90D' },
    ],
    { secretPolicy: 'allows', longestSecretMs: 90 * dayMs },
  ],
  [
    'a null kind beside a ban',
    [
      { restrictionType: null, state: 'enabled' },
      { restrictionType: 'passwordAddition', state: 'enabled' },
    ],
    { secretPolicy: 'forbids' },
  ],
  [
    'a ban that is switched off',
    [{ restrictionType: 'passwordAddition', state: 'disabled' }],
    { secretPolicy: 'allows' },
  ],
  [
    'a ban for applications made from next year on',
    [
      {
        restrictionType: 'passwordAddition',
        state: 'enabled',
        restrictForAppsCreatedAfterDateTime: '2027-01-01T00:00:00Z',
      },
    ],
    { secretPolicy: 'allows' },
  ],
  [
    'a ban for applications made since last year',
    [
      {
        restrictionType: 'passwordAddition',
        state: 'enabled',
        restrictForAppsCreatedAfterDateTime: '2025-01-01T00:00:00Z',
      },
    ],
    { secretPolicy: 'forbids' },
  ],
  ['no restriction at all', [], { secretPolicy: 'allows', longestSecretMs: null }],
]

const readable: readonly Row[] = oddPolicies.flatMap(([what, shownRestrictions, found]): readonly Row[] => [
  {
    name: `a policy that shows ${what}: the plan says what is known of it`,
    does: 'plan',
    readsPolicies: true,
    // A rule that no secret of ours meets keeps the policy switched on.
    seed: { newSecrets: { longestDays: 720 } },
    shows: { shownRestrictions },
    ends: 'well',
    left: nothing,
    plan: {
      changes: ['create-application', 'create-service-principal', 'create-secret', 'grant'],
      ...(found && { found }),
    },
    waitedMs: [0, 0],
  },
  {
    name: `a policy that shows ${what}: the set-up goes on`,
    does: 'set up',
    readsPolicies: true,
    seed: { newSecrets: { longestDays: 720 } },
    shows: { shownRestrictions },
    ends: 'well',
    left: everything,
  },
])

/** The policy could not be read, whatever the reason: it is done without, within ten seconds, and said. */
const unread: readonly (readonly [what: string, fault: FaultRule | null])[] = [
  ['the tenant’s own 403, as the right was not asked for', null],
  ['403', graphError(calls.defaultPolicy, 403, denied)],
  ['401', graphError(calls.defaultPolicy, 401, 'InvalidAuthenticationToken')],
  ['a challenge for the place', challenge(calls.defaultPolicy, 'location')],
  ['404', graphError(calls.defaultPolicy, 404, 'Request_ResourceNotFound')],
  ['400', graphError(calls.defaultPolicy, 400, 'Request_BadRequest')],
  ['501', graphError(calls.defaultPolicy, 501, 'NotImplemented')],
  ['503, always', graphError(calls.defaultPolicy, 503, 'serviceNotAvailable')],
  [
    '429 with a long Retry-After',
    answer(calls.defaultPolicy, 429, { error: { code: 'TooManyRequests', message: 'no' } }, { 'Retry-After': '900' }),
  ],
  ['a page with 200', page(calls.defaultPolicy, 200)],
  ['a page with 403', page(calls.defaultPolicy, 403)],
  ['a page with 404', page(calls.defaultPolicy, 404)],
  ['a page with 502, always', page(calls.defaultPolicy, 502)],
  ['the page of a captive portal', line(calls.defaultPolicy, 'captive-portal')],
  [
    'an object of Graph’s without what is documented',
    answer(calls.defaultPolicy, 200, {
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata',
      isEnabled: 'yes',
    }),
  ],
  [
    'a list in place of the object',
    answer(calls.defaultPolicy, 200, [], { 'request-id': '2f6b8a51-90f4-4f0e-8e9b-0d1c5a7e6f03' }),
  ],
  ['half of a body', line(calls.defaultPolicy, 'half-body')],
  ['a connection that breaks', line(calls.defaultPolicy, 'reset-before-commit')],
  ['a certificate that is not trusted', line(calls.defaultPolicy, 'wrong-tls')],
  ['no answer at all', line(calls.defaultPolicy, 'no-answer')],
  ['a body that never ends', line(calls.defaultPolicy, 'stalled-body')],
  ['an answer after a minute', { ...line(calls.defaultPolicy, 'delay'), delayMs: 60_000 }],
]

const slow = ['no answer at all', 'a body that never ends', 'an answer after a minute']

const unreadable: readonly Row[] = unread.flatMap(([what, fault]): readonly Row[] => {
  const faults = fault ? [fault] : []
  return [
    {
      name: `a policy that cannot be read (${what}): the plan goes on, and says so`,
      does: 'plan',
      ...(what === 'a body that never ends' && { readsPolicies: true as const }),
      faults,
      ends: 'well',
      left: nothing,
      plan: {
        changes: ['create-application', 'create-service-principal', 'create-secret', 'grant'],
        found: { secretPolicy: 'unread', longestSecretMs: null },
      },
      waitedMs: slow.includes(what) ? [longestRead, longestRead] : [0, longestRead],
    },
    {
      name: `a policy that cannot be read (${what}): the set-up goes on`,
      does: 'set up',
      faults,
      ends: 'well',
      left: everything,
      plan: { changes: [] },
    },
  ]
})

const notAsked: Row = {
  name: 'a policy that never answers is not read where no secret is made',
  does: 'plan again',
  faults: [line(calls.defaultPolicy, 'no-answer')],
  ends: 'well',
  left: everything,
  plan: { changes: [], found: { secretPolicy: null } },
  sent: [[calls.defaultPolicy, 0]],
  waitedMs: [0, 0],
}

const forbidding = { newSecrets: { forbidden: true, longestDays: 720 } } as const

const forbidden: Ending = {
  code: 'secrets-forbidden',
  nature: 'no',
  says: said.secretsForbidden,
  details: { ...byGraph, status: '400', microsoft: 'CredentialTypeNotAllowedAsPerAppPolicy' },
}

const stopsBeforeTheGrant: Pick<Row, 'seed' | 'ends' | 'left' | 'sent' | 'pages'> = {
  seed: forbidding,
  ends: forbidden,
  left: withPrincipal,
  sent: [
    [calls.addPassword, 1],
    [calls.grant, 0],
  ],
  pages: 0,
}

const banned: readonly Row[] = [
  {
    name: 'secrets forbidden, and the policy unreadable: not known before',
    does: 'plan',
    seed: forbidding,
    ends: 'well',
    left: nothing,
    plan: { found: { secretPolicy: 'unread' } },
  },
  ...(['ews', 'graph'] as const).map((profile): Row => ({
    name: `secrets forbidden, and the policy unreadable, profile ${profile}: it stops with nothing granted`,
    does: 'set up',
    profile,
    ...stopsBeforeTheGrant,
  })),
  {
    name: 'secrets forbidden: the first way on, an exemption',
    does: 'set up',
    ...stopsBeforeTheGrant,
    again: everything,
    againChooses: { exemption: 'own' },
  },
  {
    name: 'secrets forbidden: the second way on, a page for whoever decides',
    does: 'ask for the exemption',
    seed: forbidding,
    ends: 'well',
    left: withPrincipal,
    plan: { changes: ['create-secret', 'grant'] },
    sent: [['*graph.microsoft.com/*', 0]],
  },
  {
    name: 'secrets forbidden: the third way on, removing everything',
    does: 'set up',
    ...stopsBeforeTheGrant,
    again: nothing,
    againChooses: { aim: 'removed' },
  },
  {
    name: 'secrets forbidden, and readable: said in the plan before it is approved',
    does: 'plan',
    readsPolicies: true,
    seed: forbidding,
    ends: 'well',
    left: nothing,
    plan: { found: { secretPolicy: 'forbids' } },
    sent: [['POST https://graph.microsoft.com/*', 0]],
  },
  {
    name: 'secrets forbidden, readable, and approved all the same: it stops with nothing granted',
    does: 'set up',
    readsPolicies: true,
    ...stopsBeforeTheGrant,
  },
  {
    name: 'secrets forbidden, but only for applications made from next year on: nothing stops',
    does: 'set up',
    seed: { newSecrets: { forbidden: true, onlyForApplicationsCreatedAfter: '2027-01-01T00:00:00Z' } },
    ends: 'well',
    left: everything,
  },
]

/** The exemption lasts while the secret is made, and leaves no policy and no tag. */
const exempted: readonly Row[] = ([undefined, 'inherited'] as const).flatMap((unstatedRestrictions): readonly Row[] => {
  const reading = unstatedRestrictions ?? 'not inherited'
  const unstated = unstatedRestrictions && { unstatedRestrictions }
  return [
    {
      name: `an exemption by a Cloud Application Administrator (what it leaves out is ${reading})`,
      does: 'set up',
      account: marieEve,
      chooses: { exemption: 'own' },
      seed: { ...forbidding, ...unstated },
      ends: 'well',
      left: everything,
    },
    {
      name: `an exemption of our own (what it leaves out is ${reading})`,
      does: 'set up',
      chooses: { exemption: 'own' },
      seed: { ...forbidding, ...unstated },
      ends: 'well',
      left: everything,
      sent: [
        [calls.createPolicy, 1],
        [calls.assignPolicy, 1],
        [calls.addPassword, 1],
      ],
      plan: { changes: [] },
      pages: 0,
    },
    {
      name: `an exemption keeps the cap on the life (what it leaves out is ${reading})`,
      does: 'set up',
      chooses: { exemption: 'own' },
      seed: { newSecrets: { forbidden: true, longestDays: 90 }, ...unstated },
      ends: 'well',
      left: everything,
      plan: { found: { secret: { expiresAt: expect.stringMatching(/^2027-02-21T13:5/) as unknown } } },
    },
    {
      name: `an exemption that addPassword obeys only later (what it leaves out is ${reading})`,
      does: 'set up',
      chooses: { exemption: 'own' },
      seed: { ...forbidding, ...unstated },
      shows: { lag: { policyAssignment: 3 } },
      ends: 'well',
      left: everything,
    },
  ]
})

const exemptionRefused = (details: Ending['details']): Ending => ({
  code: 'exemption-not-allowed',
  nature: 'no',
  says: said.exemptionNotAllowed,
  details,
})
const deniedByGraph = { ...byGraph, status: '403', microsoft: denied }

const leftBehind = (details: Ending['details']): Ending => ({
  code: 'exemption-left-behind',
  nature: 'here',
  says: said.exemptionLeftBehind,
  details,
})

const inForce: Left = {
  ...withPrincipal,
  secrets: 1,
  held: 1,
  exemptions: { policies: 1, tags: 1 },
}

const refusedExemptions: readonly Row[] = [
  {
    name: 'an exemption whose policy may not be read: refused while planning, with the roles',
    does: 'choose',
    chooses: { exemption: 'own' },
    seed: forbidding,
    faults: [graphError(calls.defaultPolicy, 403, denied)],
    ends: exemptionRefused({}),
    left: nothing,
    pages: 1,
  },
  ...(
    [
      ['making the policy', calls.createPolicy],
      ['assigning it', calls.assignPolicy],
    ] as const
  ).map(([what, call]): Row => ({
    name: `403 to ${what}: no secret, no grant, and no exemption stays`,
    does: 'set up',
    chooses: { exemption: 'own' },
    seed: forbidding,
    faults: [graphError(call, 403, denied)],
    ends: exemptionRefused(deniedByGraph),
    left: withPrincipal,
    sent: [
      [calls.addPassword, 0],
      [calls.grant, 0],
      [call, 1],
    ],
    again: everything,
    againChooses: { exemption: 'own' },
  })),
  ...(
    [
      ['unassigning the policy', calls.unassignPolicy],
      ['deleting it', calls.deletePolicy],
    ] as const
  ).map(([what, call]): Row => ({
    name: `403 to ${what}: the policy that stays is named, nothing is granted, and the next run takes it back`,
    does: 'set up',
    chooses: { exemption: 'own' },
    seed: forbidding,
    faults: [graphError(call, 403, denied)],
    ends: leftBehind(deniedByGraph),
    left: inForce,
    sent: [[calls.grant, 0]],
    again: everything,
  })),
  {
    name: '403 to deleting the policy, and everything is removed afterwards',
    does: 'set up',
    chooses: { exemption: 'own' },
    seed: forbidding,
    faults: [graphError(calls.deletePolicy, 403, denied)],
    ends: leftBehind(deniedByGraph),
    left: inForce,
    again: nothing,
    againChooses: { aim: 'removed' },
  },
  ...(
    [
      ['a restriction whose kind is null', { restrictionType: null, state: 'enabled' }],
      ['a kind nobody knows', { restrictionType: 'somethingNew', state: 'enabled' }],
      ['a member nobody knows', { restrictionType: 'passwordLifetime', maxLifetime: 'P90D', somethingNew: true }],
    ] as const
  ).map(([what, shown]): Row => ({
    name: `an exemption that would lose ${what}: not offered`,
    does: 'choose',
    chooses: { exemption: 'own' },
    seed: forbidding,
    shows: { shownRestrictions: [shown, { restrictionType: 'passwordAddition', state: 'enabled' }] },
    ends: { code: 'exemption-not-possible', nature: 'no', says: said.exemptionNotPossible, details: {} },
    left: nothing,
    pages: 1,
  })),
]

async function asAdministrator({ tenant }: Place, method: string, path: string, body: unknown): Promise<string> {
  const token = await signIn(tenant, luc, `${adminScopes} Policy.ReadWrite.ApplicationConfiguration`)
  const made = await callGraph(tenant, token, method, path, body)
  if (made.status >= 300) throw new Error(`${method} ${path}: ${made.status}`)
  return String(made.body.id)
}

const policiesPath = '/policies/appManagementPolicies'
const assign = (place: Place, applicationId: string, policyId: string) =>
  asAdministrator(place, 'POST', `/applications/${applicationId}/appManagementPolicies/$ref`, {
    '@odata.id': `https://graph.microsoft.com/v1.0${policiesPath}/${policyId}`,
  })

/** The company forbids secrets now, and somebody has given our application a policy of its own. */
async function theirPolicy(place: Place): Promise<void> {
  const ban = { passwordCredentials: [{ restrictionType: 'passwordAddition', state: 'enabled' }] }
  await asAdministrator(place, 'PATCH', '/policies/defaultAppManagementPolicy', {
    isEnabled: true,
    applicationRestrictions: ban,
  })
  const given = { displayName: 'Theirs', description: 'Theirs.', isEnabled: true, restrictions: ban }
  const policyId = await asAdministrator(place, 'POST', policiesPath, given)
  await assign(place, place.tenant.state.applications[0]?.id ?? '', policyId)
}

/** Somebody assigns the policy of our exemption to an application of theirs. */
async function assignToTheirs(place: Place): Promise<void> {
  const theirs = await asAdministrator(place, 'POST', '/applications', { displayName: 'Theirs' })
  const ours = place.tenant.state.policies.find(({ displayName }) => displayName.startsWith('Assistant Prextra · '))
  if (!ours) throw new Error('there is no exemption at this moment')
  await assign(place, theirs, ours.id)
}

const others: readonly Row[] = [
  {
    name: 'a policy that somebody else has assigned to our application: an exemption is not offered, and it stays',
    does: 'choose again',
    given: async (place) => {
      place.keychain.entries.clear()
      await theirPolicy(place)
    },
    chooses: { exemption: 'own' },
    ends: { code: 'exemption-not-possible', nature: 'no', says: said.exemptionNotPossible, details: {} },
    left: { ...everything, held: 0 },
    sent: [
      [calls.unassignPolicy, 0],
      [calls.deletePolicy, 0],
    ],
  },
  {
    name: 'a policy of ours that somebody assigns to something else meanwhile: unassigned, and not deleted',
    does: 'set up',
    chooses: { exemption: 'own' },
    seed: forbidding,
    // The tag of the exemption is read back for four seconds; then the policy is made, and unassigned for four more.
    meanwhile: { afterMs: 4_500, work: assignToTheirs },
    ends: 'well',
    left: { ...everything, exemptions: { policies: 1, tags: 0 } },
    sent: [[calls.deletePolicy, 0]],
  },
]

/** A cap on the life of secrets makes the secret end sooner, and no more than that. */
const caps: readonly Row[] = [
  ...([true, false] as const).map((isReadable): Row => ({
    name: `a cap of 90 days that ${isReadable ? 'can be read: known before' : 'cannot be read: found by trying'}`,
    does: 'set up',
    ...(isReadable && { readsPolicies: true as const }),
    seed: { newSecrets: { longestDays: 90 } },
    ends: 'well',
    left: everything,
    sent: [[calls.addPassword, isReadable ? 1 : 2]],
    plan: { found: { secret: { expiresAt: expect.stringMatching(/^2027-02-21T13:5/) as unknown } } },
  })),
  ...(
    [
      [45, /^2026-12-23T13:5/, 4],
      [7, /^2026-11-30T13:5/, 6],
      [1, /^2026-11-24T13:5/, 7],
    ] as const
  ).map(([longestDays, expiresAt, tries]): Row => ({
    name: `a cap of ${longestDays} days that cannot be read: the longest life that fits is found by trying`,
    does: 'set up',
    seed: { newSecrets: { longestDays } },
    ends: 'well',
    left: everything,
    sent: [[calls.addPassword, tries]],
    plan: { found: { secret: { expiresAt: expect.stringMatching(expiresAt) as unknown } } },
  })),
]

playSituations('G', [
  ...readable,
  ...unreadable,
  notAsked,
  ...banned,
  ...exempted,
  ...refusedExemptions,
  ...others,
  ...caps,
])
