import type { ProblemCode } from '#core/problem.ts'
import type { Disabled } from '#core/directory.ts'
import { profiles } from '#core/access/profile.ts'
import {
  asReceived,
  asSent,
  everything,
  microsoftsTime,
  type Ending,
  type Row,
  type Said,
} from '#support/answers/row.ts'
import type { Place } from '#support/answers/place.ts'
import * as said from '#support/answers/said.ts'
import { playSituations } from '#support/answers/situations.ts'
import { calls, tokenRefusal, trace, correlation, twice } from '#support/answers/wire-answers.ts'
import { exchangeAppId } from '#support/tenant-client.ts'

/** E: what is disabled, by whom, and what is only not known everywhere yet. */

const login = 'login.microsoftonline.com'
const minute = 60_000
/** The first two pauses: 1 s and 2 s, each a quarter more or less. */
const twoPauses = [2_250, 3_750] as const
/** A day later, a secret is no longer new. */
const aDayLater = '2026-11-24T15:00:00Z'
const graphAppId = '00000003-0000-0000-c000-000000000000'

interface Meaning {
  readonly code: ProblemCode
  readonly nature: 'no'
  readonly says: Said
}

const disabled: Meaning = { code: 'application-disabled', nature: 'no', says: said.applicationDisabled }
const apiDisabled: Meaning = { code: 'api-disabled', nature: 'no', says: said.apiDisabled }
const expired: Meaning = { code: 'secret-expired', nature: 'no', says: said.secretExpired }

/** The practice tenant's own refusal of a token. */
const refusedByTenant = (meaning: Meaning, number: number, status = '400'): Ending => ({
  ...meaning,
  details: {
    host: login,
    status,
    microsoft: `AADSTS${number}`,
    correlationId: /^[0-9a-f-]{36}$/,
    requestId: asReceived,
    clientRequestId: asSent,
    date: microsoftsTime,
  },
})

const refused = (meaning: Meaning, number: number): Ending => ({
  ...refusedByTenant(meaning, number),
  details: { ...refusedByTenant(meaning, number).details, correlationId: correlation, requestId: trace },
})

/** Somebody changes our enterprise application. */
function changes(change: Parameters<Place['tenant']['changeServicePrincipal']>[1]) {
  return ({ tenant }: Place) => {
    const ours = tenant.state.applications.find(({ uniqueName }) => uniqueName === profiles.ews.uniqueName)
    if (!ours) throw new Error('there is no application of ours yet')
    tenant.changeServicePrincipal(ours.appId, change)
  }
}

const disable = changes({ accountEnabled: false })
const status = 'DisabledDueToViolationOfServicesAgreement'
const disableByMicrosoft = changes({ accountEnabled: false, disabledByMicrosoftStatus: status })

const found = (by: Disabled | null) => ({ servicePrincipal: { disabled: by } })

const byAdministrator: readonly Row[] = [
  {
    name: 'disabled by an administrator: told in the plan, and nothing is changed',
    does: 'plan again',
    given: disable,
    ends: 'well',
    left: everything,
    plan: { changes: [], found: found({ by: 'administrator' }) },
    sent: [[calls.enablePrincipal, 0]],
  },
  {
    name: 'disabled by an administrator: another plan enables it no more than the first',
    does: 'choose again',
    given: disable,
    chooses: { secretEndsAt: '2027-01-15T05:00:00Z' },
    ends: 'well',
    left: everything,
    plan: { changes: [], found: found({ by: 'administrator' }) },
  },
  {
    name: 'disabled by an administrator: enabling it is a change of the plan once it is chosen',
    does: 'choose again',
    given: disable,
    chooses: { enableServicePrincipal: true },
    ends: 'well',
    left: everything,
    plan: { changes: ['enable-service-principal'], found: found({ by: 'administrator' }) },
    sent: [[calls.enablePrincipal, 0]],
  },
  {
    name: 'disabled by an administrator, and chosen: it is enabled, once',
    does: 'change',
    given: disable,
    chooses: { enableServicePrincipal: true },
    ends: 'well',
    left: everything,
    plan: { changes: [], found: found(null) },
    sent: [
      [calls.enablePrincipal, 1],
      [calls.createPrincipal, 0],
    ],
  },
  {
    name: 'disabled by an administrator: a plan that changes something else leaves it so',
    does: 'replace the lost secret',
    given: disable,
    ends: 'well',
    left: everything,
    plan: { changes: [], found: found({ by: 'administrator' }) },
    sent: [
      [calls.addPassword, 1],
      [calls.enablePrincipal, 0],
    ],
  },
  {
    name: 'a plan made before it was disabled changes nothing once it is',
    does: 'replace the lost secret',
    before: disable,
    ends: 'well',
    left: everything,
    plan: { changes: [], found: found({ by: 'administrator' }) },
    sent: [[calls.enablePrincipal, 0]],
  },
  {
    name: 'disabled by an administrator: the proof fails at once',
    does: 'prove',
    given: disable,
    ends: refusedByTenant(disabled, 7000112),
    left: everything,
    sent: [
      [calls.token, 1],
      [calls.ews, 0],
    ],
    waitedMs: [0, 0],
  },
  {
    name: 'disabled by an administrator after the plan was made: the proof fails within a minute',
    does: 'prove',
    before: disable,
    ends: refusedByTenant(disabled, 7000112),
    left: everything,
    sent: [[calls.ews, 0]],
    waitedMs: [40_000, minute],
    waitsFor: ['replication'],
  },
  {
    name: 'enabled as chosen: the proof opens the mailbox',
    does: 'change, then prove',
    given: disable,
    chooses: { enableServicePrincipal: true },
    ends: 'well',
    left: everything,
  },
]

