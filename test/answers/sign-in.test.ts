import type { ProblemCode } from '#core/problem.ts'
import type { Nature } from '#words/problems/natures.ts'
import { refusedOnPage } from '#support/answers/browsers.ts'
import {
  asReceived,
  asSent,
  everything,
  microsoftsTime,
  nothing,
  onlyApplication,
  withoutGrant,
  withPrincipal,
  type Ending,
  type Row,
  type Said,
} from '#support/answers/row.ts'
import * as said from '#support/answers/said.ts'
import { playSituations } from '#support/answers/situations.ts'
import {
  answer,
  calls,
  challenge,
  correlation,
  once,
  tokenRefusal,
  trace,
  twice,
} from '#support/answers/wire-answers.ts'

/** D: an answer of Entra's sign-in carries its remedy, and none is repeated in a loop. */

const login = 'login.microsoftonline.com'
const graph = 'graph.microsoft.com'
const minute = 60_000
const hour = 60 * minute

interface Meaning {
  readonly code: ProblemCode
  readonly nature: Nature
  readonly says: Said
}

const means = {
  device: { code: 'device-not-managed', nature: 'no', says: said.deviceNotManaged },
  policy: { code: 'conditional-access', nature: 'no', says: said.conditionalAccess },
  location: { code: 'location-blocked', nature: 'no', says: said.locationBlocked },
  secondFactor: { code: 'second-factor', nature: 'here', says: said.secondFactor },
  blocked: { code: 'account-blocked', nature: 'no', says: said.accountBlocked },
  wrongAccount: { code: 'wrong-account', nature: 'here', says: said.wrongAccount },
  crossTenant: { code: 'cross-tenant-blocked', nature: 'no', says: said.crossTenantBlocked },
  notAssigned: { code: 'sign-in-not-assigned', nature: 'no', says: said.signInNotAssigned },
  approval: { code: 'sign-in-needs-approval', nature: 'no', says: said.needsApproval },
  notAuthorized: { code: 'sign-in-not-authorized', nature: 'no', says: said.signInNotAuthorized },
  declined: { code: 'sign-in-declined', nature: 'stopped', says: said.signInDeclined },
  refused: { code: 'sign-in-refused', nature: 'no', says: said.signInRefused },
  signedOut: { code: 'signed-out', nature: 'here', says: said.signedOut },
  federation: { code: 'identity-provider-failed', nature: 'no', says: said.identityProviderFailed },
  tenantUnknown: { code: 'tenant-unknown', nature: 'here', says: said.tenantUnknown },
  otherCloud: { code: 'other-cloud', nature: 'no', says: said.otherCloud },
  disabled: { code: 'sign-in-app-disabled', nature: 'no', says: said.signInAppDisabled },
  misconfigured: { code: 'sign-in-misconfigured', nature: 'no', says: said.signInMisconfigured },
  busy: { code: 'sign-in-busy', nature: 'wait', says: said.signInBusy },
  // Whoever asks, a service of Microsoft's may be disabled.
  apiDisabled: { code: 'api-disabled', nature: 'no', says: said.apiDisabled },
  // What an application that asks for a token may meet.
  ourDisabled: { code: 'application-disabled', nature: 'no', says: said.applicationDisabled },
  ourUnknown: { code: 'application-unknown', nature: 'no', says: said.applicationUnknown },
  noPrincipal: { code: 'service-principal-missing', nature: 'no', says: said.servicePrincipalMissing },
  noExchange: { code: 'exchange-missing', nature: 'no', says: said.exchangeMissing },
  wrongSecret: { code: 'secret-not-accepted', nature: 'no', says: said.secretNotAccepted },
  noConsent: { code: 'consent-missing', nature: 'here', says: said.consentMissing },
} as const satisfies Readonly<Record<string, Meaning>>

/** What Entra answers: a number, or none, and the kind of error. */
interface Refusal {
  readonly number?: number
  readonly error?: string
  readonly suberror?: string
  readonly text?: string
}

