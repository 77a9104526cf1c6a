import { sameChange, type Change } from './change.ts'
import type { Answer } from '../answer.ts'
import type { Application, ServicePrincipal } from '../directory.ts'
import type { Found, FoundApplication, FoundSecret, Plan } from './plan.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import { otherPermissions, type Permission } from '../access/profile.ts'
import { forgetCopiesOfNothing } from './copies.ts'
import { observe } from './observe.ts'
import { ask, stableReads, waitForStableReads, waitUntilFound } from './retry.ts'
import type { RunContext, ObservedState, ObservedSecret, DesiredState } from './step.ts'
import { currentSecret, retiringSecret } from './steps/client-secret.ts'
import { isConsented, isGranted, isListed } from './steps/grant.ts'
import { exemptionName } from './exemption.ts'
import { steps } from './steps/index.ts'
import { exemptionsOf, isAdopted, isScoped } from './tags.ts'
import { removeTwins } from './twins.ts'

export interface Planned {
  readonly plan: Plan
  readonly observed: ObservedState
}

/**
 * Observes, and returns what would have to change for the desired state to be true. Writes nothing. Rejects with
 * `renewal-under-way`, `consent-missing` or `nothing-to-remove` when the aim makes no sense in this tenant.
 */
export async function plan(context: RunContext, desired: DesiredState): Promise<Planned> {
  let planned = await observeAndPlan(context, desired)
  // The person has just signed in with that application, so its entry exists even if the first read did not show it.
  if (desired.aim === 'removed' && !planned.observed.signInEntry && (await signInEntryAppears(context, desired))) {
    planned = await observeAndPlan(context, desired)
  }
  const { changes, found } = planned.plan
  // There are at most two delivered secrets: the one in use, and the one that replaces it.
  if (desired.aim === 'renewed' && found.secret?.state === 'delivered' && !changes.some(isNewSecret)) {
    throw problem(context, 'renewal-under-way')
  }
  // Permissions that work are removed only when those that replace them are granted.
  if (desired.retireOthers && !found.consented) throw problem(context, 'consent-missing')
  if (desired.aim === 'removed' && changes.length === 0) throw problem(context, 'nothing-to-remove')
  const objection = changes.some(isNewSecret) && objectionToExemption(planned.observed, desired)
  if (objection) throw problem(context, objection)
  return planned
}

/** Why the application cannot be exempted from the tenant's ban on secrets; `null` when it can, or when nobody asked. */
function objectionToExemption(
  { application, secretPolicy, assignedPolicies = [] }: ObservedState,
  { exemption }: DesiredState,
): ProblemCode | null {
  if (exemption !== 'own') return null
  if (!secretPolicy) return 'exemption-not-allowed'
  // An exemption that an earlier run left is taken back first, by this plan.
  const leaving = application ? exemptionsOf(application).map(exemptionName) : []
  const isTheirs = assignedPolicies.some(({ displayName }) => !leaving.includes(displayName))
  return secretPolicy.exemption && !isTheirs ? null : 'exemption-not-possible'
}

const signInEntryPatienceMs = 30_000

async function signInEntryAppears(context: RunContext, { signInEntry }: DesiredState): Promise<boolean> {
  if (signInEntry === null) return false
  const { directory } = context.world
  const read = () => directory.servicePrincipalByAppId(signInEntry, context.signal)
  try {
    await waitUntilFound(context, read, signInEntryPatienceMs)
    return true
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'microsoft-slow') return false
    throw error
  }
}

/** Observes and plans, as `plan` does, without judging whether the aim makes sense. */
export async function observeAndPlan(
  context: RunContext,
  desired: DesiredState,
  expectsApplication = false,
): Promise<Planned> {
  const observed = await observe(context, desired, expectsApplication)
  return { plan: toPlan(context, observed, desired), observed }
}

/**
 * Makes the approved changes, and nothing else: it plans again first, and a change that was not approved stops the run
 * with `plan-changed` before anything is written. Returns the plan that is left by what Microsoft answered to each write;
 * whether every server shows it is what `verify` finds out, and nothing may be handed over before that.
 * `made`: the changes that a run of this approval has already made. They are never made twice: reads are repeated until
 * they show them.
 */