const byMicrosoft: readonly Row[] = [disableByMicrosoft, changes({ disabledByMicrosoftStatus: status })].flatMap(
  (given, place): readonly Row[] => {
    const what = place === 0 ? 'disabled by Microsoft' : 'disabled by Microsoft and enabled in the tenant'
    return [
      {
        name: `${what}: told in the plan, with Microsoft’s reason`,
        does: 'plan again',
        given,
        ends: 'well',
        left: everything,
        plan: { changes: [], found: found({ by: 'microsoft', status }) },
      },
      {
        name: `${what}: never enabled, even if it is asked for`,
        does: 'choose again',
        given,
        chooses: { enableServicePrincipal: true },
        ends: 'well',
        left: everything,
        plan: { changes: [], found: found({ by: 'microsoft', status }) },
      },
      {
        name: `${what}: the proof fails at once`,
        does: 'prove',
        given,
        ends: refusedByTenant(disabled, 7000112),
        left: everything,
        waitedMs: [0, 0],
      },
    ]
  },
)

const notDisabled: Row = {
  name: 'NotDisabled is Microsoft’s word for an application that it has not disabled',
  does: 'plan again',
  given: changes({ disabledByMicrosoftStatus: 'NotDisabled' }),
  ends: 'well',
  left: everything,
  plan: { changes: [], found: found(null) },
}

/** A service of Microsoft's is disabled, and not our application. */
const services: readonly Row[] = [
  {
    name: 'Exchange Online itself is disabled in the tenant: not said of our application, and not waited for',
    does: 'prove',
    before: ({ tenant }) => {
      tenant.changeServicePrincipal(exchangeAppId, { accountEnabled: false })
    },
    ends: refusedByTenant(apiDisabled, 500014),
    left: everything,
    sent: [[calls.token, 1]],
    waitedMs: [0, 0],
  },
  {
    name: 'Microsoft Graph itself is disabled in the tenant, profile graph',
    does: 'prove',
    profile: 'graph',
    before: ({ tenant }) => {
      tenant.changeServicePrincipal(graphAppId, { accountEnabled: false })
    },
    ends: refusedByTenant(apiDisabled, 500014),
    left: { ...everything, grants: 5 },
    sent: [[calls.token, 1]],
    waitedMs: [0, 0],
  },
]

/** Enabling is not known everywhere at once. */
const enabling: readonly Row[] = [
  {
    name: 'AADSTS7000112 twice after it was enabled: waited for',
    does: 'change, then prove',
    given: disable,
    chooses: { enableServicePrincipal: true },
    faults: [tokenRefusal('client_credentials', { number: 7000112, error: 'unauthorized_client' }, twice)],
    ends: 'well',
    left: everything,
    sent: [[calls.token, 3]],
    waitedMs: [750, 3_750],
    waitsFor: ['replication'],
  },
  ...[7000112, 70001, 1000031].map((number): Row => ({
    name: `AADSTS${number}, always, after it was enabled: waited for, up to a minute`,
    does: 'change, then prove',
    given: disable,
    chooses: { enableServicePrincipal: true },
    faults: [tokenRefusal('client_credentials', { number, error: 'unauthorized_client' })],
    ends: refused(disabled, number),
    left: everything,
    sent: [[calls.ews, 0]],
    waitedMs: [40_000, minute],
  })),
  {
    name: 'AADSTS7000112 for half a minute: waited for',
    does: 'prove',
    faults: [
      tokenRefusal('client_credentials', { number: 7000112, error: 'unauthorized_client' }, { nth: 1, times: 6 }),
    ],
    ends: 'well',
    left: everything,
    sent: [[calls.token, 7]],
    waitedMs: [22_500, minute],
  },
]

/** A secret that is seconds old may be refused as expired, although its end is far ahead. */
const newSecrets: readonly Row[] = [
  {
    name: 'AADSTS7000222 to a secret that is seconds old, twice: not expired',
    source: 'Azure-Samples/active-directory-dotnetcore-daemon-v2/issues/87',
    does: 'prove',
    faults: [tokenRefusal('client_credentials', { number: 7000222, error: 'invalid_client' }, twice)],
    ends: 'well',
    left: everything,
    sent: [[calls.token, 3]],
    waitedMs: twoPauses,
    waitsFor: ['secret-not-active'],
  },
  {
    name: 'the tenant’s own AADSTS7000222 to a new secret, four times',
    does: 'change, then prove',
    shows: { expiredSecretAnswers: 4 },
    given: ({ keychain }) => {
      keychain.entries.clear()
    },
    ends: 'well',
    left: everything,
    sent: [[calls.token, 5]],
    waitsFor: ['secret-not-active'],
  },
  {
    name: 'AADSTS7000222 to a secret that is seconds old, always: said only after five minutes',
    does: 'prove',
    faults: [tokenRefusal('client_credentials', { number: 7000222, error: 'invalid_client' })],
    ends: refused(expired, 7000222),
    left: everything,
    waitedMs: [4.5 * minute, 5 * minute],
  },
  {
    name: 'AADSTS7000222 to a secret that is a day old: expired, at once',
    does: 'prove',
    at: aDayLater,
    faults: [tokenRefusal('client_credentials', { number: 7000222, error: 'invalid_client' })],
    ends: refused(expired, 7000222),
    left: everything,
    sent: [[calls.token, 1]],
    waitedMs: [0, 0],
  },
]

playSituations('E', [...byAdministrator, ...byMicrosoft, notDisabled, ...services, ...enabling, ...newSecrets])