/** The end of a refusal by the token endpoint. A number or a kind that is not in the table keeps its sentence for support. */
function refused(
  meaning: Meaning,
  { number, error = 'invalid_grant', text = 'No.' }: Refusal,
  isInTable = true,
): Ending {
  return {
    ...meaning,
    details: {
      host: login,
      status: '400',
      microsoft: number === undefined ? error : `AADSTS${number}`,
      ...(!isInTable && { message: number === undefined ? text : `AADSTS${number}: ${text}` }),
      correlationId: correlation,
      requestId: trace,
      clientRequestId: asSent,
      date: microsoftsTime,
    },
  }
}

const named = ({ number, error, suberror }: Refusal) =>
  [number === undefined ? null : `AADSTS${number}`, error, suberror].filter(Boolean).join(', ')

/** The person signed in on Microsoft's page; the code that it sent is refused. */
function atTheSignIn(meaning: Meaning, refusal: Refusal, isInTable = true): Row {
  const given = { error: 'invalid_grant', ...refusal }
  return {
    name: `${named(refusal)} at the sign-in`,
    does: 'sign in',
    faults: [tokenRefusal('authorization_code', given)],
    ends: refused(meaning, given, isInTable),
    left: nothing,
    sent: [[calls.token, 1]],
    waitedMs: [0, 0],
  }
}

/** An hour later, the session is renewed without a page: what is refused then opens none. */
function atTheRenewal(meaning: Meaning, refusal: Refusal, isInTable = true): Row {
  const given = { error: 'invalid_grant', ...refusal }
  return {
    name: `${named(refusal)} when the session is renewed`,
    does: 'plan',
    before: ({ clock }) => {
      clock.set(new Date(clock.now().getTime() + 2 * hour))
    },
    faults: [tokenRefusal('refresh_token', given)],
    ends: refused(meaning, given, isInTable),
    left: nothing,
    sent: [[calls.token, 1]],
    pages: 0,
  }
}

/** The refusal comes from Microsoft's page, through the browser. */
function onThePage(
  meaning: Meaning,
  { number, error = 'access_denied', text = 'No.' }: Refusal,
  isInTable = true,
): Row {
  const sentence = number === undefined ? text : `AADSTS${number}: ${text}`
  const ids = ` Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: 2026-11-23 14:00:00Z`
  return {
    name: `${named({ error, ...(number !== undefined && { number }) })} sent back by Microsoft’s page`,
    does: 'sign in',
    browse: refusedOnPage(error, sentence + ids),
    ends: {
      ...meaning,
      details: {
        host: login,
        microsoft: number === undefined ? error : `AADSTS${number}`,
        ...(!isInTable && { message: sentence }),
        correlationId: correlation,
      },
    },
    left: nothing,
    sent: [[calls.token, 0]],
  }
}

/** The application asks for a token, with its secret. */
function ofTheApplication(meaning: Meaning, refusal: Refusal, more: Partial<Row> = {}, isInTable = true): Row {
  const given = { error: 'invalid_client', ...refusal }
  return {
    name: `${named(refusal)} to the application`,
    does: 'prove',
    // A day later nothing is new any more, so nothing is waited for.
    at: '2026-11-24T15:00:00Z',
    faults: [tokenRefusal('client_credentials', given)],
    ends: refused(meaning, given, isInTable),
    left: everything,
    sent: [
      [calls.token, 1],
      [calls.ews, 0],
    ],
    waitedMs: [0, 0],
    ...more,
  }
}

