import type { WaitReason } from './answer.ts'
import type { Change } from './change.ts'
import type { ControlCode } from './handoff.ts'
import type { Plan } from './plan.ts'
import type { Problem } from './problem.ts'
import type { RoleName } from './profile.ts'
import type { ProofCheck, RunEvent } from './run-event.ts'

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

export type Stage = 'welcome' | 'sign-in' | 'identity' | 'review' | 'run' | 'proof' | 'handoff' | 'done'

export interface RunRow {
  readonly change: Change
  readonly state: 'to-come' | 'doing' | 'done'
  /** ISO 8601. */
  readonly startedAt: string | null
  readonly ms: number | null
  /** The id Microsoft gave what was made. */
  readonly id: string | null
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
  /** All is made; the tenant is read again until it agrees. */
  readonly confirming: boolean
}

export interface CheckView {
  readonly state: 'to-come' | 'doing' | 'passed' | 'failed'
  readonly startedAt: string | null
  readonly ms: number | null
}

export interface ProofView {
  readonly checks: Readonly<Record<ProofCheck, CheckView>>
  readonly mailbox: string | null
  /** ISO 8601, when the last check passed or failed. */
  readonly at: string | null
  /** Why it failed, kept for who comes back to it. */
  readonly problem: Problem | null
}

export interface HandoffView {
  readonly fileName: string
  readonly bytes: number
  /** ISO 8601. */
  readonly savedAt: string
  readonly code: ControlCode
}

/** Where one person is in the wizard. Held by main, pure data, holds no secret: the window draws it and nothing else. */
export interface Session {
  readonly at: Stage
  readonly practice: boolean
  /** Something is on its way; only cancelling is legal. */
  readonly busy: boolean
  /** Until when the browser may still answer, ISO 8601. */
  readonly signInUntil: string | null
  readonly identity: Identity | null
  readonly plan: Plan | null
  readonly run: RunView | null
  readonly waiting: Waiting | null
  readonly proof: ProofView | null
  readonly handoff: HandoffView | null
  readonly problem: Problem | null
}

export const newSession: Session = {
  at: 'welcome',
  practice: false,
  busy: false,
  signInUntil: null,
  identity: null,
  plan: null,
  run: null,
  waiting: null,
  proof: null,
  handoff: null,
  problem: null,
}

