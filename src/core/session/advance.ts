import type { AwaitLine, KeptCopy } from '../ledger.ts'
import { withResult, type CheckResult } from '../network/network-check.ts'
import type { Problem } from '../problem.ts'
import type { RunEvent } from '../provision/run-event.ts'
import { withSaved, type SavedDocument } from './saved-document.ts'
import { isReading } from './session-path.ts'
import { noReads, type PageCode, type PageReason, type Session, type StableReads, type StageData } from './session.ts'
import type { CheckView, ProofView, RunRow, RunView } from './work-views.ts'
import type { SignInWay } from './sign-in-way.ts'

/** What changes a session without changing its stage. `arrive` changes the stage. */
export type SessionEvent =
  | { readonly kind: 'begun' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'page-wanted'; readonly why: PageReason; readonly way: SignInWay }
  | { readonly kind: 'page-opening'; readonly way: SignInWay }
  | { readonly kind: 'page-opened'; readonly until: string; readonly code: PageCode | null }
  | { readonly kind: 'page-closed' }
  | { readonly kind: 'awaited'; readonly line: AwaitLine | null }
  | { readonly kind: 'document-saved'; readonly document: SavedDocument['document']; readonly fileName: string }
  | { readonly kind: 'guide-kept'; readonly kept: boolean }
  | { readonly kind: 'copies-forgotten'; readonly copies: readonly KeptCopy[]; readonly pastedFor: string | null }
  | ({ readonly kind: 'network-checked' } & CheckResult)
  | { readonly kind: 'reads-failed'; readonly problem: Problem }
  | RunEvent

/**
 * Returns the session at another stage, or at the same one with other facts. It is idle, and its only problem is that of
 * the last proof. `isNew` empties the list of saved documents, which were about something else.
 */
export function arrive(session: Session, stage: StageData, isNew = false): Session {
  const always = {
    practice: session.practice,
    busy: false,
    problem: stage.at === 'proof' ? (stage.proof?.problem ?? null) : null,
    waiting: null,
    page: pageBeside(session),
    saved: isNew ? [] : session.saved,
  }
  return { ...stage, ...always }
}

/** Returns the next session. Pure; `at` is the instant of the event. */
export function advance(session: Session, event: SessionEvent, at: Date): Session {
  const now = at.toISOString()
  switch (event.kind) {
    case 'begun':
      return { ...session, busy: true, waiting: null, problem: null }
    case 'ended':
      return { ...session, busy: false, waiting: null, problem: null, page: pageBeside(session) }
    case 'failed':
      return failed(session, event.problem, now)
    case 'page-wanted':
      return { ...session, page: { state: 'wanted', why: event.why, way: event.way } }
    case 'page-opening': {
      const page = { state: 'opening', why: session.page?.why ?? null, way: event.way } as const
      return session.at === 'sign-in' ? { ...session, step: event.way, page } : { ...session, page }
    }
    case 'page-opened': {
      const { until, code } = event
      return { ...session, page: { state: 'open', why: session.page?.why ?? null, until, code } }
    }
    case 'page-closed':
      return { ...session, page: null }
    case 'awaited':
      return withAwaited(session, event.line)
    case 'document-saved': {
      const { document, fileName } = event
      return { ...session, saved: withSaved(session.saved, { document, fileName, savedAt: now }) }
    }
    case 'guide-kept':
      if (!('origin' in session) || session.origin !== 'guide') return session
      return { ...session, guide: { ...session.guide, kept: event.kept } }
    case 'copies-forgotten':
      return session.at === 'welcome'
        ? { ...session, forgotten: event.copies, forgottenPaste: event.pastedFor }
        : session
    case 'network-checked':
      return session.at === 'network' ? { ...session, checks: withResult(session.checks, event) } : session
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
      const startedAt = runOf(session)?.rows[event.index]?.startedAt ?? now
      return withRow(session, event.index, { state: 'done', id: event.id, ms: at.getTime() - Date.parse(startedAt) })
    }
    case 'shortened':
      return withRow(session, event.index, { shortenedTo: event.endsAt })
    case 'confirming':
      return withReads(session, { agreed: event.agreed, of: event.of, problem: null })
    case 'reads-failed':
      return withReads(session, { ...readsOf(session), problem: event.problem })
    case 'token-received':
      return session
    case 'proving-check':
      return withCheck(session, event.check, { state: 'doing', startedAt: now })
    case 'check-passed': {
      const started = proofOf(session)?.checks.find(({ check }) => check === event.check)?.startedAt ?? now
      return withCheck(session, event.check, { state: 'passed', ms: at.getTime() - Date.parse(started) })
    }
  }
}

/** Returns the session with the running check marked as failed. */
function failed(session: Session, problem: Problem, now: string): Session {
  const ended = { ...session, busy: false, waiting: null, page: pageBeside(session), problem }
  const proof = proofOf(ended)
  if (ended.at !== 'proof' || !proof || proof.at !== null) return ended
  const checks = proof.checks.map((check) => (check.state === 'doing' ? { ...check, state: 'failed' as const } : check))
  return { ...ended, proof: { ...proof, checks, at: now, problem } }
}

/** Returns the session with the wait noted in the guide, which is kept for another day. */
function withAwaited(session: Session, line: AwaitLine | null): Session {
  if (session.at === 'delegation') {
    return 'origin' in session.from ? { ...session, from: { ...session.from, awaited: line } } : session
  }
  if (!('origin' in session)) return session
  if (session.origin === 'assistant') return { ...session, awaited: line }
  return { ...session, awaited: line, guide: { ...session.guide, awaited: line } }
}

/** A page of Microsoft's that the reads beside the proof want outlives whatever else ends. */
function pageBeside(session: Session): Session['page'] {
  return isReading(session) ? session.page : null
}

function readsOf(session: Session): StableReads {
  const reads = 'origin' in session && session.origin === 'assistant' ? session.stableReads : null
  return reads ?? noReads
}

function withReads(session: Session, stableReads: StableReads): Session {
  const shows = session.at === 'run' || (session.at === 'proof' && session.origin === 'assistant')
  return shows ? { ...session, stableReads } : session
}

function runOf(session: Session): RunView | null {
  return session.at === 'run' ? session.run : null
}

function proofOf(session: Session): ProofView | null {
  return session.at === 'proof' ? session.proof : null
}

function withRun(session: Session, change: (run: RunView) => RunView): Session {
  return session.at === 'run' ? { ...session, run: change(session.run) } : session
}

function withRow(session: Session, index: number, change: Partial<RunRow>): Session {
  return withRun({ ...session, waiting: null }, (run) => ({
    ...run,
    rows: run.rows.map((row, place) => (place === index ? { ...row, ...change } : row)),
  }))
}

function withCheck(session: Session, check: CheckView['check'], change: Partial<CheckView>): Session {
  const proof = proofOf(session)
  if (session.at !== 'proof' || !proof) return session
  const checks = proof.checks.map((one) => (one.check === check ? { ...one, ...change } : one))
  return { ...session, waiting: null, proof: { ...proof, checks } }
}
