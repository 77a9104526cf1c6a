import type { GuideView } from '#core/guide/guide.ts'
import { assistantPathOf, guideOf } from '#core/session/session-path.ts'
import type { Session, Stage } from '#core/session/session.ts'
import type { Aim } from '#core/provision/step.ts'
import { guideCodes, type StepCode } from './step-codes.ts'

export type Route = 'automatic' | 'history' | 'renewed' | 'removed' | 'by-hand' | 'renewed-by-hand' | 'network'

/** The steps of each route. Resuming a set-up has the same steps as making one. */
export const routes: Readonly<Record<Route, readonly StepCode[]>> = {
  automatic: ['00', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6'],
  history: ['R1', 'A1'],
  renewed: ['R1', 'A1', 'R2', 'A3', 'A4', 'A5', 'A6'],
  removed: ['R1', 'A1', 'R3'],
  'by-hand': ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8'],
  'renewed-by-hand': ['M2', 'M5', 'M6', 'M7', 'M8', 'M9'],
  network: ['N1'],
}

/** Returns the aim of the session: that of its plan, or a renewal when the last run made one. */
export function aimOf(session: Session): Aim {
  const path = assistantPathOf(session)
  if (!path) return 'intent' in session ? session.intent : 'present'
  const { plan, run } = path
  const renewed = run?.rows.some(({ change }) => change.kind === 'create-secret' && change.beside !== null)
  return renewed && plan.aim !== 'removed' ? 'renewed' : plan.aim
}

export function routeOf(session: Session): Route {
  if (session.at === 'network') return 'network'
  const guide = guideOf(session)
  if (guide) return guide.aim === 'renewed' ? 'renewed-by-hand' : 'by-hand'
  if (session.at === 'history') return 'history'
  const aim = aimOf(session)
  return aim === 'present' ? 'automatic' : aim
}

/** The code of each delegated step, which is that of the step it belongs to. */
const delegationCodes = {
  'sign-in': 'A1',
  consent: 'A3',
  secrets: 'A2',
  'allow-list': 'A4',
  limit: 'A2',
} as const satisfies Record<string, StepCode>

/** Returns the code of a stage on the session's route. All stages of a removal are one step. */
export function codeOf(session: Session, stage: Stage = session.at): StepCode {
  if (stage === 'network') return 'N1'
  const guide = guideOf(session)
  if (guide && stage !== 'welcome') return codeByHand(session, guide, stage)
  const path = routeOf(session)
  switch (stage) {
    case 'welcome':
      return '00'
    case 'history':
      return 'R1'
    case 'sign-in':
    case 'identity':
      return 'A1'
    case 'review':
      return path === 'renewed' ? 'R2' : path === 'removed' ? 'R3' : 'A2'
    case 'run':
      return path === 'removed' ? 'R3' : 'A3'
    case 'guide':
      return 'M1'
    case 'limit':
      return 'A2'
    case 'delegation':
      return session.at === 'delegation' ? delegationCodes[session.step] : 'A3'
    case 'proof':
      return 'A4'
    case 'handoff':
      return 'A5'
    case 'done':
      return 'A6'
    case 'removed':
      return 'R3'
  }
}

function codeByHand(session: Session, guide: GuideView, stage: Stage): StepCode {
  const { at } = session
  if (stage === 'delegation' && session.at === 'delegation' && session.step === 'consent') return 'M4'
  if (stage === 'handoff') return 'M7'
  if (stage === 'done') return 'M8'
  if (stage !== 'guide') return 'M6'
  // This stage is where *back* leads from the proof or the handoff, so `guide.step` is not its step yet.
  if (at === 'proof') return 'M5'
  return at === 'handoff' ? 'M7' : guideCodes[guide.step]
}
