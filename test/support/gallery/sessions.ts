import { publicCloud } from '#core/access/cloud.ts'
import { accessInGuide, organizationInGuide, senderInGuide, type GuideView } from '#core/guide/guide.ts'
import type { HandoffView } from '#core/handoff/document.ts'
import { profiles } from '#core/access/profile.ts'
import { checksToMake, withResult, type CheckResult } from '#core/network/network-check.ts'
import type { Plan } from '#core/provision/plan.ts'
import { Secret } from '#core/secret.ts'
import { arrive } from '#core/session/advance.ts'
import { viewOf } from '#core/session/context.ts'
import { isOfAnotherOrganization, type Identity, type Sender } from '#core/session/identity.ts'
import {
  newSession,
  type AccessView,
  type AssistantPath,
  type DelegatedStepName,
  type DelegationStage,
  type DoneStage,
  type GuidePath,
  type GuideStage,
  type HandoffStage,
  type IdentityStage,
  type LimitStage,
  type NetworkStage,
  type ProofStage,
  type RemovedStage,
  type ReviewStage,
  type RunStage,
  type SignInStage,
  type Session,
  type StageData,
} from '#core/session/session.ts'
import type { RunView } from '#core/session/work-views.ts'
import { halfway, handoff, identity, inPlace, now, proofPassed } from './facts.ts'

/** What is true at every stage. */
type Circumstances = Partial<Omit<Session, 'at'>>

/** Returns the practice session that has just arrived at a stage, and then what is said to be otherwise. */
export function sessionAt(stage: StageData, circumstances: Circumstances = {}): Session {
  return { ...arrive({ ...newSession, practice: true }, stage), ...circumstances }
}

/** Returns the session of a real tenant at a stage. */
export function realSessionAt(stage: StageData, circumstances: Circumstances = {}): Session {
  return sessionAt(stage, { practice: false, ...circumstances })
}

/** Returns what the automatic path knows when all is in place and nothing was run or proven yet, and then the change. */
export function assistantPath(change: Partial<AssistantPath> = {}): AssistantPath {
  return {
    origin: 'assistant',
    stableReads: { agreed: 5, of: 5, problem: null },
    intent: 'present',
    identity,
    plan: inPlace,
    run: null,
    limit: null,
    awaited: null,
    proof: null,
    ...change,
  }
}

/** Returns the wait for the browser, in the account's own organization, and then the change. */
export function signInStage(change: Partial<SignInStage> = {}): SignInStage {
  return {
    at: 'sign-in',
    intent: 'present',
    step: 'browser',
    accountWasWrong: false,
    organization: null,
    wrong: null,
    remembered: [],
    ...change,
  }
}

export function identityStage(change: Partial<IdentityStage> = {}): IdentityStage {
  return { at: 'identity', intent: 'present', identity, ...change }
}

export function reviewStage(change: Partial<AssistantPath> = {}): ReviewStage {
  return { ...assistantPath(change), at: 'review' }
}

export function runStage(change: Partial<RunStage> = {}): RunStage {
  return { ...assistantPath({ stableReads: null, ...change }), at: 'run', run: change.run ?? halfway }
}

export function limitStage(change: Partial<AssistantPath> = {}): LimitStage {
  return { ...assistantPath(change), at: 'limit' }
}

export function removedStage(plan: Plan, run: RunView): RemovedStage {
  return { ...assistantPath({ plan }), at: 'removed', run }
}

export function proofStage(change: Partial<AssistantPath> = {}): ProofStage {
  const path = assistantPath(change)
  return { ...path, at: 'proof', access: accessOnPath(path) }
}

/** Returns the handoff after a proof, by default one that passed. */
export function handoffStage(change: Partial<AssistantPath> = {}): HandoffStage {
  const path = assistantPath(change)
  const proof = path.proof ?? proofPassed
  return { ...path, at: 'handoff', access: accessOnPath(path), proof, sender: senderOf(path.identity) }
}

/** The contact that a technician of another organization enters. */
const enteredContact = { name: 'Nadia Roy', email: 'n.roy@erablieredunord.example' }

/** Returns the end of a handoff, by default one to a file after a proof that passed. */
export function doneStage(change: Partial<AssistantPath & { readonly handoff: HandoffView }> = {}): DoneStage {
  const { handoff: handedOff = handoff, ...path } = change
  const stage = handoffStage(path)
  const { organization, contact } = stage.sender
  const sender = { organization, contact: contact ?? enteredContact }
  return { ...stage, at: 'done', sender, handoff: handedOff }
}

export function delegationStage(
  step: DelegatedStepName,
  from: DelegationStage['from'],
  savedPage: DelegationStage['savedPage'] = null,
): DelegationStage {
  return { at: 'delegation', step, from, savedPage }
}

/** Returns the check of the connection with these results, begun at the welcome unless another session was left for it. */
export function networkStage(
  results: readonly CheckResult[] = [],
  from: NetworkStage['from'] = newSession,
): NetworkStage {
  return { at: 'network', from, checks: results.reduce(withResult, checksToMake(publicCloud)), begunAt: now }
}

/** Returns what the path by hand knows when nothing was proven yet, and then the change. */
export function guidePath(guide: GuideView, change: Partial<GuidePath> = {}): GuidePath {
  return { origin: 'guide', guide, awaited: null, proof: null, ...change }
}

export function guideStage(guide: GuideView, change: Partial<GuidePath> = {}): GuideStage {
  return { ...guidePath(guide, change), at: 'guide' }
}

/** Throws when the guide lacks what a proof needs. */
export function guideProofStage(guide: GuideView, change: Partial<GuidePath> = {}): ProofStage {
  return { ...guidePath(guide, change), at: 'proof', access: accessEntered(guide) }
}

/** Throws when the guide lacks what a proof needs, or who hands over. */
export function guideHandoffStage(
  guide: GuideView,
  change: Partial<GuidePath> = {},
): HandoffStage & { readonly sender: Sender } {
  const path = guidePath(guide, change)
  const sender = senderInGuide(guide)
  if (!sender) throw new Error('nobody was entered who hands over')
  return { ...path, at: 'handoff', access: accessEntered(guide), proof: path.proof ?? proofPassed, sender }
}

/** Stands for a client secret: no view holds its value. */
const value = new Secret('no-secret-of-anything')

/** Returns the access that the plan found in place. Throws when there is none to prove. */
function accessOnPath({ plan: { found }, identity: { tenantId, organization } }: AssistantPath): AccessView {
  const { application, secret, consented, limited } = found
  if (!application || !secret?.held) throw new Error('the plan found no secret in this keychain')
  const access = {
    profile: profiles[found.profile],
    cloud: publicCloud,
    tenantId,
    applicationId: application.appId,
    secret: { value, keyId: secret.keyId, startsAt: secret.startsAt, endsAt: secret.expiresAt },
    consent: consented ? ('seen' as const) : ('unknown' as const),
    limited,
  }
  return viewOf(access, organization)
}

function accessEntered(guide: GuideView): AccessView {
  const access = accessInGuide(guide, value)
  if (!access) throw new Error('something of the access was not entered')
  return viewOf(access, organizationInGuide(guide))
}

function senderOf({ organization, account, kind, mailbox }: Identity): HandoffStage['sender'] {
  const contact = isOfAnotherOrganization(kind) ? null : { name: account.name, email: mailbox ?? account.username }
  return { organization, contact }
}
