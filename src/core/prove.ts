import type { AppToken, Clock } from './ports.ts'
import { ProblemError, type Problem, type ProblemCode } from './problem.ts'
import { ask, patienceMs } from './retry.ts'
import type { Secret } from './secret.ts'
import { present, type Outside, type Seen, type SeenSecret, type Wish } from './step.ts'
import { currentSecret } from './steps/client-secret.ts'

/** How long after its making Microsoft may still not know a secret (seen: 4–18 s; no promise is given). */
const settlingMs = 10 * 60_000

/** How long what was made at `startsAt` may still be unknown to some of Microsoft's servers, in milliseconds. */
export function patienceFor(startsAt: string, clock: Clock): number {
  return clock.now().getTime() - Date.parse(startsAt) < settlingMs ? patienceMs : 0
}

/** When each thing was shown to work, ISO 8601. A token alone is never reported as access. */
export type Proof = {
  readonly token: string
  readonly mailbox: string | null
}

/**
 * Uses the secret as Prextra will: a fresh app-only token, the role in it, and a real mailbox call that reads no
 * message. Rejects with the problem of the first check that fails.
 */
export async function prove(outside: Outside, wish: Wish, seen: Seen, mailbox: string): Promise<Proof> {
  const { world, signal, say } = outside
  const { secret, held } = heldSecret(outside, seen, wish)
  const patience = patienceFor(secret.startsAt, world.clock)
  const credentials = {
    tenantId: wish.tenantId,
    appId: present(seen.application, 'the application').appId,
    secret: held,
    resource: `https://${world.cloud.exchange}`,
  }
  const freshToken = () => world.tokens.appOnly(credentials, signal)

  say({ kind: 'proving-check', check: 'token' })
  let token = await ask(outside, freshToken, patience)
  if (token.tenantId !== wish.tenantId) throw new ProblemError(problem(outside, 'tenant-changed'))
  const tokenAt = now(outside)
  say({ kind: 'check-passed', check: 'token' })

  say({ kind: 'proving-check', check: 'role' })
  if (!carriesRoles(token, wish)) {
    token = await ask(
      outside,
      async () => {
        const answer = await freshToken()
        if (!('done' in answer) || carriesRoles(answer.done, wish)) return answer
        return { notYet: 'replication', problem: problem(outside, 'role-missing') }
      },
      patience,
    )
  }
  say({ kind: 'check-passed', check: 'role' })

  say({ kind: 'proving-check', check: 'mailbox' })
  await ask(outside, () => world.mailbox.open(mailbox, token.token, signal))
  say({ kind: 'check-passed', check: 'mailbox' })
  return { token: tokenAt, mailbox: now(outside) }
}

/** The current secret and its value from this keychain; `secret-not-here` when another computer made it. */
export function heldSecret(outside: Outside, seen: Seen, wish: Wish): { secret: SeenSecret; held: Secret } {
  const secret = currentSecret(seen, wish)
  if (!secret?.held) throw new ProblemError(problem(outside, 'secret-not-here'))
  return { secret, held: secret.held }
}

function carriesRoles(token: AppToken, wish: Wish): boolean {
  return wish.profile.permissions.every((permission) => token.roles.includes(permission.value))
}

function problem(outside: Outside, code: ProblemCode): Problem {
  return { code, at: now(outside) }
}

function now(outside: Outside): string {
  return outside.world.clock.now().toISOString()
}
