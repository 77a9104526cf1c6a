import type { Answer } from '../answer.ts'
import type { AppToken, Clock, World } from '../ports.ts'
import { isSameId } from '../folded-name.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import { ask, patienceMs } from '../provision/retry.ts'
import type { ProofCheck } from '../provision/run-event.ts'
import type { RunContext } from '../provision/step.ts'
import type { Access } from './access.ts'
import { tenantWide, type Probe, type Profile } from './profile.ts'

/**
 * How long a new secret may be unknown to Microsoft, in milliseconds. We have seen 4 to 18 s; Microsoft promises
 * nothing.
 */
const settlingMs = 10 * 60_000

/** How long a service principal that was just enabled may still be refused as disabled, in milliseconds. */
const enablingMs = 60_000

/**
 * Returns for how many milliseconds from now a secret made at `startsAt` may still be unknown to some of Microsoft's
 * servers. Returns 0 when `startsAt` is not known: a wrong entry is then as likely as a slow server.
 */
export function patienceFor(startsAt: string | null, clock: Clock): number {
  if (startsAt === null) return 0
  return clock.now().getTime() - Date.parse(startsAt) < settlingMs ? patienceMs : 0
}

/** When each check passed, in ISO 8601. A token alone is never reported as access to a mailbox. */
export type Proof = {
  readonly token: string
  readonly mailbox: string | null
}

/**
 * The mailboxes of a proof: one that must open and, when Exchange limits the application, one that must stay closed.
 */
export interface ProofMailboxes {
  /** The mailbox that must open; `null` when only the token and its roles are checked. */
  readonly mailbox: string | null
  readonly blockedMailbox: string | null
}

/** The mailboxes of a proof that does not check whether another mailbox stays closed. */
export interface OpenMailboxOnly {
  readonly mailbox: string | null
  readonly blockedMailbox: undefined
}

/**
 * Returns what a proof checks, in order. A limited application's token lacks the roles that Exchange grants instead.
 */
export function checksOf(profile: Pick<Profile, 'permissions'>, limited: boolean): readonly ProofCheck[] {
  const checks: ProofCheck[] = ['token']
  if (tenantWide(profile, limited).length > 0) checks.push('role')
  checks.push(...profile.permissions.map(({ probe }) => probe))
  if (limited) checks.push('blocked-mailbox')
  return checks
}

/** The ports that a proof needs. Reception has no others. */
export type ProofWorld = Pick<World, 'clock' | 'random' | 'tokens' | 'mailbox'>

/** `wait` repeats what may succeed a little later; `once` takes the first answer, for a person who can try again. */
export type Patience = 'wait' | 'once'

/**
 * Uses the access as Prextra will: a fresh app-only token, the roles in it, and for each permission one real call that
 * reads no content; for a limited application also that the blocked mailbox stays closed. Emits each check. Rejects with
 * the ProblemError of the first check that fails.
 */
export async function prove(
  context: RunContext<ProofWorld>,
  access: Access,
  mailboxes: ProofMailboxes | OpenMailboxOnly,
  patience: Patience = 'wait',
): Promise<Proof> {
  const { world, signal, emit } = context
  const { profile, tenantId, limited, cloud } = access
  const atMost = (ms: number) => (patience === 'once' ? 0 : ms)
  const secretPatience = atMost(patienceFor(access.secret.startsAt, world.clock))
  const credentials = {
    tenantId,
    appId: access.applicationId,
    secret: access.secret.value,
    resource: `https://${cloud[profile.host]}`,
  }
  const freshToken = () => world.tokens.appOnly(credentials, signal)
  const check = async <T>(name: ProofCheck, work: () => Promise<T>): Promise<T> => {
    emit({ kind: 'proving-check', check: name })
    const result = await work()
    emit({ kind: 'check-passed', check: name })
    return result
  }

  const isSeen = access.consent === 'seen'
  const rolePatience = isSeen ? atMost(patienceMs) : secretPatience
  const enablingPatience = isSeen ? atMost(enablingMs) : 0
  const first = await check('token', async () => {
    const token = await ask(context, freshToken, secretPatience).catch((error: unknown) =>
      untilEnabled(context, error, freshToken, enablingPatience),
    )
    if (!isSameId(token.tenantId, tenantId)) throw new ProblemError(problem(context, 'tenant-changed'))
    emit({ kind: 'token-received', roles: token.roles })
    return token
  })
  const tokenAt = now(context)
  const wanted = tenantWide(profile, limited).map(({ value }) => value)
  const { token } =
    wanted.length === 0 ? first : await check('role', () => withRoles(context, first, wanted, freshToken, rolePatience))
  const { mailbox, blockedMailbox } = mailboxes
  if (mailbox === null) return { token: tokenAt, mailbox: null }
  const open = (probe: Probe, address: string) =>
    ask(context, () => world.mailbox.open(probe, address, token, signal), atMost(patienceMs))
  for (const { probe } of profile.permissions) await check(probe, () => open(probe, mailbox))
  const mailboxAt = now(context)
  if (limited && blockedMailbox !== undefined) {
    await check('blocked-mailbox', () => staysClosed(context, profile, blockedMailbox, open))
  }
  return { token: tokenAt, mailbox: mailboxAt }
}

/** Asks for new tokens until none is refused because the service principal is disabled: it was just enabled. */
function untilEnabled(
  context: RunContext<ProofWorld>,
  error: unknown,
  freshToken: () => Promise<Answer<AppToken>>,
  patience: number,
): Promise<AppToken> {
  if (!(error instanceof ProblemError) || error.problem.code !== 'application-disabled' || patience === 0) throw error
  return ask(
    context,
    async () => {
      const answer = await freshToken()
      const isDisabled = 'no' in answer && answer.no.code === 'application-disabled'
      return isDisabled ? { notYet: 'replication', problem: answer.no } : answer
    },
    patience,
  )
}

/** Asks for new tokens until one carries the roles: a role that was just granted is not in every token at once. */
function withRoles(
  context: RunContext<ProofWorld>,
  first: AppToken,
  wanted: readonly string[],
  freshToken: () => Promise<Answer<AppToken>>,
  patience: number,
): Promise<AppToken> {
  const carries = ({ roles }: AppToken) => wanted.every((role) => roles.includes(role))
  if (carries(first)) return Promise.resolve(first)
  if (patience === 0) throw new ProblemError(problem(context, 'role-missing'))
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

/**
 * Rejects unless Exchange refuses the mailbox for lack of rights. A mailbox that does not exist would prove no limit.
 */
async function staysClosed(
  context: RunContext<ProofWorld>,
  profile: Profile,
  address: string | null,
  open: (probe: Probe, address: string) => Promise<null>,
): Promise<void> {
  const probe = profile.permissions.find(({ exchangeRole }) => exchangeRole !== null)?.probe
  if (address === null || probe === undefined) throw new ProblemError(problem(context, 'blocked-mailbox-needed'))
  try {
    await open(probe, address)
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'mailbox-out-of-reach') return
    throw error
  }
  throw new ProblemError(problem(context, 'not-limited'))
}

function problem(context: RunContext<ProofWorld>, code: ProblemCode): Problem {
  return { code, at: now(context) }
}

function now({ world }: RunContext<ProofWorld>): string {
  return world.clock.now().toISOString()
}
