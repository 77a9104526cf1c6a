import type { WaitReason } from '../answer.ts'
import type { Change } from '../provision/change.ts'
import type { AwaitLine, DeliveredLine, KeptCopy } from '../ledger.ts'
import { isProvable, isFilled, type GuideView, type KeptGuide } from '../guide/guide.ts'
import type { HandoffView } from '../handoff/document.ts'
import type { Plan } from '../provision/plan.ts'
import type { Problem } from '../problem.ts'
import type { RoleName } from '../access/profile.ts'
import type { ProofCheck } from '../provision/run-event.ts'
import type { Aim } from '../provision/step.ts'
import type { SavedDocument } from './exports.ts'

/** Who signed in, and where everything that follows will happen. */
export interface Identity {
  readonly tenantId: string
  readonly organization: { readonly name: string; readonly domain: string }
  readonly account: { readonly name: string; readonly username: string }
  readonly kind: 'member' | 'guest' | 'unknown'
  /** Directory roles we know by name; `null` when Microsoft does not show them. */
  readonly roles: readonly RoleName[] | null
  /** Host that signed the account in. */
  readonly login: string
}

export type Stage =
  | 'welcome'
  | 'history'
  | 'guide'
  | 'sign-in'
  | 'identity'
  | 'review'
  | 'run'
  | 'delegation'
  | 'limit'
  | 'proof'
  | 'handoff'
  | 'done'
  | 'removed'

export interface RunRow {
  readonly change: Change
  readonly state: 'to-come' | 'doing' | 'done'
  /** ISO 8601. */
  readonly startedAt: string | null
  readonly ms: number | null
  /** The id Microsoft gave what was made. */
  readonly id: string | null
  /** When a tenant policy made the secret end earlier than approved, ISO 8601. */
  readonly shortenedTo: string | null
}

/** A wait that is normal. All instants ISO 8601. */
export interface Waiting {
  readonly reason: WaitReason
  readonly attempt: number
  readonly since: string
  readonly nextAt: string
  readonly until: string
}

export interface RunView {
  readonly rows: readonly RunRow[]
  /** All is made; the tenant is read again until so many reads agree. */
  readonly confirming: { readonly agreed: number; readonly of: number } | null
}

export interface CheckView {
  readonly check: ProofCheck
  readonly state: 'to-come' | 'doing' | 'passed' | 'failed'
  readonly startedAt: string | null
  readonly ms: number | null
}

export interface ProofView {
  readonly checks: readonly CheckView[]
  readonly mailbox: string | null
  /** The mailbox that must stay closed, when Exchange limits the application. */
  readonly blockedMailbox: string | null
  /** ISO 8601, when the last check passed or failed. */
  readonly at: string | null
  /** Why it failed, kept for who comes back to it. */
  readonly problem: Problem | null
}

/** A step that somebody with another role makes; `page` is what was saved for them. */
export interface DelegationView {
  readonly step: 'consent' | 'allow-list' | 'limit'
  readonly page: { readonly fileName: string; readonly savedAt: string } | null
}

/** Which mailboxes Exchange is asked to limit the application to, and two that show it. */
export interface Limit {
  /** A mail-enabled security group. */
  readonly group: string
  readonly allowedMailbox: string
  readonly blockedMailbox: string
}

/** Where one person is in the wizard. Held by main, pure data, holds no secret: the window draws it and nothing else. */
export interface Session {
  readonly at: Stage
  readonly practice: boolean
  /** What the person came for; a plan says what it was made for. */
  readonly intent: Aim
  /** What this computer handed over, newest first; `null` until asked for. */
  readonly history: readonly DeliveredLine[] | null
  /** Of the history, the secret that CDID has just confirmed, and whether this computer's copy of it is gone. */
  readonly confirmed: { readonly keyId: string; readonly copyGone: boolean } | null
  /** Copies whose time had come: deleted when the assistant opened, and told once. */
  readonly forgotten: readonly KeptCopy[]
  /** Something is on its way; only cancelling is legal. */
  readonly busy: boolean
  /** Until when the browser may still answer, ISO 8601: for the sign-in, and for a right that is asked later. */
  readonly signInUntil: string | null
  readonly identity: Identity | null
  readonly plan: Plan | null
  readonly run: RunView | null
  readonly waiting: Waiting | null
  /** What this tenant waits for; on the welcome, what may be resumed. */
  readonly awaited: AwaitLine | null
  readonly delegation: DelegationView | null
  readonly limit: Limit | null
  readonly proof: ProofView | null
  readonly handoff: HandoffView | null
  /** Set up by hand: what was entered so far. `null`: the assistant does it. */
  readonly guide: GuideView | null
  /** On the welcome, a guide by hand that was begun on this computer. */
  readonly kept: KeptGuide | null
  /** What was taken away of what is shown; a new plan, run or handoff makes it old. */
  readonly saved: readonly SavedDocument[]
  readonly problem: Problem | null
}

export const newSession: Session = {
  at: 'welcome',
  practice: false,
  intent: 'present',
  history: null,
  confirmed: null,
  forgotten: [],
  busy: false,
  signInUntil: null,
  identity: null,
  plan: null,
  run: null,
  waiting: null,
  awaited: null,
  delegation: null,
  limit: null,
  proof: null,
  handoff: null,
  guide: null,
  kept: null,
  saved: [],
  problem: null,
}