const table: readonly Row[] = [
  {
    ...atTheSignIn(means.device, { number: 530003, suberror: 'message_only' }),
    source: 'Azure/azure-workload-identity/issues/618',
  },
  ...[53000, 53001, 50097, 530002].map((number) => atTheSignIn(means.device, { number })),
  ...[53003, 50131, 530035].map((number) => atTheSignIn(means.policy, { number, suberror: 'message_only' })),
  ...[50076, 50079, 50158].map((number) => atTheSignIn(means.secondFactor, { number, error: 'interaction_required' })),
  ...[50053, 50057, 53011].map((number) => atTheSignIn(means.blocked, { number })),
  ...[50020, 50034, 16000].map((number) => atTheSignIn(means.wrongAccount, { number })),
  ...[500213, 50177, 500021].map((number) => atTheSignIn(means.crossTenant, { number })),
  atTheSignIn(means.notAssigned, { number: 50105 }),
  ...[65001, 90094].map((number) => atTheSignIn(means.approval, { number })),
  atTheSignIn(means.notAuthorized, { number: 90099 }),
  atTheSignIn(means.disabled, { number: 7000112, error: 'unauthorized_client' }),
  atTheSignIn(means.apiDisabled, { number: 500014, error: 'invalid_resource' }),
  ...[700016, 7000218, 50011].map((number) => atTheSignIn(means.misconfigured, { number, error: 'invalid_client' })),
  ...[20012, 90123].map((number) => atTheSignIn(means.federation, { number })),
  atTheSignIn(means.tenantUnknown, { number: 90002 }),
  atTheSignIn(means.otherCloud, { number: 90038 }),
  ...[90033, 50196].map((number) => atTheSignIn(means.busy, { number, error: 'temporarily_unavailable' })),
]

/** Numbers that nobody has listed: judged by how they begin, and by the kind of error that comes with them. */
const unlisted: readonly Row[] = [
  atTheSignIn(means.policy, { number: 530999 }, false),
  atTheSignIn(means.secondFactor, { number: 501599 }, false),
  atTheSignIn(means.approval, { number: 650999 }, false),
  atTheSignIn(means.policy, { number: 987654, suberror: 'message_only' }, false),
  atTheSignIn(means.device, { number: 987655, suberror: 'protection_policy_required' }, false),
  atTheSignIn(means.blocked, { number: 987656, suberror: 'user_password_expired' }, false),
  atTheSignIn(means.refused, { number: 987657, text: 'Something that nobody has read before.' }, false),
  atTheSignIn(means.misconfigured, { error: 'invalid_scope', text: 'A scope is not right.' }, false),
]

const renewals: readonly Row[] = [
  {
    ...atTheRenewal(means.device, { number: 530003, suberror: 'message_only' }),
    source: 'Azure/azure-iot-ops-cli-extension/issues/151',
  },
  atTheRenewal(means.device, { number: 50155 }),
  atTheRenewal(means.policy, { number: 53003, suberror: 'message_only' }),
  atTheRenewal(means.signedOut, { number: 50173 }),
  atTheRenewal(means.signedOut, { number: 700082 }),
  atTheRenewal(means.signedOut, { number: 70043, suberror: 'bad_token' }),
  atTheRenewal(means.secondFactor, { number: 50076, error: 'interaction_required', suberror: 'basic_action' }),
  atTheRenewal(means.blocked, { number: 50057 }),
  atTheRenewal(means.disabled, { number: 7000112, error: 'unauthorized_client' }),
  atTheRenewal(means.signedOut, { number: 987658, error: 'interaction_required' }, false),
  atTheRenewal(means.policy, { number: 987659, error: 'interaction_required', suberror: 'message_only' }, false),
]

const pages: readonly Row[] = [
  onThePage(means.declined, { number: 65004 }),
  onThePage(means.declined, {}, false),
  onThePage(means.device, { number: 530003, error: 'interaction_required' }),
  onThePage(means.notAssigned, { number: 50105, error: 'interaction_required' }),
  onThePage(means.approval, { number: 90094 }),
  onThePage(means.approval, { error: 'consent_required', text: 'An administrator must consent.' }, false),
  onThePage(means.disabled, { number: 7000112, error: 'unauthorized_client' }),
  onThePage(means.wrongAccount, { number: 50020 }),
  onThePage(means.crossTenant, { number: 500212 }),
  onThePage(means.busy, { number: 90033, error: 'temporarily_unavailable' }),
  onThePage(means.policy, { number: 530998 }, false),
  onThePage(means.refused, { number: 987660, error: 'something_new', text: 'Something new.' }, false),
]

