import { sameChange, type Change } from './change.ts'
import type { FoundSecret, Plan } from './plan.ts'
import { ProblemError } from './problem.ts'
import { ask } from './retry.ts'
import type { Outside, Seen, Wish } from './step.ts'
import { isGranted } from './steps/grant.ts'
import { currentSecret } from './steps/client-secret.ts'
import { steps } from './steps/index.ts'

/** What was seen, and what would have to change for the wish to be true. Writes nothing. */
export async function plan(outside: Outside, wish: Wish): Promise<{ readonly plan: Plan; readonly seen: Seen }> {
  let seen: Seen = {}
  for (const step of steps) seen = { ...seen, ...(await step.see(outside, seen, wish)) }
  const made = toPlan(outside, seen, wish)
  // Two at most: one in use, one on its way in.
  if (wish.renew && made.found.secret?.state === 'delivered' && !made.changes.some(isNewSecret)) {
    throw new ProblemError({ code: 'renewal-under-way', at: now(outside) })
  }
  return { plan: made, seen }
}

/**
 * Makes the approved changes, and nothing else: plans afresh, and a change that was not approved stops the run
 * (`plan-changed`) before anything is written. Ends when the tenant itself agrees that nothing is left to change.
 */
export async function apply(
  outside: Outside,
  wish: Wish,
  approved: readonly Change[],
): Promise<{ readonly plan: Plan; readonly seen: Seen }> {
  const fresh = await plan(outside, wish)
  const surprise = fresh.plan.changes.find((change) => !approved.some((other) => sameChange(change, other)))
  if (surprise) throw new ProblemError({ code: 'plan-changed', at: now(outside) })
  let { seen } = fresh
  for (const step of steps) {
    for (const change of step.decide(seen, wish)) {
      const index = approved.findIndex((other) => sameChange(change, other))
      if (index === -1) throw new ProblemError({ code: 'plan-changed', at: now(outside) })
      outside.signal.throwIfAborted()
      outside.say({ kind: 'making', index })
      const made = await step.make(change, seen, outside, wish)
      seen = { ...seen, ...made.seen }
      outside.say({ kind: 'made', index, id: made.id })
    }
  }
  outside.say({ kind: 'confirming' })
  return confirm(outside, { ...wish, renew: false })
}

/** The same plan being empty, as the tenant's own reads show it. */
async function confirm(outside: Outside, wish: Wish) {
  return ask(outside, async () => {
    const again = await plan(outside, wish)
    return again.plan.changes.length === 0
      ? { done: again }
      : { notYet: 'confirming', problem: { code: 'microsoft-slow', at: now(outside) } }
  })
}

function toPlan(outside: Outside, seen: Seen, wish: Wish): Plan {
  const { application, servicePrincipal } = seen
  const secret = currentSecret(seen, wish)
  return {
    id: outside.world.newId(),
    changes: steps.flatMap((step) => step.decide(seen, wish)),
    secretEndsAt: wish.secretEndsAt,
    renew: wish.renew,
    found: {
      application: application
        ? {
            id: application.id,
            appId: application.appId,
            displayName: application.displayName,
            createdAt: application.createdAt,
          }
        : null,
      servicePrincipal: servicePrincipal ? { id: servicePrincipal.id, createdAt: servicePrincipal.createdAt } : null,
      granted: wish.profile.permissions
        .filter((permission) => isGranted(seen, permission))
        .map((permission) => permission.value),
      secret: secret ? foundSecret(secret) : null,
      namesakes: seen.namesakes ?? 0,
    },
  }
}

const isNewSecret = (change: Change) => change.kind === 'create-secret'

function foundSecret(secret: NonNullable<ReturnType<typeof currentSecret>>): FoundSecret {
  return {
    keyId: secret.keyId,
    startsAt: secret.startsAt,
    expiresAt: secret.endsAt,
    state: secret.delivered ? 'delivered' : 'pending',
    held: secret.held !== null,
  }
}

function now(outside: Outside): string {
  return outside.world.clock.now().toISOString()
}
