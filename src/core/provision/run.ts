import { sameChange, type Change } from './change.ts'
import type { Application } from '../directory.ts'
import type { FoundApplication, FoundSecret, Plan } from './plan.ts'
import { ProblemError, type ProblemCode } from '../problem.ts'
import { otherPermissions, type Permission } from '../access/profile.ts'
import { waitForStableReads, waitUntilFound } from './retry.ts'
import type { RunContext, ObservedState, ObservedSecret, DesiredState } from './step.ts'
import { clientSecretStep, currentSecret, retiringSecret } from './steps/client-secret.ts'
import { isConsented, isGranted, isListed } from './steps/grant.ts'
import { steps } from './steps/index.ts'
import { isAdopted, isScoped } from './tags.ts'

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
  return planned
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

/** Observes every step in order and plans, as `plan` does, without judging whether the aim makes sense. */
export async function observeAndPlan(context: RunContext, desired: DesiredState): Promise<Planned> {
  let observed: ObservedState = {}
  for (const step of steps) observed = { ...observed, ...(await step.observe(context, observed, desired)) }
  return { plan: toPlan(context, observed, desired), observed }
}

/**
 * Makes the approved changes, and nothing else: it plans again first, and a change that was not approved stops the run
 * with `plan-changed` before anything is written. Returns when reads of the tenant show that nothing is left to change.
 */
export async function apply(context: RunContext, desired: DesiredState, approved: readonly Change[]): Promise<Planned> {
  const fresh = await plan(context, desired)
  const indexOf = (change: Change) => {
    const index = approved.findIndex((other) => sameChange(change, other))
    if (index === -1) throw problem(context, 'plan-changed')
    return index
  }
  fresh.plan.changes.forEach(indexOf)
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
        throw namedAsGrant(error, change, desired)
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
  return verify(context, desired, approved)
}

/** A refusal of a grant has a code of its own, and names the smallest role that may grant. Any other error is unchanged. */
function namedAsGrant(error: unknown, { kind }: Change, { profile }: DesiredState): unknown {
  if (kind !== 'grant' && kind !== 'remove-grant') return error
  if (!(error instanceof ProblemError) || error.problem.code !== 'not-allowed') return error
  const [role] = profile.grantedBy
  return new ProblemError({
    ...error.problem,
    code: 'grant-not-allowed',
    facts: { ...error.problem.facts, ...(role !== undefined && { role }) },
  })
}

/** Plans again until several plans in a row are empty: one read may come from a server that is ahead of the others. */
function verify(context: RunContext, desired: DesiredState, approved: readonly Change[]): Promise<Planned> {
  const achieved: DesiredState = {
    ...desired,
    aim: desired.aim === 'removed' ? 'removed' : 'present',
    // An entry that was in no approved plan stays until the next plan shows it.
    signInEntry: approved.some(({ kind }) => kind === 'remove-sign-in-entry') ? desired.signInEntry : null,
  }
  const planIfEmpty = async (): Promise<Planned | null> => {
    const again = await observeAndPlan(context, achieved)
    if (again.plan.changes.length === 0) return again
    await removeDuplicateSecret(context, achieved, again.observed)
    return null
  }
  return waitForStableReads(
    context,
    planIfEmpty,
    () => problem(context, 'microsoft-slow'),
    (agreed, of) => {
      context.emit({ kind: 'confirming', agreed, of })
    },
  )
}

/**
 * Removes a secret that was made twice: Chromium may repeat a POST when a connection breaks before an answer, and then
 * there are two secrets of one name, one of which nobody holds. It needs no approval, as the approved creation made it.
 */
async function removeDuplicateSecret(
  context: RunContext,
  desired: DesiredState,
  observed: ObservedState,
): Promise<void> {
  const secrets = observed.secrets ?? []
  const heldNames = secrets.filter(({ held }) => held).map(({ name }) => name)
  const duplicate = secrets.find(({ held, delivered, name }) => !held && !delivered && heldNames.includes(name))
  if (!duplicate) return
  const change = { kind: 'remove-secret', keyId: duplicate.keyId, why: 'nobody-holds-it' } as const
  await clientSecretStep.make(change, observed, context, desired)
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
    found: {
      application: application ? foundApplication(application) : null,
      deleted: (observed.deleted ?? []).map((one) => ({ ...foundApplication(one), deletedAt: one.deletedAt })),
      servicePrincipal: servicePrincipal ? { id: servicePrincipal.id, createdAt: servicePrincipal.createdAt } : null,
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
      longestSecretMs: observed.secretPolicy?.longestMs ?? null,
      limited: application ? isScoped(application) : false,
      adopted: application ? isAdopted(application) : false,
    },
  }
}

function valuesOf(permissions: readonly Permission[], matches: (permission: Permission) => boolean): readonly string[] {
  return permissions.filter(matches).map(({ value }) => value)
}

const isNewSecret = (change: Change) => change.kind === 'create-secret'

function foundApplication({ id, appId, displayName, createdAt }: Application): FoundApplication {
  return { id, appId, displayName, createdAt }
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
  return new ProblemError({ code, at: context.world.clock.now().toISOString() })
}
