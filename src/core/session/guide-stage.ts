import type { GuideView } from '../guide/guide.ts'
import type { SessionContext } from './context.ts'
import { guideOf, pathOf } from './session-path.ts'
import type { GuideStage } from './session.ts'

/** Returns the guide by hand; throws `out-of-order` when none is under way. */
export function guideUnderWay({ session, problem }: SessionContext): GuideView {
  const guide = guideOf(session)
  if (!guide) throw problem('out-of-order')
  return guide
}

/** Returns the arrival at the guide after something that was proven changed: the proof and its wait no longer count. */
export function changeGuide({ memory }: SessionContext, guide: GuideView): { readonly stage: GuideStage } {
  memory.access = null
  memory.proof = null
  return { stage: { at: 'guide', origin: 'guide', guide: { ...guide, awaited: null }, awaited: null, proof: null } }
}

/** Returns the arrival at the guide after something that the proof does not depend on: it still counts. */
export function showGuide({ session }: SessionContext, guide: GuideView): { readonly stage: GuideStage } {
  const path = pathOf(session)
  return { stage: { at: 'guide', origin: 'guide', guide, awaited: path?.awaited ?? null, proof: path?.proof ?? null } }
}