/** What a person may do at each stage; everything else is refused as `out-of-order`. */
const legal = {
  welcome: ['start'],
  history: ['sign-in', 'renew-by-hand', 'record-confirmation'],
  guide: [
    ...['enter', 'choose-profile', 'go-to-step', 'open-portal', 'paste-secret', 'go-to-proof', 'go-to-handoff'],
    ...['record-confirmation', 'check-old-secret', 'delegate'],
  ],
  'sign-in': ['cancel-sign-in', 'copy-link', 'reopen-page', 'sign-in'],
  identity: ['accept-identity', 'sign-in', 'stop'],
  review: ['plan', 'approve', 'record-confirmation', 'go-to-proof', 'delegate', 'go-to-limit', 'stop'],
  run: ['copy-link', 'reopen-page', 'stop', 'plan'],
  delegation: ['save-page', 'watch', 'check-now', 'stop'],
  limit: ['set-limit', 'delegate', 'plan', 'stop'],
  proof: ['prove', 'watch', 'check-now', 'stop', 'go-to-handoff', 'delegate', 'go-to-limit', 'plan', 'go-to-step'],
  handoff: ['hand-off', 'go-to-proof', 'stop', 'cancel-sign-in', 'copy-link', 'reopen-page'],
  done: ['hand-off-again', 'keep-copy', 'stop', 'cancel-sign-in', 'copy-link', 'reopen-page'],
  removed: [],
} as const satisfies Record<Stage, readonly string[]>

export type Action = (typeof legal)[Stage][number] | 'home' | 'back'

/** Ends what is on its way, or its next wait; the only actions that are legal while busy. */
const ending: readonly Action[] = ['cancel-sign-in', 'copy-link', 'reopen-page', 'stop', 'check-now']

const before: Partial<Record<Stage, Stage>> = {
  history: 'welcome',
  guide: 'welcome',
  identity: 'welcome',
  review: 'identity',
  limit: 'review',
  proof: 'review',
  handoff: 'proof',
}

/** Set up by hand: what was proven, and who hands it over, is the guide's. */
const beforeByHand: Partial<Record<Stage, Stage>> = { proof: 'guide', handoff: 'guide' }

/** Where a colleague's step was come upon. */
const beforeDelegation: Readonly<Record<DelegationView['step'], Stage>> = {
  consent: 'review',
  'allow-list': 'proof',
  limit: 'limit',
}

/** Where `back` leads; `null`: nowhere. A run is stopped, not left; what is handed over cannot be taken back. */
export function previousStage({ at, delegation, guide }: Session): Stage | null {
  if (at === 'delegation' && delegation) {
    const before = beforeDelegation[delegation.step]
    return guide && before === 'review' ? 'guide' : before
  }
  return (guide && beforeByHand[at]) ?? before[at] ?? null
}

/** What needs somebody who signed in. */
const onlySignedIn: readonly Action[] = ['plan', 'approve', 'go-to-limit']
/** What must have been seen first: nothing is approved that was not shown, nothing handed over that opens nothing. */
const conditions: Partial<Record<Action, (session: Session) => boolean>> = {
  approve: ({ plan }) => plan !== null && plan.changes.length > 0,
  'go-to-proof': ({ plan, at, guide }) =>
    at === 'handoff' ||
    (guide !== null && isProvable(guide)) ||
    (plan?.changes.length === 0 && plan.aim !== 'removed' && plan.found.consented && plan.found.secret?.held === true),
  'go-to-handoff': ({ proof, guide, at }) =>
    proof !== null && isAuthorized(proof) && (guide === null || at !== 'guide' || isFilled(guide, 'contact')),
  delegate: ({ at, guide }) => at !== 'guide' || guide?.step === 'consent',
  // Nobody signed in: a consent cannot be looked for.
  watch: ({ at, guide, delegation }) => guide === null || at !== 'delegation' || delegation?.step !== 'consent',
  'go-to-limit': ({ plan }) => plan?.changes.length === 0 && plan.found.servicePrincipal !== null,
  // What Microsoft itself asks to wait for is waited for.
  'check-now': ({ waiting, awaited }) => waiting !== null && waiting.reason === awaited?.for,
  // Elsewhere than at the sign-in, only while a page of Microsoft's is open.
  'cancel-sign-in': ({ at, signInUntil }) => at === 'sign-in' || signInUntil !== null,
}

/** The token was obtained, with the roles it must carry: a handoff may say so, whatever the mailbox answers. */
export function isAuthorized({ checks }: ProofView): boolean {
  const asked = checks.filter(({ check }) => check === 'token' || check === 'role')
  return asked.length > 0 && asked.every(({ state }) => state === 'passed')
}

export function isLegal(session: Session, action: Action): boolean {
  const condition = conditions[action]
  if (condition && !condition(session)) return false
  // What ends something needs something to end.
  if (action === 'stop' && !session.busy) return false
  if (session.guide && onlySignedIn.includes(action)) return false
  if (session.busy) return ending.includes(action) && (legal[session.at] as readonly Action[]).includes(action)
  if (action === 'home') return true
  if (action === 'back') return previousStage(session) !== null
  return (legal[session.at] as readonly Action[]).includes(action)
}
