import type { GuideView } from '#core/guide/guide.ts'
import { assistantPathOf, guideOf, type Session, type Stage } from '#core/session/session.ts'
import type { Aim } from '#core/provision/step.ts'
import { guideCodes, type StepCode } from '#words/screens/shell/step-codes.ts'

export type Route = 'automatic' | 'history' | 'renewed' | 'removed' | 'by-hand' | 'renewed-by-hand'

/** What each path leads through. Finding something again leads through the same steps as setting it up. */
export const routes: Readonly<Record<Route, readonly StepCode[]>> = {
  automatic: ['00', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6'],
  history: ['R1', 'A1'],
  renewed: ['R1', 'A1', 'R2', 'A3', 'A4', 'A5', 'A6'],
  removed: ['R1', 'A1', 'R3'],
  'by-hand': ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8'],
  'renewed-by-hand': ['M2', 'M5', 'M6', 'M7', 'M8', 'M9'],
}

/** What is being made true: what the plan is for, and, once a renewal is made, still that. */
export function aimOf(session: Session): Aim {
  const path = assistantPathOf(session)
  if (!path) return 'intent' in session ? session.intent : 'present'
  const { plan, run } = path
  const renewed = run?.rows.some(({ change }) => change.kind === 'create-secret' && change.beside !== null)
  return renewed && plan.aim !== 'removed' ? 'renewed' : plan.aim
}

export function routeOf(session: Session): Route {
  const guide = guideOf(session)
  if (guide) return guide.aim === 'renewed' ? 'renewed-by-hand' : 'by-hand'
  if (session.at === 'history') return 'history'
  const aim = aimOf(session)
  return aim === 'present' ? 'automatic' : aim
}

/** A colleague's step is said by what it belongs to. */
const delegationCodes = { consent: 'A3', 'allow-list': 'A4', limit: 'A2' } as const satisfies Record<string, StepCode>

/** The step a stage is, on the path it is on. A removal is one step from its plan to its end. */
export function codeOf(session: Session, stage: Stage = session.at): StepCode {
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
  // Back from the proof and the handoff is a page of the guide that is not drawn yet.
  if (at === 'proof') return 'M5'
  return at === 'handoff' ? 'M7' : guideCodes[guide.step]
}
