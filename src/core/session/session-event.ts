import type { AwaitLine, DeliveredLine, KeptCopy } from '../ledger.ts'
import type { KeepDays } from '../handoff/kept-copy.ts'
import type { GuideView } from '../guide/guide.ts'
import type { HandoffView } from '../handoff/document.ts'
import type { Plan } from '../provision/plan.ts'
import type { Problem } from '../problem.ts'
import type { ProofCheck, RunEvent } from '../provision/run-event.ts'
import type { Aim } from '../provision/step.ts'
import { withSaved, type DocumentName } from './exports.ts'
import {
  newSession,
  type CheckView,
  type DelegationView,
  type Identity,
  type Limit,
  type ProofView,
  type RunRow,
  type Session,
  type Stage,
} from './session.ts'

/** Everything that moves a session. */
export type SessionEvent =
  | { readonly kind: 'history-opened'; readonly history: readonly DeliveredLine[] }
  | { readonly kind: 'confirmed'; readonly keyId: string; readonly copyGone: boolean }
  | { readonly kind: 'confirmation-cancelled' }
  | { readonly kind: 'started'; readonly practice: boolean; readonly intent: Aim }
  | { readonly kind: 'guide-opened'; readonly practice: boolean; readonly guide: GuideView }
  | { readonly kind: 'guiding' }
  /** What was entered has changed: what was proven with it before counts no more, unless told. */
  | { readonly kind: 'guided'; readonly guide: GuideView; readonly proven?: boolean }
  | {
      readonly kind: 'guided-to-proof'
      readonly guide: GuideView
      readonly plan: Plan
      readonly identity: Identity
    }
  | { readonly kind: 'guided-to-handoff'; readonly identity: Identity }
  | { readonly kind: 'page-opened'; readonly until: string }
  | { readonly kind: 'page-closed' }
  | { readonly kind: 'copies-forgotten'; readonly copies: readonly KeptCopy[] }
  | { readonly kind: 'signed-in'; readonly identity: Identity }
  | { readonly kind: 'planning' }
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'running' }
  | { readonly kind: 'ran'; readonly plan: Plan }
  | { readonly kind: 'awaited'; readonly line: AwaitLine | null }
  | { readonly kind: 'watching' }
  | { readonly kind: 'watched'; readonly plan: Plan }
  | { readonly kind: 'delegated'; readonly step: DelegationView['step'] }
  | { readonly kind: 'saving-page' }
  | { readonly kind: 'page-saved'; readonly fileName: string }
  | { readonly kind: 'limit-set'; readonly limit: Limit }
  | {
      readonly kind: 'proving'
      readonly checks: readonly ProofCheck[]
      readonly mailbox: string
      readonly blockedMailbox: string | null
    }
  | { readonly kind: 'proved' }
  | { readonly kind: 'handing-off' }
  | { readonly kind: 'handed-off'; readonly handoff: HandoffView }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'document-saved'; readonly document: DocumentName; readonly fileName: string }
  | { readonly kind: 'copy-kept'; readonly days: KeepDays; readonly until: string }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'went'; readonly to: Stage }
  | RunEvent