const applications: readonly Row[] = [
  // The plan had read the service principal as enabled: perhaps it was enabled a moment ago, so a minute is waited.
  ...[7000112, 1000031].map((number) =>
    ofTheApplication(means.ourDisabled, { number }, { sent: [[calls.ews, 0]], waitedMs: [40_000, minute] }),
  ),
  ofTheApplication(means.apiDisabled, { number: 500014, error: 'invalid_resource' }),
  ...[53003, 530035].map((number) => ofTheApplication(means.policy, { number })),
  ...[500011, 650052].map((number) => ofTheApplication(means.noExchange, { number, error: 'invalid_resource' })),
  ofTheApplication(means.tenantUnknown, { number: 90002 }),
  ofTheApplication(means.noConsent, { number: 65001 }),
  ofTheApplication(means.wrongSecret, { number: 7000215 }),
  ofTheApplication(means.ourUnknown, { number: 700016, error: 'unauthorized_client' }),
  ofTheApplication(means.noPrincipal, { number: 7000229, error: 'unauthorized_client' }),
  ofTheApplication(means.wrongSecret, { number: 987661, text: 'A secret is not right.' }, {}, false),
  ofTheApplication(means.ourUnknown, { number: 987662, error: 'unauthorized_client' }, {}, false),
  // What is new is not known everywhere at once.
  ...[7000215, 700016, 7000229].map((number): Row => ({
    name: `AADSTS${number} to an application that is seconds old, twice`,
    does: 'prove',
    faults: [tokenRefusal('client_credentials', { number, error: 'invalid_client' }, twice)],
    ends: 'well',
    left: everything,
    sent: [[calls.token, 3]],
    waitedMs: [2_250, 3_750],
  })),
]

const challenged = (meaning: Meaning): Ending => ({
  ...meaning,
  details: {
    host: graph,
    status: '401',
    microsoft: 'InvalidAuthenticationToken',
    requestId: asReceived,
    clientRequestId: asSent,
    date: microsoftsTime,
  },
})

