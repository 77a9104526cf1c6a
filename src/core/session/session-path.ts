import { clouds, publicCloud, type Cloud } from '../access/cloud.ts'
import type { GuideView } from '../guide/guide.ts'
import type { Aim } from '../provision/step.ts'
import type { Identity, OrganizationName } from './identity.ts'
import type { AssistantPath, GuidePath, StageData } from './session.ts'
import type { ProofView } from './work-views.ts'

/** Returns what the automatic path knows, without what only one stage of it carries. */
export function pathDataOf(path: AssistantPath): AssistantPath {
  const { origin, intent, identity, plan, run, limit, awaited, proof, stableReads } = path
  return { origin, intent, identity, plan, run, limit, awaited, proof, stableReads }
}

/** Whether reads go on beside the proof: nothing may be done that goes past them. */
export function isReading(session: StageData): boolean {
  if (session.at !== 'proof' || session.origin !== 'assistant' || !session.stableReads) return false
  const { agreed, of, problem } = session.stableReads
  return agreed < of && problem === null
}

/** Whether what is handed over is stable. By hand nothing of the tenant is read: the person vouches for what they entered. */
export function isStable(path: AssistantPath | GuidePath): boolean {
  if (path.origin === 'guide') return true
  return path.stableReads !== null && path.stableReads.agreed === path.stableReads.of
}

/** Returns what the path of this session knows, at whatever stage of it; `null` before there is a path. */
export function pathOf(session: StageData): AssistantPath | GuidePath | null {
  if (session.at === 'network') return pathOf(session.from)
  const stage = session.at === 'delegation' ? session.from : session
  return 'origin' in stage ? stage : null
}

export function assistantPathOf(session: StageData): AssistantPath | null {
  const path = pathOf(session)
  return path?.origin === 'assistant' ? path : null
}

/** Returns the guide by hand that is under way, at whatever stage of it. */
export function guideOf(session: StageData): GuideView | null {
  const path = pathOf(session)
  return path?.origin === 'guide' ? path.guide : null
}

/** Returns who signed in, once it is known. */
export function identityOf(session: StageData): Identity | null {
  if (session.at === 'network') return identityOf(session.from)
  if (session.at === 'identity') return session.identity
  return assistantPathOf(session)?.identity ?? null
}

/** Returns the cloud that all of this happens in; the public one while no tenant is known. */
export function cloudIn(session: StageData): Cloud {
  if (session.at === 'network' || session.at === 'delegation') return cloudIn(session.from)
  if (session.at === 'sign-in') return session.organization ? clouds[session.organization.cloud] : publicCloud
  const id = identityOf(session)?.cloud ?? guideOf(session)?.cloud
  return id === undefined ? publicCloud : clouds[id]
}

/** Returns what the person came for; `present` while nobody has said. */
export function intentOf(session: StageData): Aim {
  const stage = session.at === 'delegation' ? session.from : session
  if ('intent' in stage) return stage.intent
  return assistantPathOf(session)?.intent ?? 'present'
}

/** Returns the organization that all of this is about, once it is known. */
export function organizationOf(session: StageData): OrganizationName | null {
  const stage = session.at === 'delegation' ? session.from : session
  if ('access' in stage && stage.access.organization) return stage.access.organization
  return identityOf(stage)?.organization ?? null
}

/**
 * Whether the token was obtained with the roles it must carry. A handoff is then possible, even if no mailbox opened.
 */
export function isAuthorized({ checks }: Pick<ProofView, 'checks'>): boolean {
  const needed = checks.filter(({ check }) => check === 'token' || check === 'role')
  return needed.length > 0 && needed.every(({ state }) => state === 'passed')
}

/** Whether every check passed. */
export function isProven({ checks }: Pick<ProofView, 'checks'>): boolean {
  return checks.every(({ state }) => state === 'passed')
}
