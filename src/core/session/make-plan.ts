import { accessInTenant } from '../access/access-in-tenant.ts'
import { defaultSecretEnd, isLifetime, profileIn, type Profile, type ProfileId } from '../access/profile.ts'
import type { AwaitLine } from '../ledger.ts'
import type { Change } from '../provision/change.ts'
import { otherProfileInPlace, type Plan } from '../provision/plan.ts'
import { plan } from '../provision/run.ts'
import { exemptionScopes } from '../provision/exemption.ts'
import { defaultOptions, type Aim, type DesiredState, type ExemptionWay } from '../provision/step.ts'
import { needScopes } from './microsoft-page.ts'
import { lastAllowedEnd, noLaterThan, profileOfNew, requireAllowedTenant, requireKnownPolicy } from './obey-policy.ts'
import { provisionOf, viewOf, type Arrival, type SessionContext } from './context.ts'
import type { Identity } from './identity.ts'
import { assistantPathOf, isStable, pathDataOf } from './session-path.ts'
import type { AssistantPath } from './session.ts'
import { beginStableReads } from './stable-reads.ts'

/** Accepts the organization that was shown, and plans what it needs. */
export function acceptIdentity(context: SessionContext): Promise<void> {
  return context.during('accept-identity', () => {
    const { session } = context
    if (session.at !== 'identity') throw context.problem('out-of-order')
    return planFirst(context, session.identity, session.intent)
  })
}

/** What a person asks of the next plan. `null` keeps what the plan before had. */
export interface PlanChoices {
  /** When the new secret ends, in ISO 8601. */
  readonly secretEndsAt: string | null
  readonly aim: Aim | null
  /** The object id of an application with our name that the plan before showed. */
  readonly adopt: string | null
  /** The object id of an application in the recycle bin that the plan before showed. */
  readonly restore: string | null
  readonly profile: ProfileId | null
  readonly reach: DesiredState['reach']
  readonly retireOthers: boolean
  readonly enableServicePrincipal: boolean
  readonly consentDelegated: boolean | null
  readonly exemption: ExemptionWay | null
}

/** Plans again as the person chose. Rejects with `bad-input` for what the plan before did not offer. */
export async function planAgain(context: SessionContext, choices: PlanChoices): Promise<void> {
  context.allow('plan')
  const path = assistantPathOf(context.session)
  if (!path) throw context.problem('out-of-order')
  const last = provisionOf(context).desired
  const { found } = path.plan
  const { adopt, restore, reach, retireOthers, enableServicePrincipal } = choices
  const wasShown = (id: string | null, among: readonly { readonly id: string }[]) =>
    id === null || id === last.adopt || among.some((one) => one.id === id)
  if (!wasShown(adopt, found.namesakes) || !wasShown(restore, found.deleted)) throw context.problem('bad-input')
  const profile: Profile =
    choices.profile === null ? last.profile : profileIn(context.workplace().world.cloud, choices.profile)
  if (choices.secretEndsAt !== null && !isLifetime(profile, choices.secretEndsAt, context.now())) {
    throw context.problem('bad-input')
  }
  const { policy } = context.desktop.policy
  const lastEnd = lastAllowedEnd(policy, context.now())
  if (choices.secretEndsAt !== null && noLaterThan(choices.secretEndsAt, lastEnd) !== choices.secretEndsAt) {
    throw context.problem('bad-input')
  }
  if (choices.profile !== null && policy.profile !== null && choices.profile !== policy.profile) {
    throw context.problem('out-of-order')
  }
  const usualEnd = profile.id === last.profile.id ? last.secretEndsAt : defaultSecretEnd(profile, context.now())
  const desired = {
    ...last,
    profile,
    adopt,
    restore,
    reach,
    retireOthers,
    enableServicePrincipal,
    secretEndsAt: choices.secretEndsAt ?? noLaterThan(usualEnd, lastEnd),
    aim: choices.aim ?? last.aim,
    consentDelegated: choices.consentDelegated ?? last.consentDelegated,
    exemption: choices.exemption ?? last.exemption,
  }
  return context.during('plan', async () => {
    requireKnownPolicy(context, desired.aim)
    requireAllowedTenant(context, desired.aim, path.identity)
    // Only this way needs to read the policies, so the right for it is asked for here.
    if (desired.exemption === 'own' && desired.aim !== 'removed')
      await needScopes(context, exemptionScopes, 'exemption')
    return atReview(path, await planFor(context, desired))
  })
}

