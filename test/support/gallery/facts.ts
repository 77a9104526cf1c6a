import type { Change } from '#core/provision/change.ts'
import { profiles } from '#core/access/profile.ts'
import type { Found, FoundSecret, Plan } from '#core/provision/plan.ts'
import type { HandoffView } from '#core/handoff/document.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import type { Identity } from '#core/session/identity.ts'
import type { Session } from '#core/session/session.ts'
import type { CheckView, ProofView, RunRow, RunView } from '#core/session/work-views.ts'
import type { Aim } from '#core/provision/step.ts'
import type { View } from '#contract/calls.ts'

/** What the pictures show: one tenant, one moment. */

/** The instant all pictures are taken at. */
export const now = '2026-11-22T19:07:31.000Z'
export const ago = (seconds: number) => new Date(Date.parse(now) - seconds * 1000).toISOString()
export const ahead = (seconds: number) => ago(-seconds)

export const appId = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
export const servicePrincipalId = 'b41d7c02-6e5f-4d19-8a3c-f9027d6e1b58'
export const keyId = '6d0c1f7a-3b52-4e8e-9f41-2c5a7e9b0d13'
export const secretEndsAt = '2027-04-01T04:00:00Z'

export const identity: Identity = {
  tenantId: '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24',
  organization: { name: 'Érablière du Nord inc.', domain: 'erablieredunord.example' },
  account: { name: 'Marie-Ève Tremblay', username: 'me.tremblay@erablieredunord.example' },
  kind: 'member',
  mailbox: 'me.tremblay@erablieredunord.example',
  homeDomain: null,
  otherScopes: [],
  named: null,
  roles: ['cloud-application-administrator'],
  cloud: 'public',
}

export const application: Change = {
  kind: 'create-application',
  displayName: 'Prextra – Synchronisation Outlook',
  redirectUris: ['https://login.microsoftonline.com/common/oauth2/nativeclient'],
  permissions: ['full_access_as_app'],
}
export const servicePrincipal: Change = { kind: 'create-service-principal' }
export const grant = {
  kind: 'grant',
  resourceAppId: '00000002-0000-0ff1-ce00-000000000000',
  appRoleId: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
  value: 'full_access_as_app',
} as const satisfies Change
export const secret: Change = { kind: 'create-secret', expiresAt: secretEndsAt, beside: null, exemption: null }
/** The changes of a set-up in an empty tenant. */
export const all: readonly Change[] = [application, servicePrincipal, secret, grant]
export const removal: Change = {
  kind: 'remove-secret',
  keyId: '0a1b2c3d-4e5f-4678-9abc-def012345678',
  why: 'nobody-holds-it',
}

export const nothingFound: Found = {
  application: null,
  deleted: [],
  servicePrincipal: null,
  permissions: profiles.ews.permissions,
  grantedBy: profiles.ews.grantedBy,
  granted: [],
  secret: null,
  retiring: null,
  namesakes: [],
  secretPolicy: null,
  longestSecretMs: null,
  limited: false,
  profile: 'ews',
  consented: false,
  others: [],
  adopted: false,
}
export const found: Found = {
  ...nothingFound,
  application: { id: 'c1', appId, displayName: 'Prextra – Synchronisation Outlook', createdAt: ago(86_400) },
  servicePrincipal: { id: servicePrincipalId, createdAt: ago(86_400), disabled: null },
  granted: ['full_access_as_app'],
  consented: true,
  secret: { keyId, startsAt: ago(86_400), expiresAt: secretEndsAt, state: 'pending', held: true, confirmed: false },
}
const planId = '11111111-1111-4111-8111-111111111111'
export const plan = (changes: readonly Change[], seen: Found, aim: Aim = 'present'): Plan => ({
  id: planId,
  changes,
  found: seen,
  secretEndsAt,
  aim,
  reach: 'as-is',
  retireOthers: false,
  consentDelegated: false,
  exemption: 'none',
})
/** Everything is to be made. */
export const toDo = plan(all, nothingFound)
export const inPlace = plan([], found)
export const deliveredSecret: FoundSecret = {
  keyId,
  startsAt: ago(86_400 * 12),
  expiresAt: secretEndsAt,
  state: 'delivered',
  held: true,
  confirmed: false,
}
export const delivered = plan([], { ...found, secret: deliveredSecret })
export const heldByAnother = plan([], { ...found, secret: { ...deliveredSecret, held: false } })

export function row(
  change: Change,
  state: RunRow['state'],
  startedAt: string | null,
  ms: number | null,
  id: string | null,
): RunRow {
  return { change, state, startedAt, ms, id, shortenedTo: null }
}
export const rows: readonly RunRow[] = [
  row(application, 'done', ago(24), 900, appId),
  row(servicePrincipal, 'done', ago(23), 1200, servicePrincipalId),
  row(secret, 'doing', ago(21), null, null),
  row(grant, 'to-come', null, null, null),
]
/** A run that is at its third change. */
export const halfway: RunView = { rows }

type State = Omit<CheckView, 'check'>

export const passed = (ms: number): State => ({ state: 'passed', startedAt: ago(4), ms })
export const toCome: State = { state: 'to-come', startedAt: null, ms: null }
export const doing = (startedAt: string): State => ({ state: 'doing', startedAt, ms: null })
export const failedCheck: State = { state: 'failed', startedAt: ago(2), ms: null }
/** The three checks of EWS. */
export const checked = (token: State, role: State, opened: State): ProofView['checks'] => [
  { check: 'token', ...token },
  { check: 'role', ...role },
  { check: 'mailbox', ...opened },
]
export const mailbox = 'accueil@erablieredunord.example'

export const problem = (code: ProblemCode, microsoft: Problem['microsoft'] = {}): Problem => ({
  code,
  at: now,
  microsoft: { correlationId: '2f9d6c1b-84aa-4a0e-b7c5-93f1d0e62a18', ...microsoft },
  facts: microsoft.host === undefined ? {} : { host: microsoft.host },
})
export const exchange = 'outlook.office365.com'
export const blocked = problem('ews-blocked', { host: exchange, status: 403 })

export const proofPassed: ProofView = {
  checks: checked(passed(400), passed(3), passed(600)),
  mailbox,
  blockedMailbox: null,
  at: now,
  problem: null,
}
/** A proof whose mailbox Exchange did not open. */
export const proofFailed: ProofView = failedProof(blocked)

/** A proof that this problem ended, at the mailbox unless the checks say otherwise. */
export function failedProof(
  cause: Problem,
  checks: ProofView['checks'] = checked(passed(400), passed(3), failedCheck),
): ProofView {
  return { checks, mailbox, blockedMailbox: null, at: now, problem: cause }
}

export const handoff: HandoffView = {
  way: 'file',
  outcome: 'saved',
  fileName: 'prextra-erablieredunord.example-20261122-1412.age',
  bytes: 1612,
  at: now,
  code: [712, 301, 1066, 1187, 95, 1733, 540, 2011],
  to: 'technique@cdid.com',
  copyTo: null,
  caseNumber: null,
  keep: { days: 30, until: ahead(30 * 86_400) },
}

/** One picture: a name that sorts, what the window shows, and what is done before it is taken. */
export interface Scene {
  readonly name: string
  readonly session: Session
  readonly view?: Partial<View>
  /** Texts of buttons to press first, in French. */
  readonly press?: readonly string[]
  /** Then typed into the first field. */
  readonly type?: string
}