export async function apply(
  context: RunContext,
  desired: DesiredState,
  approved: readonly Change[],
  made: readonly Change[] = [],
): Promise<Planned> {
  const fresh = await planOnceSeen(context, desired, made)
  const indexOf = (change: Change) => {
    const index = approved.findIndex((other) => sameChange(change, other))
    if (index === -1) throw problem(context, 'plan-changed')
    return index
  }
  fresh.plan.changes.forEach(indexOf)
  // Before anything is created, and once more just before the secret is: hours may lie between.
  if (fresh.plan.changes.some(leadsToSecret)) await ask(context, () => context.world.vault.canary(context.signal))
  let { observed } = fresh
  for (const step of steps) {
    for (const change of step.decide(observed, desired)) {
      const index = indexOf(change)
      context.signal.throwIfAborted()
      const { kind } = change
      const { tenantId } = desired
      context.emit({ kind: 'making', index })
      context.world.journal.note({ did: 'begin', change: kind, tenantId })
      const made = await step.make(change, observed, context, desired).catch((error: unknown) => {
        throw namedForChange(error, change, desired)
      })
      observed = { ...observed, ...made.observed }
      context.world.journal.note({
        did: 'end',
        change: kind,
        tenantId,
        applicationId: observed.application?.id ?? null,
      })
      const endsAt = shortenedEnd(change, observed)
      if (endsAt !== null) context.emit({ kind: 'shortened', index, endsAt })
      context.emit({ kind: 'made', index, id: made.id })
    }
    if (desired.restore !== null && observed.application) return plan(context, { ...desired, restore: null })
  }
  return { plan: toPlan(context, observed, achievedBy(desired, approved)), observed }
}

/** Plans again until the plan holds none of the changes that were made: a read may lag behind them. */
function planOnceSeen(context: RunContext, desired: DesiredState, made: readonly Change[]): Promise<Planned> {
  return ask(context, async (): Promise<Answer<Planned>> => {
    const planned = await plan(context, desired)
    const lags = planned.plan.changes.some((change) => made.some((other) => sameChange(change, other)))
    return lags ? { notYet: 'replication', problem: problemOf(context, 'microsoft-slow') } : { done: planned }
  })
}

/** What Microsoft's 403 means at a change; at any other, the account may not change the application. */
const refusals: Readonly<Partial<Record<Change['kind'], ProblemCode>>> = {
  'create-application': 'registration-not-allowed',
  grant: 'grant-not-allowed',
  'remove-grant': 'grant-not-allowed',
}

/**
 * A refusal is named for the change it met: who may register an application is not who may change it or grant consent.
 * Any other error is unchanged.
 */
function namedForChange(error: unknown, { kind }: Change, { profile }: DesiredState): unknown {
  if (!(error instanceof ProblemError) || error.problem.code !== 'not-allowed') return error
  const code = refusals[kind] ?? 'application-not-allowed'
  const role = code === 'grant-not-allowed' ? profile.grantedBy[0] : undefined
  return new ProblemError({
    ...error.problem,
    code,
    facts: { ...error.problem.facts, ...(role !== undefined && { role }) },
  })
}

/** What a run makes true: the aim without what is done once. */
function achievedBy(desired: DesiredState, approved: readonly Change[]): DesiredState {
  return {
    ...desired,
    aim: desired.aim === 'removed' ? 'removed' : 'present',
    // An entry that was in no approved plan stays until the next plan shows it.
    signInEntry: approved.some(({ kind }) => kind === 'remove-sign-in-entry') ? desired.signInEntry : null,
  }
}

/**
 * Plans again until several plans in a row are empty: one read may come from a server that is ahead of the others. What
 * Chromium made twice by repeating an approved creation is removed on the way. What was made twice may be shown later than
 * what is in use, so the reads after a run which may have made something last until the tenant has settled. Nobody waits for
 * them: they run beside the proof. Rejects with `microsoft-slow`.
 */
export async function verify(
  context: RunContext,
  desired: DesiredState,
  approved: readonly Change[],
): Promise<Planned> {
  const achieved = achievedBy(desired, approved)
  const isRemoval = achieved.aim === 'removed'
  /** The key ids that any of the reads has shown. */
  const seen = new Set<string>()
  const planIfEmpty = async (): Promise<Planned | null> => {
    const again = await observeAndPlan(context, achieved, !isRemoval)
    for (const { keyId } of again.observed.application?.passwords ?? []) seen.add(keyId)
    if (again.plan.changes.length === 0) return again
    await removeTwins(context, achieved, approved, again.observed)
    return null
  }
  const agreed = await waitForStableReads(
    context,
    planIfEmpty,
    () => problem(context, 'microsoft-slow'),
    (agreed, of) => {
      context.emit({ kind: 'confirming', agreed, of })
    },
    isRemoval ? undefined : context.world.settlesMs / (stableReads - 1),
  )
  const { application } = agreed.observed
  // Nothing in the plan needs a secret that was just made, so that reads which do not show it yet agree: its copy is kept.
  const hasMadeOne = approved.some(isNewSecret)
  if (application && !hasMadeOne) await forgetCopiesOfNothing(context, achieved, application.appId, seen)
  return agreed
}