export type SessionEvent =
  | { readonly kind: 'started'; readonly practice: boolean }
  | { readonly kind: 'page-opened'; readonly until: string }
  | { readonly kind: 'signed-in'; readonly identity: Identity }
  | { readonly kind: 'planning' }
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'running' }
  | { readonly kind: 'ran'; readonly plan: Plan }
  | { readonly kind: 'proving'; readonly mailbox: string | null }
  | { readonly kind: 'proved' }
  | { readonly kind: 'handing-off' }
  | { readonly kind: 'handed-off'; readonly handoff: HandoffView }
  | { readonly kind: 'handoff-cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'went'; readonly to: Stage }
  | RunEvent

/** What a person may do at each stage; everything else is refused as `out-of-order`. */
const legal = {
  welcome: ['start'],
  'sign-in': ['cancel-sign-in', 'copy-link', 'reopen-page', 'sign-in'],
  identity: ['accept-identity', 'sign-in'],
  review: ['plan', 'approve', 'go-to-proof'],
  run: ['stop', 'plan'],
  proof: ['prove', 'stop', 'go-to-handoff', 'plan'],
  handoff: ['hand-off', 'go-to-proof'],
  done: ['hand-off'],
} as const satisfies Record<Stage, readonly string[]>

export type Action = (typeof legal)[Stage][number] | 'home' | 'back'

/** Ends what is on its way; the only actions that are legal while busy. */
const ending: readonly Action[] = ['cancel-sign-in', 'copy-link', 'reopen-page', 'stop']

/** Where `back` leads. A run is stopped, not left; what is handed over cannot be taken back. */
export const before: Partial<Record<Stage, Stage>> = {
  identity: 'welcome',
  review: 'identity',
  proof: 'review',
  handoff: 'proof',
}

/** What must have been seen first: nothing is approved that was not shown, nothing handed over that opens nothing. */
const conditions: Partial<Record<Action, (session: Session) => boolean>> = {
  approve: ({ plan }) => plan !== null && plan.changes.length > 0,
  'go-to-proof': ({ plan, at }) => at === 'handoff' || (plan?.changes.length === 0 && plan.found.secret?.held === true),
  'go-to-handoff': ({ proof }) => proof?.checks.role.state === 'passed',
}

export function isLegal(session: Session, action: Action): boolean {
  const condition = conditions[action]
  if (condition && !condition(session)) return false
  if (session.busy) return ending.includes(action) && (legal[session.at] as readonly Action[]).includes(action)
  if (action === 'home') return true
  if (action === 'back') return before[session.at] !== undefined
  return (legal[session.at] as readonly Action[]).includes(action)
}

const noCheck: CheckView = { state: 'to-come', startedAt: null, ms: null }

/** The next state. Pure; `at` is the instant of the event. */
export function advance(session: Session, event: SessionEvent, at: Date): Session {
  const now = at.toISOString()
  const idle = { busy: false, waiting: null, problem: null }
  const busy = { busy: true, waiting: null, problem: null }
  switch (event.kind) {
    case 'started':
      return { ...newSession, ...busy, at: 'sign-in', practice: event.practice }
    case 'page-opened':
      return { ...session, signInUntil: event.until }
    case 'signed-in':
      return { ...session, ...idle, at: 'identity', identity: event.identity, signInUntil: null }
    case 'planning':
      return { ...session, ...busy }
    case 'planned':
      return { ...session, ...idle, at: 'review', plan: event.plan, run: null, proof: null, handoff: null }
    case 'running':
      return { ...session, ...busy, at: 'run', run: { rows: rowsOf(session.plan), confirming: false } }
    case 'ran':
      return { ...session, ...idle, at: 'proof', plan: event.plan, proof: null }
    case 'proving':
      return { ...session, ...busy, proof: newProof(event.mailbox) }
    case 'proved':
      return { ...session, ...idle, proof: session.proof && { ...session.proof, at: now } }
    case 'handing-off':
      return { ...session, ...busy }
    case 'handed-off':
      return { ...session, ...idle, at: 'done', handoff: event.handoff }
    case 'handoff-cancelled':
      return { ...session, ...idle }
    case 'failed':
      return {
        ...session,
        ...idle,
        ...failedProof(session, event.problem, now),
        problem: event.problem,
        signInUntil: null,
      }
    case 'went':
      return event.to === 'welcome'
        ? newSession
        : { ...session, ...idle, at: event.to, problem: event.to === 'proof' ? (session.proof?.problem ?? null) : null }
    case 'waiting': {
      const since = session.waiting?.reason === event.reason ? session.waiting.since : now
      const nextAt = new Date(at.getTime() + event.nextInMs).toISOString()
      const until = new Date(at.getTime() + event.atMostMs).toISOString()
      return { ...session, waiting: { reason: event.reason, attempt: event.attempt, since, nextAt, until } }
    }
    case 'waited':
      return { ...session, waiting: null }
    case 'making':
      return withRow(session, event.index, { state: 'doing', startedAt: now })
    case 'made': {
      const startedAt = session.run?.rows[event.index]?.startedAt ?? now
      return withRow(session, event.index, { state: 'done', id: event.id, ms: at.getTime() - Date.parse(startedAt) })
    }
    case 'confirming':
      return { ...session, run: session.run && { ...session.run, confirming: true } }
    case 'proving-check':
      return withCheck(session, event.check, { state: 'doing', startedAt: now })
    case 'check-passed': {
      const startedAt = session.proof?.checks[event.check].startedAt ?? now
      return withCheck(session, event.check, { state: 'passed', ms: at.getTime() - Date.parse(startedAt) })
    }
  }
}

function rowsOf(plan: Plan | null): readonly RunRow[] {
  return (plan?.changes ?? []).map((change) => ({ change, state: 'to-come', startedAt: null, ms: null, id: null }))
}

function newProof(mailbox: string | null): ProofView {
  return { checks: { token: noCheck, role: noCheck, mailbox: noCheck }, mailbox, at: null, problem: null }
}

/** The check that was on its way is the one that failed. */
function failedProof(session: Session, problem: Problem, now: string): Partial<Session> {
  if (session.at !== 'proof' || !session.proof) return {}
  const checks = Object.fromEntries(
    Object.entries(session.proof.checks).map(([name, check]) => [
      name,
      check.state === 'doing' ? { ...check, state: 'failed' } : check,
    ]),
  ) as ProofView['checks']
  return { proof: { ...session.proof, checks, at: now, problem } }
}

function withRow(session: Session, index: number, change: Partial<RunRow>): Session {
  if (!session.run) return session
  const rows = session.run.rows.map((row, place) => (place === index ? { ...row, ...change } : row))
  return { ...session, waiting: null, run: { ...session.run, rows } }
}

function withCheck(session: Session, check: ProofCheck, change: Partial<CheckView>): Session {
  if (!session.proof) return session
  const checks = { ...session.proof.checks, [check]: { ...session.proof.checks[check], ...change } }
  return { ...session, waiting: null, proof: { ...session.proof, checks } }
}