/** The next state. Pure; `at` is the instant of the event. */
export function advance(session: Session, event: SessionEvent, at: Date): Session {
  const now = at.toISOString()
  const idle = { busy: false, waiting: null, problem: null }
  const busy = { busy: true, waiting: null, problem: null }
  switch (event.kind) {
    case 'history-opened':
      return { ...newSession, at: 'history', history: event.history }
    case 'confirmed':
      return { ...session, ...idle, confirmed: { keyId: event.keyId, copyGone: event.copyGone } }
    case 'started':
      return { ...newSession, ...busy, at: 'sign-in', practice: event.practice, intent: event.intent }
    case 'guide-opened':
      return { ...newSession, at: 'guide', practice: event.practice, guide: event.guide }
    case 'guiding':
      return { ...session, ...busy }
    case 'guided':
      return {
        ...session,
        ...idle,
        at: 'guide',
        guide: event.proven ? event.guide : { ...event.guide, awaited: null },
        ...(!event.proven && { plan: null, proof: null, identity: null, awaited: null }),
      }
    case 'guided-to-proof':
      return {
        ...session,
        ...idle,
        at: 'proof',
        guide: event.guide,
        plan: event.plan,
        identity: event.identity,
        problem: session.proof?.problem ?? null,
      }
    case 'guided-to-handoff':
      return { ...session, ...idle, at: 'handoff', identity: event.identity }
    case 'page-opened':
      return { ...session, signInUntil: event.until }
    case 'page-closed':
      return { ...session, signInUntil: null }
    case 'copies-forgotten':
      return { ...session, forgotten: event.copies }
    case 'signed-in':
      return { ...session, ...idle, at: 'identity', identity: event.identity, signInUntil: null }
    case 'planning':
    case 'watching':
    case 'saving-page':
    case 'handing-off':
      return { ...session, ...busy }
    case 'planned':
      return {
        ...session,
        ...idle,
        at: 'review',
        plan: event.plan,
        run: null,
        proof: null,
        handoff: null,
        delegation: null,
        saved: [],
      }
    case 'running':
      return { ...session, ...busy, at: 'run', run: { rows: rowsOf(session.plan), confirming: null } }
    case 'ran':
      return { ...session, ...idle, ...afterRun(event.plan), plan: event.plan, proof: null, saved: [] }
    case 'awaited':
      return { ...session, awaited: event.line, guide: session.guide && { ...session.guide, awaited: event.line } }
    case 'watched':
      return { ...session, ...idle, at: 'proof', plan: event.plan, proof: null, delegation: null }
    case 'delegated':
      return { ...session, ...idle, at: 'delegation', delegation: { step: event.step, page: null } }
    case 'page-saved':
      return {
        ...session,
        ...idle,
        delegation: session.delegation && { ...session.delegation, page: { fileName: event.fileName, savedAt: now } },
      }
    case 'limit-set':
      return { ...session, ...idle, limit: event.limit, saved: [] }
    case 'proving':
      return { ...session, ...busy, at: 'proof', proof: newProof(event.checks, event.mailbox, event.blockedMailbox) }
    case 'proved':
      return { ...session, ...idle, proof: session.proof && { ...session.proof, at: now } }
    case 'handed-off':
      return { ...session, ...idle, at: 'done', handoff: event.handoff, saved: [] }
    case 'confirmation-cancelled':
    case 'cancelled':
      return { ...session, ...idle }
    case 'document-saved': {
      const { document, fileName } = event
      return { ...session, saved: withSaved(session.saved, { document, fileName, savedAt: now }) }
    }
    case 'copy-kept':
      return {
        ...session,
        handoff: session.handoff && { ...session.handoff, keep: { days: event.days, until: event.until } },
      }
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
    case 'token-received':
      return session
    case 'confirming':
      return { ...session, run: session.run && { ...session.run, confirming: { agreed: event.agreed, of: event.of } } }
    case 'shortened':
      return withRow(session, event.index, { shortenedTo: event.endsAt })
    case 'proving-check':
      return withCheck(session, event.check, { state: 'doing', startedAt: now })
    case 'check-passed': {
      const startedAt = session.proof?.checks.find(({ check }) => check === event.check)?.startedAt ?? now
      return withCheck(session, event.check, { state: 'passed', ms: at.getTime() - Date.parse(startedAt) })
    }
  }
}

/** What was brought back from the recycle bin may lack something: that is a plan of its own. */
function afterRun(plan: Plan): Pick<Session, 'at' | 'delegation'> {
  const stage = (at: Stage) => ({ at, delegation: null })
  if (plan.aim === 'removed') return stage('removed')
  if (plan.changes.length > 0) return stage('review')
  if (!plan.found.consented) return { at: 'delegation', delegation: { step: 'consent', page: null } }
  // Without this computer's copy there is nothing to prove with.
  return stage(plan.found.secret?.held ? 'proof' : 'review')
}

function rowsOf(plan: Plan | null): readonly RunRow[] {
  const toCome = { state: 'to-come', startedAt: null, ms: null, id: null, shortenedTo: null } as const
  return (plan?.changes ?? []).map((change) => ({ change, ...toCome }))
}

function newProof(checks: readonly ProofCheck[], mailbox: string, blockedMailbox: string | null): ProofView {
  const toCome = { state: 'to-come', startedAt: null, ms: null } as const
  return { checks: checks.map((check) => ({ check, ...toCome })), mailbox, blockedMailbox, at: null, problem: null }
}

/** The check that was on its way is the one that failed. */
function failedProof(session: Session, problem: Problem, now: string): Partial<Session> {
  if (session.at !== 'proof' || session.proof?.at !== null) return {}
  const checks = session.proof.checks.map((check) =>
    check.state === 'doing' ? { ...check, state: 'failed' as const } : check,
  )
  return { proof: { ...session.proof, checks, at: now, problem } }
}

function withRow(session: Session, index: number, change: Partial<RunRow>): Session {
  if (!session.run) return session
  const rows = session.run.rows.map((row, place) => (place === index ? { ...row, ...change } : row))
  return { ...session, waiting: null, run: { ...session.run, rows } }
}

function withCheck(session: Session, check: ProofCheck, change: Partial<CheckView>): Session {
  if (!session.proof) return session
  const checks = session.proof.checks.map((one) => (one.check === check ? { ...one, ...change } : one))
  return { ...session, waiting: null, proof: { ...session.proof, checks } }
}
