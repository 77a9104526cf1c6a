import type { Answer } from '../answer.ts'
import type { AppToken, Clock } from '../ports.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import { tenantWide, type Probe, type Profile } from './profile.ts'
import { ask, patienceMs } from '../provision/retry.ts'
import type { ProofCheck } from '../provision/run-event.ts'
import type { Secret } from '../secret.ts'
import {
  isLimited,
  present,
  type RunContext,
  type ObservedState,
  type ObservedSecret,
  type DesiredState,
} from '../provision/step.ts'
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
  readonly blockedMailbox: string | null
}

/** What is shown, in order. Limited, the token lacks what Exchange grants in its place, and that is right. */
export function checksOf(profile: Profile, limited: boolean): readonly ProofCheck[] {
  const probes = profile.permissions.map(({ probe }) => probe)
  const role = tenantWide(profile, limited).length > 0 ? (['role'] as const) : []
  return ['token', ...role, ...probes, ...(limited ? (['blocked-mailbox'] as const) : [])]
}

/**
 * Uses the secret as Prextra will: a fresh app-only token, the roles in it, and for each permission one real call that
 * reads no content; limited, also that a mailbox outside stays closed. Rejects with the problem of the first that fails.
 */
export async function prove(
  context: RunContext,
  desired: DesiredState,
  observed: ObservedState,
  tried: Tried,
): Promise<Proof> {
  const { world, signal, emit } = context
  const { secret, held } = heldSecret(context, observed, desired)
  const { profile, tenantId } = desired
  const limited = isLimited(observed, desired)
  const patience = patienceFor(secret.startsAt, world.clock)
  const appId = present(observed.application, 'the application').appId
  const resource = `https://${world.cloud[profile.host]}`
  const freshToken = () => world.tokens.appOnly({ tenantId, appId, secret: held, resource }, signal)
  const check = async <T>(name: ProofCheck, work: () => Promise<T>): Promise<T> => {
    emit({ kind: 'proving-check', check: name })
    const shown = await work()
    emit({ kind: 'check-passed', check: name })
    return shown
  }

  const first = await check('token', async () => {
    const token = await ask(context, freshToken, patience)
    if (token.tenantId !== tenantId) throw new ProblemError(problem(context, 'tenant-changed'))
    return token
  })
  const tokenAt = now(context)
  const wanted = tenantWide(profile, limited).map(({ value }) => value)
  // Granted, as Microsoft says: then it is on its way into the tokens.
  const rolePatience = isConsented(observed, desired) ? patienceMs : patience
  const { token } =
    wanted.length === 0 ? first : await check('role', () => withRoles(context, first, wanted, freshToken, rolePatience))
  const open = (probe: Probe, address: string) => world.mailbox.open(probe, address, token, signal)
  for (const { probe } of profile.permissions) await check(probe, () => ask(context, () => open(probe, tried.mailbox)))
  const mailboxAt = now(context)
  if (limited) await check('blocked-mailbox', () => staysClosed(context, profile, tried.blockedMailbox, open))
  return { token: tokenAt, mailbox: mailboxAt }
}

/** A role that was just granted is not in every token at once. */
function withRoles(
  context: RunContext,
  first: AppToken,
  wanted: readonly string[],
  freshToken: () => Promise<Answer<AppToken>>,
  patience: number,
): Promise<AppToken> {
  const carries = ({ roles }: AppToken) => wanted.every((role) => roles.includes(role))
  if (carries(first)) return Promise.resolve(first)
  return ask(
    context,
    async () => {
      const answer = await freshToken()
      if (!('done' in answer) || carries(answer.done)) return answer
      return { notYet: 'replication', problem: problem(context, 'role-missing') }
    },
    patience,
  )
}

/** Refused for want of rights, and for nothing else: a mailbox that is not there is closed to everybody. */
async function staysClosed(
  context: RunContext,
  profile: Profile,
  address: string | null,
  open: (probe: Probe, address: string) => Promise<Answer<null>>,
): Promise<void> {
  const probe = profile.permissions.find(({ exchangeRole }) => exchangeRole !== null)?.probe
  if (address === null || probe === undefined) throw new ProblemError(problem(context, 'blocked-mailbox-needed'))
  try {
    await ask(context, () => open(probe, address))
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'mailbox-out-of-reach') return
    throw error
  }
  throw new ProblemError(problem(context, 'not-limited'))
}

/** The current secret and its value from this keychain; `secret-not-here` when another computer made it. */
export function heldSecret(
  context: RunContext,
  observed: ObservedState,
  desired: DesiredState,
): { secret: ObservedSecret; held: Secret } {
  const secret = currentSecret(observed, desired)
  if (!secret?.held) throw new ProblemError(problem(context, 'secret-not-here'))
  return { secret, held: secret.held }
}

function problem(context: RunContext, code: ProblemCode): Problem {
  return { code, at: now(context) }
}

function now(context: RunContext): string {
  return context.world.clock.now().toISOString()
}
