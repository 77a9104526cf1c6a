import { sameChange, type Change } from './change.ts'
import type { Application } from '../ports.ts'
import type { FoundApplication, FoundSecret, Plan } from './plan.ts'
import { ProblemError, type ProblemCode } from '../problem.ts'
import { adoptedTag, otherPermissions, scopedTag, type Permission } from '../access/profile.ts'
import { agree, askUntilThere } from './retry.ts'
import type { Outside, Seen, SeenSecret, Wish } from './step.ts'
import { clientSecretStep, currentSecret, retiringSecret } from './steps/client-secret.ts'
import { isConsented, isGranted, isListed } from './steps/grant.ts'
import { steps } from './steps/index.ts'

export interface Planned {
  readonly plan: Plan
  readonly seen: Seen
}

/** What was seen, and what would have to change for the wish to be true. Writes nothing. */
export async function plan(outside: Outside, wish: Wish): Promise<Planned> {
  let made = await look(outside, wish)
  // The person has just signed in with it: it is there, and may not be seen yet.
  if (wish.aim === 'removed' && !made.seen.signInEntry && (await entryAppears(outside, wish))) {
    made = await look(outside, wish)
  }
  const { changes, found } = made.plan
  // Two at most: one in use, one on its way in.
  if (wish.aim === 'renewed' && found.secret?.state === 'delivered' && !changes.some(isNewSecret)) {
    throw problem(outside, 'renewal-under-way')
  }
  // What works leaves only once what replaces it is there.
  if (wish.retireOthers && !found.consented) throw problem(outside, 'consent-missing')
  if (wish.aim === 'removed' && changes.length === 0) throw problem(outside, 'nothing-to-remove')
  return made
}

const entryPatienceMs = 30_000

async function entryAppears(outside: Outside, { signInEntry }: Wish): Promise<boolean> {
  if (signInEntry === null) return false
  const { directory } = outside.world
  const read = () => directory.servicePrincipalByAppId(signInEntry, outside.signal)
  try {
    await askUntilThere(outside, read, entryPatienceMs)
    return true
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'microsoft-slow') return false
    throw error
  }
}

/** The same, whatever it means for the aim. */
export async function look(outside: Outside, wish: Wish): Promise<Planned> {
  let seen: Seen = {}
  for (const step of steps) seen = { ...seen, ...(await step.see(outside, seen, wish)) }
  return { plan: toPlan(outside, seen, wish), seen }
}

/**
 * Makes the approved changes, and nothing else: plans afresh, and a change that was not approved stops the run
 * (`plan-changed`) before anything is written. Ends when the tenant itself agrees that nothing is left to change.
 */
export async function apply(outside: Outside, wish: Wish, approved: readonly Change[]): Promise<Planned> {
  const fresh = await plan(outside, wish)
  const indexOf = (change: Change) => {
    const index = approved.findIndex((other) => sameChange(change, other))
    if (index === -1) throw problem(outside, 'plan-changed')
    return index
  }
  fresh.plan.changes.forEach(indexOf)
  let { seen } = fresh
  for (const step of steps) {
    for (const change of step.decide(seen, wish)) {
      const index = indexOf(change)
      outside.signal.throwIfAborted()
      const { kind } = change
      const { tenantId } = wish
      outside.say({ kind: 'making', index })
      outside.world.journal.note({ did: 'begin', change: kind, tenantId })
      const made = await step.make(change, seen, outside, wish).catch((error: unknown) => {
        throw withRole(error, change, wish)
      })
      seen = { ...seen, ...made.seen }
      outside.world.journal.note({ did: 'end', change: kind, tenantId, applicationId: seen.application?.id ?? null })
      const endsAt = shortened(change, seen)
      if (endsAt !== null) outside.say({ kind: 'shortened', index, endsAt })
      outside.say({ kind: 'made', index, id: made.id })
    }
    if (wish.restore !== null && seen.application) return plan(outside, { ...wish, restore: null })
  }
  return confirm(outside, wish, approved)
}

/** Who may not grant is told the smallest role that may. */
function withRole(error: unknown, { kind }: Change, { profile }: Wish): unknown {
  const [role] = profile.grantedBy
  if ((kind !== 'grant' && kind !== 'remove-grant') || role === undefined) return error
  if (!(error instanceof ProblemError) || error.problem.code !== 'not-allowed') return error
  return new ProblemError({ ...error.problem, facts: { ...error.problem.facts, role } })
}

