import { checksOf, prove, type Proof } from '../access/prove.ts'
import { proveBeside } from '../access/prove-beside.ts'
import { waitingEnds, watchAccess, watchConsent } from '../access/watch.ts'
import type { AwaitedFor, AwaitLine } from '../ledger.ts'
import { ProblemError } from '../problem.ts'
import type { ProofCheck } from '../provision/run-event.ts'
import type { RunContext } from '../provision/step.ts'
import type { SessionEvent } from './advance.ts'
import { provisionOf, type Arrival, type SessionContext } from './context.ts'
import { goToProofFromGuide } from './guide-moves.ts'
import { createImpatientClock } from './impatient-clock.ts'
import { proofStage } from './make-plan.ts'
import { requireAllowedTenant } from './obey-policy.ts'
import { beginStableReads } from './stable-reads.ts'
import type { OrganizationName } from './identity.ts'
import { assistantPathOf, guideOf, isAuthorized, pathDataOf } from './session-path.ts'
import type { ProofStage } from './session.ts'
import type { ProofView } from './work-views.ts'

/** The mailboxes a person names: one that must open and, for a limited application, one that must stay closed. */
interface NamedMailboxes {
  readonly mailbox: string
  readonly blockedMailbox: string | null
}

/** Goes to the proof, with what was read in the tenant or entered in the guide. */
export async function goToProof(context: SessionContext): Promise<void> {
  const { session } = context
  if (guideOf(session)) return goToProofFromGuide(context)
  context.allow('go-to-proof')
  if (session.at === 'handoff' && session.origin === 'assistant') {
    context.arriveAt({ ...pathDataOf(session), at: 'proof', access: session.access })
  } else if (session.at === 'review') context.arriveAt(proofStage(context, session))
}

/** Proves the access on the mailboxes that the person names. */
export function proveAccess(context: SessionContext, mailboxes: NamedMailboxes): Promise<void> {
  return proving(context, 'prove', mailboxes, (run) => {
    const reads = context.memory.reads?.ended ?? Promise.resolve()
    return proveBeside(run, () => prove(run, accessOf(context), mailboxes), reads)
  })
}

/** Tries again and again until Microsoft has applied a change, or somebody else has made one. */
export async function watch(context: SessionContext): Promise<void> {
  context.allow('watch')
  const { session } = context
  if (session.at === 'delegation' && session.step === 'consent') return watchForConsent(context)
  const stage = session.at === 'delegation' ? session.from : session
  const mailboxes = stage.at === 'proof' ? lastMailboxes(stage) : null
  if (mailboxes === null) throw context.problem('bad-input')
  return proving(context, 'watch', mailboxes, async (run) => {
    const access = accessOf(context)
    const { organization } = stageOfProof(context).access
    const line = beginWaiting(context, access.limited ? 'limit' : 'allow-list', organization, mailboxes)
    try {
      const proof = await watchAccess(impatient(context, run), access, line, mailboxes)
      context.desktop.notify('access-opened')
      return proof
    } catch (error) {
      // The person is notified of a refusal, but not of having stopped the watch themselves.
      if (error instanceof ProblemError && error.problem.code !== 'stopped') context.desktop.notify('access-refused')
      throw error
    }
  })
}

/** Tries at once, instead of when the wait is over. */
export function checkNow({ allow, memory }: SessionContext): void {
  allow('check-now')
  memory.hurry?.()
}

function watchForConsent(context: SessionContext): Promise<void> {
  return context.during('watch', async (): Promise<Arrival> => {
    const { session, memory } = context
    const path = session.at === 'delegation' ? assistantPathOf(session) : null
    if (!path) throw context.problem('out-of-order')
    const { desired } = provisionOf(context)
    const { identity } = path
    const line = beginWaiting(context, 'consent', identity.organization, null)
    const { plan, observed } = await watchConsent(impatient(context, context.run()), desired, line)
    memory.provision = { desired, observed }
    context.workplace().world.journal.note({ did: 'prove', tenantId: line.tenantId })
    context.desktop.notify('consent-given')
    return { stage: proofStage(context, { ...path, plan, awaited: null, proof: null }) }
  })
}