/** The same challenge as `Www-Authenticate` alone says it, with the place in its claims. */
const claims = Buffer.from(JSON.stringify({ access_token: { xms_rp_ipaddr: { value: '203.0.113.7' } } })).toString(
  'base64',
)
const challengeInHeader = answer(
  calls.applicationByName,
  401,
  { error: { code: 'InvalidAuthenticationToken', message: 'no' } },
  {
    'WWW-AUTHENTICATE': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`,
    'request-id': trace,
  },
)

/** Continuous access evaluation: Graph challenges a token that has not run out. */
const challenges: readonly Row[] = [
  {
    name: 'a challenge for the place, while planning: no loop',
    source: 'Yvand/EntraCP/issues/356',
    does: 'plan',
    faults: [challenge(calls.applicationByName, 'location')],
    ends: challenged(means.location),
    left: nothing,
    sent: [
      [calls.applicationByName, 1],
      [calls.token, 0],
    ],
    waitedMs: [0, 0],
  },
  {
    name: 'a challenge for the place that only its header says',
    does: 'plan',
    faults: [challengeInHeader],
    ends: challenged(means.location),
    left: nothing,
    sent: [[calls.applicationByName, 1]],
  },
  {
    name: 'a challenge for the place, at the organization',
    does: 'sign in',
    faults: [challenge(calls.organization, 'location')],
    ends: challenged(means.location),
    left: nothing,
    sent: [[calls.organization, 1]],
  },
  {
    name: 'a challenge for the place, at the creation of the application',
    does: 'set up',
    faults: [challenge(calls.upsert, 'location')],
    ends: challenged(means.location),
    left: nothing,
    sent: [[calls.upsert, 1]],
    again: everything,
  },
  {
    name: 'a challenge for the place, at the grant',
    does: 'set up',
    faults: [challenge(calls.grant, 'location')],
    ends: challenged(means.location),
    left: withoutGrant,
    sent: [[calls.grant, 1]],
    again: everything,
  },
  {
    name: 'a challenge for the place, at the new secret',
    does: 'set up',
    faults: [challenge(calls.addPassword, 'location')],
    ends: challenged(means.location),
    left: withPrincipal,
    sent: [
      [calls.addPassword, 1],
      [calls.grant, 0],
    ],
    again: everything,
  },
  ...(['revoked', 'policy'] as const).map((reason): Row => ({
    name: `a challenge because of what was ${reason === 'policy' ? 'changed in a policy' : 'revoked'}: sign in again`,
    source: 'FriedrichWeinmann/EntraAuth/issues/47',
    does: 'plan',
    faults: [challenge(calls.applicationByName, reason)],
    ends: challenged(means.signedOut),
    left: nothing,
    // A new token was asked for once, and did not help.
    sent: [
      [calls.applicationByName, 2],
      [calls.token, 1],
    ],
  })),
  {
    name: 'a challenge because of what was revoked, at the service principal',
    does: 'set up',
    faults: [challenge(calls.createPrincipal, 'revoked')],
    ends: challenged(means.signedOut),
    left: onlyApplication,
    sent: [[calls.createPrincipal, 2]],
  },
]

/** A code is redeemed once, so nothing is waited for; and no long wait is claimed. */
const busyCodes: readonly Row[] = (
  [
    [503, {}],
    [504, {}],
    [429, { 'Retry-After': '30' }],
  ] as const
).map(([status, headers]) => ({
  name: `Entra’s ${status} to the code of the sign-in, once`,
  does: 'sign in',
  faults: [
    answer(
      calls.token,
      status,
      { error: 'temporarily_unavailable', error_description: 'Busy.' },
      { 'x-ms-request-id': trace, ...headers },
      { ...once, bodyFragment: 'grant_type=authorization_code' },
    ),
  ],
  ends: {
    ...means.busy,
    details: {
      host: login,
      status: String(status),
      requestId: trace,
      clientRequestId: asSent,
      date: microsoftsTime,
    },
  },
  left: nothing,
  sent: [[calls.token, 1]],
  waitedMs: [0, 0],
}))

/** One more right in the middle of something: only what Microsoft's page may solve opens it. */
const moreRights: readonly Row[] = [
  {
    name: 'AADSTS530003 to the right to grant, profile graph: no page',
    does: 'set up',
    profile: 'graph',
    faults: [tokenRefusal('refresh_token', { number: 530003, error: 'invalid_grant', suberror: 'message_only' })],
    ends: refused(means.device, { number: 530003 }),
    left: withoutGrant,
    sent: [[calls.token, 1]],
    pages: 0,
  },
  {
    name: 'AADSTS65001 to the right to grant, profile graph: one page, and it goes on',
    does: 'set up',
    profile: 'graph',
    faults: [tokenRefusal('refresh_token', { number: 65001, error: 'invalid_grant' }, twice)],
    ends: 'well',
    left: { ...everything, grants: 5 },
    pages: 1,
  },
  {
    name: 'Entra’s 503 to the right to grant, profile graph, twice: waited for, and one page',
    does: 'set up',
    profile: 'graph',
    faults: [
      answer(
        calls.token,
        503,
        { error: 'temporarily_unavailable', error_description: 'Busy.' },
        { 'x-ms-request-id': trace },
        { ...twice, bodyFragment: 'grant_type=refresh_token' },
      ),
    ],
    ends: 'well',
    left: { ...everything, grants: 5 },
    waitedMs: [2_250, minute],
    waitsFor: ['busy'],
    pages: 1,
  },
  {
    name: 'AADSTS53000 to the right to send: no page, and nothing is sent',
    does: 'send the mail',
    faults: [tokenRefusal('refresh_token', { number: 53000, error: 'invalid_grant', suberror: 'message_only' })],
    ends: refused(means.device, { number: 53000 }),
    left: everything,
    sent: [
      [calls.token, 1],
      [calls.sendMail, 0],
    ],
    pages: 0,
  },
]

playSituations('D', [
  ...table,
  ...unlisted,
  ...renewals,
  ...pages,
  ...applications,
  ...challenges,
  ...busyCodes,
  ...moreRights,
])