/** The same plan being empty, as the tenant's own reads show it: not one of them, but as many as agree in a row. */
function confirm(outside: Outside, wish: Wish, approved: readonly Change[]): Promise<Planned> {
  const settled: Wish = {
    ...wish,
    aim: wish.aim === 'removed' ? 'removed' : 'present',
    // Seen only now, it was in no plan, and stays until the next one.
    signInEntry: approved.some(({ kind }) => kind === 'remove-sign-in-entry') ? wish.signInEntry : null,
  }
  const empty = async (): Promise<Planned | null> => {
    const again = await look(outside, settled)
    if (again.plan.changes.length === 0) return again
    await removeTwin(outside, settled, again.seen)
    return null
  }
  return agree(
    outside,
    empty,
    () => problem(outside, 'microsoft-slow'),
    (agreed, of) => {
      outside.say({ kind: 'confirming', agreed, of })
    },
  )
}

/**
 * Chromium may send a POST again on a connection that broke before an answer: then there are two secrets of one name,
 * and nobody holds one of them. It belongs to the approved creation, and leaves with it.
 */
async function removeTwin(outside: Outside, wish: Wish, seen: Seen): Promise<void> {
  const secrets = seen.secrets ?? []
  const kept = secrets.filter(({ held }) => held).map(({ name }) => name)
  const twin = secrets.find(({ held, delivered, name }) => !held && !delivered && kept.includes(name))
  if (!twin) return
  const change = { kind: 'remove-secret', keyId: twin.keyId, why: 'nobody-holds-it' } as const
  await clientSecretStep.make(change, seen, outside, wish)
}

/** When a tenant's policy made the secret end earlier than was approved. */
function shortened(change: Change, seen: Seen): string | null {
  if (change.kind !== 'create-secret') return null
  const endsAt = seen.secrets?.[0]?.endsAt ?? change.expiresAt
  return Date.parse(endsAt) < Date.parse(change.expiresAt) ? endsAt : null
}

function toPlan(outside: Outside, seen: Seen, wish: Wish): Plan {
  const { application, servicePrincipal } = seen
  const secret = currentSecret(seen, wish)
  const retiring = retiringSecret(seen, wish)
  const changes = steps.flatMap((step) => step.decide(seen, wish))
  const restore = changes.filter(({ kind }) => kind === 'restore-application')
  return {
    id: outside.world.newId(),
    // What an application in the recycle bin lacks is known once it is back.
    changes: restore.length > 0 ? restore : changes,
    secretEndsAt: wish.secretEndsAt,
    aim: wish.aim,
    reach: wish.reach,
    retireOthers: wish.retireOthers,
    consentElsewhere: wish.consentElsewhere,
    found: {
      application: application ? foundApplication(application) : null,
      deleted: (seen.deleted ?? []).map((one) => ({ ...foundApplication(one), deletedAt: one.deletedAt })),
      servicePrincipal: servicePrincipal ? { id: servicePrincipal.id, createdAt: servicePrincipal.createdAt } : null,
      profile: wish.profile.id,
      permissions: wish.profile.permissions,
      grantedBy: wish.profile.grantedBy,
      granted: valuesOf(wish.profile.permissions, (permission) => isGranted(seen, permission)),
      consented: isConsented(seen, wish),
      others: valuesOf(
        otherPermissions(wish.profile),
        (permission) => isListed(application, permission) || isGranted(seen, permission),
      ),
      secret: secret ? foundSecret(secret) : null,
      retiring: retiring ? foundSecret(retiring) : null,
      namesakes: (seen.namesakes ?? []).map(foundApplication),
      longestSecretMs: seen.secretPolicy?.longestMs ?? null,
      limited: application?.tags.includes(scopedTag) ?? false,
      adopted: application?.tags.includes(adoptedTag) ?? false,
    },
  }
}

function valuesOf(permissions: readonly Permission[], which: (permission: Permission) => boolean): readonly string[] {
  return permissions.filter(which).map(({ value }) => value)
}

const isNewSecret = (change: Change) => change.kind === 'create-secret'

function foundApplication({ id, appId, displayName, createdAt }: Application): FoundApplication {
  return { id, appId, displayName, createdAt }
}

function foundSecret(secret: SeenSecret): FoundSecret {
  return {
    keyId: secret.keyId,
    startsAt: secret.startsAt,
    expiresAt: secret.endsAt,
    state: secret.delivered ? 'delivered' : 'pending',
    held: secret.held !== null,
    confirmed: secret.confirmed,
  }
}

function problem(outside: Outside, code: ProblemCode): ProblemError {
  return new ProblemError({ code, at: outside.world.clock.now().toISOString() })
}
