import type { Aim } from '#core/provision/step.ts'
import type { KeptGuide } from '#core/guide/guide.ts'
import type { AwaitLine } from '#core/ledger.ts'
import type { Identity } from '#core/session/identity.ts'
import { assistantPathOf, guideOf, identityOf, pathOf } from '#core/session/session-path.ts'
import type {
  AccessView,
  AssistantPath,
  DelegationStage,
  DoneStage,
  GuidePath,
  HandoffStage,
  HistoryStage,
  Session,
  WelcomeStage,
} from '#core/session/session.ts'

/** The facts of a session at any stage, for tests. What its stage does not carry is `null`. */
export interface SessionFacts extends Pick<
  Session,
  'at' | 'practice' | 'busy' | 'problem' | 'waiting' | 'page' | 'saved'
> {
  readonly intent: Aim | null
  readonly identity: Identity | null
  readonly plan: AssistantPath['plan'] | null
  readonly run: AssistantPath['run']
  readonly limit: AssistantPath['limit']
  readonly guide: GuidePath['guide'] | null
  /** The awaited change or, at the welcome, the wait that can be resumed. */
  readonly awaited: AwaitLine | null
  readonly proof: AssistantPath['proof']
  readonly stableReads: AssistantPath['stableReads']
  readonly access: AccessView | null
  readonly sender: HandoffStage['sender'] | null
  readonly handoff: DoneStage['handoff'] | null
  readonly delegation: Pick<DelegationStage, 'step' | 'savedPage'> | null
  readonly history: HistoryStage['history'] | null
  readonly answer: HistoryStage['answer']
  readonly confirmed: HistoryStage['confirmed']
  /** The kept guide that the welcome offers to continue. */
  readonly keptGuide: KeptGuide | null
  readonly forgotten: WelcomeStage['forgotten']
}

export function factsOf(session: Session): SessionFacts {
  const { at, practice, busy, problem, waiting, page, saved } = session
  const path = pathOf(session)
  const assistant = assistantPathOf(session)
  const isWelcome = session.at === 'welcome'
  return {
    at,
    practice,
    busy,
    problem,
    waiting,
    page,
    saved,
    intent: 'intent' in session ? session.intent : (assistant?.intent ?? null),
    identity: identityOf(session),
    plan: assistant?.plan ?? null,
    run: assistant?.run ?? null,
    limit: assistant?.limit ?? null,
    guide: guideOf(session),
    awaited: isWelcome ? session.resumable.awaited : (path?.awaited ?? null),
    proof: path?.proof ?? null,
    stableReads: assistant?.stableReads ?? null,
    access: 'access' in session ? session.access : null,
    sender: 'sender' in session ? session.sender : null,
    handoff: session.at === 'done' ? session.handoff : null,
    delegation: session.at === 'delegation' ? { step: session.step, savedPage: session.savedPage } : null,
    history: session.at === 'history' ? session.history : null,
    answer: session.at === 'history' ? session.answer : null,
    confirmed: session.at === 'history' ? session.confirmed : null,
    keptGuide: isWelcome ? session.resumable.guide : null,
    forgotten: isWelcome ? session.forgotten : [],
  }
}