/** The end of the secret (ISO 8601) when a tenant policy made it earlier than was approved; otherwise `null`. */
function shortenedEnd(change: Change, observed: ObservedState): string | null {
  if (change.kind !== 'create-secret') return null
  const endsAt = observed.secrets?.[0]?.endsAt ?? change.expiresAt
  return Date.parse(endsAt) < Date.parse(change.expiresAt) ? endsAt : null
}

function toPlan(context: RunContext, observed: ObservedState, desired: DesiredState): Plan {
  const { application, servicePrincipal } = observed
  const secret = currentSecret(observed, desired)
  const retiring = retiringSecret(observed, desired)
  const changes = steps.flatMap((step) => step.decide(observed, desired))
  const restore = changes.filter(({ kind }) => kind === 'restore-application')
  return {
    id: context.world.newId(),
    // What a restored application lacks is known only once it is back, so restoring is a plan by itself.
    changes: restore.length > 0 ? restore : changes,
    secretEndsAt: desired.secretEndsAt,
    aim: desired.aim,
    reach: desired.reach,
    retireOthers: desired.retireOthers,
    consentDelegated: desired.consentDelegated,
    exemption: desired.exemption,
    found: {
      application: application ? foundApplication(application) : null,
      deleted: (observed.deleted ?? []).map((one) => ({ ...foundApplication(one), deletedAt: one.deletedAt })),
      servicePrincipal: servicePrincipal ? foundServicePrincipal(servicePrincipal) : null,
      profile: desired.profile.id,
      permissions: desired.profile.permissions,
      grantedBy: desired.profile.grantedBy,
      granted: valuesOf(desired.profile.permissions, (permission) => isGranted(observed, permission)),
      consented: isConsented(observed, desired),
      others: valuesOf(
        otherPermissions(desired.profile),
        (permission) => isListed(application, permission) || isGranted(observed, permission),
      ),
      secret: secret ? foundSecret(secret) : null,
      retiring: retiring ? foundSecret(retiring) : null,
      namesakes: (observed.namesakes ?? []).map(foundApplication),
      secretPolicy: changes.some(isNewSecret) ? statedBy(observed.secretPolicy) : null,
      longestSecretMs: observed.secretPolicy?.longestMs ?? null,
      limited: application ? isScoped(application) : false,
      adopted: application ? isAdopted(application) : false,
    },
  }
}

function statedBy(policy: ObservedState['secretPolicy']): 'allows' | 'forbids' | 'unread' {
  if (!policy) return 'unread'
  return policy.forbidden ? 'forbids' : 'allows'
}

function valuesOf(permissions: readonly Permission[], matches: (permission: Permission) => boolean): readonly string[] {
  return permissions.filter(matches).map(({ value }) => value)
}

const isNewSecret = (change: Change) => change.kind === 'create-secret'

/** Whether the change leads to a secret that this keychain must keep: at once, or by the plan that follows. */
const leadsToSecret = (change: Change) => isNewSecret(change) || change.kind === 'restore-application'

function foundApplication({ id, appId, displayName, createdAt }: Application): FoundApplication {
  return { id, appId, displayName, createdAt }
}

function foundServicePrincipal({ id, createdAt, disabled }: ServicePrincipal): Found['servicePrincipal'] {
  return { id, createdAt, disabled }
}

function foundSecret(secret: ObservedSecret): FoundSecret {
  return {
    keyId: secret.keyId,
    startsAt: secret.startsAt,
    expiresAt: secret.endsAt,
    state: secret.delivered ? 'delivered' : 'pending',
    held: secret.held !== null,
    confirmed: secret.confirmed,
  }
}

function problem(context: RunContext, code: ProblemCode): ProblemError {
  return new ProblemError(problemOf(context, code))
}

function problemOf({ world }: RunContext, code: ProblemCode): Problem {
  return { code, at: world.clock.now().toISOString() }
}