/** Runs one proof or one watch at the stage of the proof, and keeps its result. */
function proving(
  context: SessionContext,
  action: 'prove' | 'watch',
  mailboxes: NamedMailboxes,
  work: (run: RunContext) => Promise<Proof>,
): Promise<void> {
  const begin = (): ProofStage => {
    const stage = stageOfProof(context)
    const { profile, limited } = stage.access
    return { ...withReads(context, stage), proof: newProof(checksOf(profile, limited), mailboxes) }
  }
  return context.during(
    action,
    async (): Promise<Arrival> => {
      const { memory } = context
      const { tenantId, cloud } = accessOf(context)
      requireAllowedTenant(context, 'present', { tenantId, cloud: cloud.id })
      memory.proof = null
      memory.proof = await work({ ...context.run(), emit: keepingToken(context) })
      const stage = stageOfProof(context)
      if (stage.awaited) {
        context.workplace().world.journal.note({ did: 'prove', tenantId })
        context.emit({ kind: 'awaited', line: null })
      }
      const proven = stageOfProof(context)
      const proof = proven.proof && { ...proven.proof, at: context.now().toISOString() }
      return { stage: { ...proven, proof } }
    },
    begin,
  )
}

/** Returns the stage with the reads begun anew, if they had ended before they agreed. */
function withReads(context: SessionContext, stage: ProofStage): ProofStage {
  const { reads } = context.memory
  if (stage.origin !== 'assistant' || !stage.stableReads?.problem || !reads) return stage
  return { ...stage, stableReads: beginStableReads(context, reads.desired, reads.approved) }
}

/**
 * Returns a function that keeps the time of the token. A handoff may say that it was obtained even if no mailbox opens.
 */
function keepingToken(context: SessionContext): (event: SessionEvent) => void {
  return (event) => {
    context.emit(event)
    const { session, memory } = context
    if (event.kind === 'check-passed' && session.at === 'proof' && session.proof && isAuthorized(session.proof)) {
      memory.proof ??= { token: context.now().toISOString(), mailbox: null }
    }
  }
}

/**
 * Returns the stage of the proof: the present one, or the one that was left to delegate the allow list or the limit.
 */
function stageOfProof(context: SessionContext): ProofStage {
  const { session } = context
  if (session.at === 'proof') return session
  if (session.at === 'delegation' && session.from.at === 'proof') return session.from
  throw context.problem('out-of-order')
}

function accessOf({ memory, problem }: SessionContext) {
  if (!memory.access) throw problem('out-of-order')
  return memory.access
}

/** Returns the mailboxes of the last proof, or of the wait that began on another day. */
function lastMailboxes({ proof, awaited }: ProofStage): NamedMailboxes | null {
  const mailbox = proof?.mailbox ?? awaited?.mailbox ?? null
  if (mailbox === null) return null
  return { mailbox, blockedMailbox: proof?.blockedMailbox ?? awaited?.blockedMailbox ?? null }
}

/**
 * Returns the line of what is waited for, and keeps it for another day. A wait that began on another day goes on; one
 * that is no longer normal begins anew. The guide is kept with its wait, and needs no line of the journal.
 */
function beginWaiting(
  context: SessionContext,
  what: AwaitedFor,
  organization: OrganizationName | null,
  mailboxes: NamedMailboxes | null,
): AwaitLine {
  const { session, memory } = context
  const stage = session.at === 'delegation' ? session.from : session
  if (!('origin' in stage)) throw context.problem('out-of-order')
  const now = context.now()
  const { awaited } = stage
  const isGoingOn = awaited?.for === what && now.getTime() < Date.parse(awaited.until)
  const subject = what === 'consent' ? memory.provision?.desired : memory.access
  if (!subject) throw context.problem('out-of-order')
  const line: AwaitLine = {
    practice: session.practice,
    tenantId: subject.tenantId,
    organization: organization ?? { name: '', domain: '' },
    profile: subject.profile.id,
    for: what,
    since: isGoingOn ? awaited.since : now.toISOString(),
    until: isGoingOn ? awaited.until : waitingEnds(what, now),
    mailbox: mailboxes?.mailbox ?? (isGoingOn ? awaited.mailbox : null),
    blockedMailbox: mailboxes?.blockedMailbox ?? (isGoingOn ? awaited.blockedMailbox : null),
  }
  if (stage.origin === 'assistant') context.workplace().world.journal.note({ did: 'await', ...line })
  context.emit({ kind: 'awaited', line })
  return line
}

/** Returns a context whose waits the person may cut short. */
function impatient(context: SessionContext, run: RunContext): RunContext {
  const clock = createImpatientClock(run.world.clock)
  context.memory.hurry = () => {
    clock.hurry()
  }
  return { ...run, world: { ...run.world, clock } }
}

function newProof(checks: readonly ProofCheck[], mailboxes: NamedMailboxes): ProofView {
  return {
    checks: checks.map((check) => ({ check, state: 'to-come', startedAt: null, ms: null })),
    mailbox: mailboxes.mailbox,
    blockedMailbox: mailboxes.blockedMailbox,
    at: null,
    problem: null,
  }
}