/** Plans with the usual options, after a run or a confirmation. */
export async function planWhatIsThere(context: SessionContext): Promise<Arrival> {
  const path = assistantPathOf(context.session)
  if (!path) throw context.problem('out-of-order')
  return atReview(path, await planFor(context, { ...provisionOf(context).desired, ...defaultOptions }))
}

async function planFor(context: SessionContext, wanted: Omit<DesiredState, 'asOf'>): Promise<Plan> {
  const desired = { ...wanted, asOf: context.now().toISOString() }
  const made = await plan(context.run(), desired)
  // Nothing is kept of a plan that failed, so the plan before it still stands.
  context.memory.provision = { desired, observed: made.observed }
  context.memory.proof = null
  return made.plan
}

/**
 * Makes the first plan of a visit, for the profile that is in place. Goes on with a step that was left to somebody
 * else.
 */
async function planFirst(context: SessionContext, identity: Identity, intent: Aim): Promise<Arrival> {
  const { world, signInApplication } = context.workplace()
  const { policy } = context.desktop.policy
  const { tenantId } = identity
  const known = world.journal.awaited(tenantId)
  const awaited = known?.practice === context.session.practice ? known : null
  const desiredFor = (id: ProfileId) => {
    const profile = profileIn(world.cloud, id)
    return {
      ...defaultOptions,
      profile,
      tenantId,
      signInEntry: signInApplication.isOurs ? signInApplication.clientId : null,
      aim: intent,
      consentDelegated: awaited?.for === 'consent',
      secretEndsAt: noLaterThan(defaultSecretEnd(profile, context.now()), lastAllowedEnd(policy, context.now())),
    }
  }
  let planned = await planFor(context, desiredFor(awaited?.profile ?? profileOfNew(policy, context.now()).id))
  const other = otherProfileInPlace(planned.found)
  if (other) planned = await planFor(context, desiredFor(other.id))
  const path: AssistantPath = {
    origin: 'assistant',
    intent,
    identity,
    plan: planned,
    run: null,
    limit: null,
    awaited,
    proof: null,
    stableReads: null,
  }
  return resume(context, path, awaited)
}

/**
 * Returns the arrival at the stage that the person left, when only the awaited change is missing; otherwise at the
 * review, which also tells of a service principal that is disabled.
 */
function resume(context: SessionContext, path: AssistantPath, awaited: AwaitLine | null): Arrival {
  const { changes, found } = path.plan
  const review: Arrival = { stage: { at: 'review', ...pathDataOf(path) }, isNew: true }
  if (changes.length > 0 || path.intent !== 'present' || found.servicePrincipal?.disabled) return review
  if (awaited?.for === 'consent' && !found.consented) {
    return {
      stage: { at: 'delegation', step: 'consent', from: { at: 'review', ...path }, savedPage: null },
      isNew: true,
    }
  }
  if (!awaited || awaited.for === 'consent' || !found.secret?.held) return review
  return { stage: proofStage(context, path), isNew: true }
}

/**
 * Returns the stage of the proof for what the last plan read, and begins the reads that must agree before anything is handed
 * over, unless they have. `made`: the run that has just ended. Throws `secret-not-here` when its secret is not in this
 * keychain.
 */
export function proofStage(
  context: SessionContext,
  path: AssistantPath,
  made?: { readonly desired: DesiredState; readonly approved: readonly Change[] },
) {
  const { desired, observed } = provisionOf(context)
  const access = accessInTenant(context.run(), desired, observed)
  context.memory.access = access
  const stableReads =
    made || !isStable(path)
      ? beginStableReads(context, made?.desired ?? desired, made?.approved ?? [])
      : path.stableReads
  return { at: 'proof' as const, ...pathDataOf(path), stableReads, access: viewOf(access, path.identity.organization) }
}

/** Returns the arrival at the review of a new plan, without the run and the proof of the plan before. */
function atReview(path: AssistantPath, planned: Plan): Arrival {
  return {
    stage: { ...pathDataOf(path), at: 'review', plan: planned, run: null, proof: null, stableReads: null },
    isNew: true,
  }
}
