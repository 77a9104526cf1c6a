import type { Answer } from '../answer.ts'
import type { AppToken, Clock } from '../ports.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import { tenantWide, type Probe, type Profile } from './profile.ts'
import { ask, patienceMs } from '../provision/retry.ts'
import type { ProofCheck } from '../provision/run-event.ts'
import type { Secret } from '../secret.ts'
import { isLimited, present, type Outside, type Seen, type SeenSecret, type Wish } from '../provision/step.ts'
import { currentSecret } from '../provision/steps/client-secret.ts'
import { isConsented } from '../provision/steps/grant.ts'

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

/** What is tried on: one mailbox that must open and, when Exchange limits the application, one that must stay closed. */
export interface Tried {
  readonly mailbox: string
  readonly outside: string | null
}

/** What is shown, in order. Limited, the token lacks what Exchange grants in its place, and that is right. */
export function checksOf(profile: Profile, limited: boolean): readonly ProofCheck[] {
  const probes = profile.permissions.map(({ probe }) => probe)
  const role = tenantWide(profile, limited).length > 0 ? (['role'] as const) : []
  return ['token', ...role, ...probes, ...(limited ? (['outside'] as const) : [])]
}

/**
 * Uses the secret as Prextra will: a fresh app-only token, the roles in it, and for each permission one real call that
 * reads no content; limited, also that a mailbox outside stays closed. Rejects with the problem of the first that fails.
 */
export async function prove(outside: Outside, wish: Wish, seen: Seen, tried: Tried): Promise<Proof> {
  const { world, signal, say } = outside
  const { secret, held } = heldSecret(outside, seen, wish)
  const { profile, tenantId } = wish
  const limited = isLimited(seen, wish)
  const patience = patienceFor(secret.startsAt, world.clock)
  const appId = present(seen.application, 'the application').appId
  const resource = `https://${world.cloud[profile.host]}`
  const freshToken = () => world.tokens.appOnly({ tenantId, appId, secret: held, resource }, signal)
  const check = async <T>(name: ProofCheck, work: () => Promise<T>): Promise<T> => {
    say({ kind: 'proving-check', check: name })
    const shown = await work()
    say({ kind: 'check-passed', check: name })
    return shown
  }

  const first = await check('token', async () => {
    const token = await ask(outside, freshToken, patience)
    if (token.tenantId !== tenantId) throw new ProblemError(problem(outside, 'tenant-changed'))
    return token
  })
  const tokenAt = now(outside)
  const wanted = tenantWide(profile, limited).map(({ value }) => value)
  // Granted, as Microsoft says: then it is on its way into the tokens.
  const rolePatience = isConsented(seen, wish) ? patienceMs : patience
  const { token } =
    wanted.length === 0 ? first : await check('role', () => withRoles(outside, first, wanted, freshToken, rolePatience))
  const open = (probe: Probe, address: string) => world.mailbox.open(probe, address, token, signal)
  for (const { probe } of profile.permissions) await check(probe, () => ask(outside, () => open(probe, tried.mailbox)))
  const mailboxAt = now(outside)
  if (limited) await check('outside', () => staysClosed(outside, profile, tried.outside, open))
  return { token: tokenAt, mailbox: mailboxAt }
}

/** A role that was just granted is not in every token at once. */
function withRoles(
  outside: Outside,
  first: AppToken,
  wanted: readonly string[],
  freshToken: () => Promise<Answer<AppToken>>,
  patience: number,
): Promise<AppToken> {
  const carries = ({ roles }: AppToken) => wanted.every((role) => roles.includes(role))
  if (carries(first)) return Promise.resolve(first)
  return ask(
    outside,
    async () => {
      const answer = await freshToken()
      if (!('done' in answer) || carries(answer.done)) return answer
      return { notYet: 'replication', problem: problem(outside, 'role-missing') }
    },
    patience,
  )
}

/** Refused for want of rights, and for nothing else: a mailbox that is not there is closed to everybody. */
async function staysClosed(
  outside: Outside,
  profile: Profile,
  address: string | null,
  open: (probe: Probe, address: string) => Promise<Answer<null>>,
): Promise<void> {
  const probe = profile.permissions.find(({ exchangeRole }) => exchangeRole !== null)?.probe
  if (address === null || probe === undefined) throw new ProblemError(problem(outside, 'outside-needed'))
  try {
    await ask(outside, () => open(probe, address))
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'mailbox-out-of-reach') return
    throw error
  }
  throw new ProblemError(problem(outside, 'not-limited'))
}

/** The current secret and its value from this keychain; `secret-not-here` when another computer made it. */
export function heldSecret(outside: Outside, seen: Seen, wish: Wish): { secret: SeenSecret; held: Secret } {
  const secret = currentSecret(seen, wish)
  if (!secret?.held) throw new ProblemError(problem(outside, 'secret-not-here'))
  return { secret, held: secret.held }
}

function problem(outside: Outside, code: ProblemCode): Problem {
  return { code, at: now(outside) }
}

function now(outside: Outside): string {
  return outside.world.clock.now().toISOString()
}
