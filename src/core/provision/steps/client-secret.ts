import type { Change } from '../change.ts'
import type { Application, PasswordCredential } from '../../directory.ts'
import { ProblemError, type Problem, type ProblemCode } from '../../problem.ts'
import { secretNamePrefix } from '../../access/profile.ts'
import { ask, readIfQuick } from '../retry.ts'
import type { Secret } from '../../secret.ts'
import {
  required,
  type RunContext,
  type ObservedState,
  type ObservedSecret,
  type Step,
  type DesiredState,
} from '../step.ts'
import {
  confirmedTag,
  deliveredTag,
  exemptionsOf,
  hasOtherConfirmed,
  isConfirmed,
  isDelivered,
  updateTags,
} from '../tags.ts'
import { exemptionName } from '../exemption.ts'
import { endExemption } from './exemption.ts'
import { makeSecret } from './make-secret.ts'
import { vaultAccount } from '../../vault-account.ts'

/**
 * The client secret. A delivered one may be in production: it is removed only when CDID has confirmed the one that
 * replaces it, or when everything is removed. A pending one whose value this keychain does not hold is useless, and is
 * removed once the person has approved it.
 */
export const clientSecretStep: Step<'create-secret' | 'remove-secret' | 'end-exemption'> = {
  decide(observed, desired) {
    const secrets = observed.secrets ?? []
    const ended = exemptionEnds(observed)
    if (desired.aim === 'removed') return [...ended, ...removals(secrets, 'asked-for')]
    const pending = pendingSecret(secrets, desired)
    const useless = secrets.filter((secret) => !secret.delivered && secret !== pending)
    const first = [
      ...ended,
      ...useless.flatMap((secret) => removals([secret], reasonFor(secret, desired))),
      ...removals(superseded(secrets, desired), 'superseded'),
    ]
    if (!needsSecret(secrets, desired)) return first
    const beside = liveSecrets(secrets, desired).find((secret) => secret.delivered)?.keyId ?? null
    const exemption = desired.exemption === 'own' ? (observed.secretPolicy?.exemption?.keeps ?? null) : null
    return [...first, { kind: 'create-secret', expiresAt: endWithinPolicy(observed, desired), beside, exemption }]
  },

  async make(change, observed, context, desired) {
    const application = required(observed.application, 'the application')
    if (change.kind === 'end-exemption') return endOne(context, observed, change)
    if (change.kind === 'create-secret') {
      const exemption = change.exemption && required(observed.secretPolicy?.exemption, 'the exemption')
      const { credential, secret, tags } = await makeSecret(context, application, change, desired, exemption)
      const tagged = { ...observed, application: { ...application, tags } }
      return { observed: withSecret(tagged, credential, secret), id: credential.keyId }
    }
    const { keyId, why } = change
    if (why !== 'asked-for') await refuseDelivered(context, application.id, keyId, why)
    // The tenant goes first, so that a removal which is refused loses nothing. A copy that is left is forgotten later.
    await ask(context, () => context.world.directory.removePassword(application.id, keyId, context.signal))
    const tags = await removeSecretTags(context, application, keyId)
    await ask(context, () => context.world.vault.remove(vaultAccount(desired.tenantId, application.appId, keyId)))
    return { observed: withoutSecret({ ...observed, application: { ...application, tags } }, keyId), id: keyId }
  },
}

/** How long a plan waits for the policy, in milliseconds. */
const policyReadMs = 10_000

/**
 * Reads what this keychain holds of the application's secrets and, where one is to be made, the policy on them, once the
 * tenant is read. A plan does without the policy, as most accounts may not read it and it may be slow, so it is read by
 * itself: Graph answers a batch only when its slowest part is answered.
 */
export async function observeSecrets(
  context: RunContext,
  { application }: Pick<ObservedState, 'application'>,
  desired: DesiredState,
): Promise<Pick<ObservedState, 'secrets' | 'secretPolicy' | 'assignedPolicies'>> {
  const secrets = application ? await heldSecrets(context, application, desired) : []
  if (desired.aim === 'removed' || !needsSecret(secrets, desired)) return { secrets, secretPolicy: null }
  const { directory } = context.world
  const read = (signal: AbortSignal) => directory.secretPolicy(signal)
  if (desired.exemption !== 'own') return { secrets, secretPolicy: await readIfQuick(context, read, policyReadMs) }
  // An exemption copies the policy, so it is waited for.
  const secretPolicy = await ask(context, () => read(context.signal))
  if (!application) return { secrets, secretPolicy }
  const assignedPolicies = await ask(context, () => directory.policiesOf(application.id, context.signal))
  return { secrets, secretPolicy, assignedPolicies }
}

/** The exemptions that a run had begun and not taken back, on our application and on its duplicates. */
function exemptionEnds({ application, duplicates = [] }: ObservedState) {
  return [...(application ? [application] : []), ...duplicates].flatMap((one) =>
    exemptionsOf(one).map((id) => ({ kind: 'end-exemption' as const, applicationId: one.id, id })),
  )
}

async function endOne(
  context: RunContext,
  { application, duplicates = [] }: ObservedState,
  { applicationId, id }: Extract<Change, { kind: 'end-exemption' }>,
): Promise<{ readonly observed: Partial<ObservedState>; readonly id: string }> {
  const duplicate = duplicates.find((one) => one.id === applicationId)
  const found = required(duplicate ?? application, 'the application')
  const ended = { ...found, tags: await endExemption(context, found, id) }
  const others = duplicates.map((one) => (one === duplicate ? ended : one))
  return { observed: duplicate ? { duplicates: others } : { application: ended }, id: exemptionName(id) }
}

async function heldSecrets(
  context: RunContext,
  application: Application,
  { tenantId }: DesiredState,
): Promise<readonly ObservedSecret[]> {
  const secrets: ObservedSecret[] = []
  for (const { keyId, displayName, startsAt, endsAt } of application.passwords) {
    if (!displayName?.startsWith(secretNamePrefix)) continue
    const account = vaultAccount(tenantId, application.appId, keyId)
    const held = await ask(context, () => context.world.vault.read(account))
    const delivered = isDelivered(application, keyId)
    const confirmed = isConfirmed(application, keyId)
    secrets.push({ keyId, name: displayName, startsAt, endsAt, held, delivered, confirmed })
  }
  return secrets.sort((a, b) => b.startsAt.localeCompare(a.startsAt))
}

function liveSecrets(secrets: readonly ObservedSecret[], desired: DesiredState): readonly ObservedSecret[] {
  return secrets.filter((secret) => Date.parse(secret.endsAt) > Date.parse(desired.asOf))
}

/** The secret that waits to be handed over. One that is older than a delivered one was left behind by another run. */
function pendingSecret(secrets: readonly ObservedSecret[], desired: DesiredState): ObservedSecret | undefined {
  const live = liveSecrets(secrets, desired)
  const newest = live.find(({ delivered }) => delivered)
  return live.find(({ delivered, held, startsAt }) => !delivered && held && startsAt >= (newest?.startsAt ?? ''))
}

/** Whether the plan makes a secret: never a third one beside the one in use and the one that replaces it. */
function needsSecret(secrets: readonly ObservedSecret[], desired: DesiredState): boolean {
  const delivered = liveSecrets(secrets, desired).filter((secret) => secret.delivered)
  const kept = delivered.filter((secret) => !superseded(secrets, desired).includes(secret))
  const hasRoom = desired.aim === 'renewed' ? kept.length < 2 : kept.length === 0
  return hasRoom && pendingSecret(secrets, desired) === undefined
}

/** The delivered secrets that are older than the newest one that CDID has confirmed. */
function superseded(secrets: readonly ObservedSecret[], desired: DesiredState): readonly ObservedSecret[] {
  const confirmed = liveSecrets(secrets, desired).find((secret) => secret.confirmed)
  return confirmed ? secrets.filter((secret) => secret.delivered && secret.startsAt < confirmed.startsAt) : []
}

/**
 * Returns the secret that a proof and a handoff use: a pending one that this computer holds, otherwise the newest
 * delivered one, but never one that a confirmed secret has replaced.
 */
export function currentSecret(observed: ObservedState, desired: DesiredState): ObservedSecret | null {
  const secrets = observed.secrets ?? []
  const replaced = superseded(secrets, desired)
  const live = liveSecrets(secrets, desired).filter((secret) => !replaced.includes(secret))
  return (
    pendingSecret(secrets, desired) ??
    live.find((secret) => secret.delivered && secret.held) ??
    live.find((secret) => secret.delivered) ??
    null
  )
}

/** Returns the delivered secret that the current one replaces: it stays valid until CDID has confirmed the current one. */
export function retiringSecret(observed: ObservedState, desired: DesiredState): ObservedSecret | null {
  const current = currentSecret(observed, desired)
  const live = liveSecrets(observed.secrets ?? [], desired)
  return live.find((secret) => secret.delivered && current !== null && secret.startsAt < current.startsAt) ?? null
}

/** The end that was chosen, or the latest one that the tenant's policy allows when it could be read. ISO 8601. */
function endWithinPolicy({ secretPolicy }: ObservedState, desired: DesiredState): string {
  const longest = secretPolicy?.longestMs
  if (longest === null || longest === undefined) return desired.secretEndsAt
  // One minute less, because Microsoft counts from the moment it makes the secret.
  const latest = Date.parse(desired.asOf) + longest - 60_000
  return latest < Date.parse(desired.secretEndsAt) ? new Date(latest).toISOString() : desired.secretEndsAt
}

type Why = Extract<Change, { kind: 'remove-secret' }>['why']

function removals(secrets: readonly ObservedSecret[], why: Why): readonly Extract<Change, { kind: 'remove-secret' }>[] {
  return secrets.map(({ keyId }) => ({ kind: 'remove-secret', keyId, why }))
}

function reasonFor(secret: ObservedSecret, desired: DesiredState): Why {
  if (liveSecrets([secret], desired).length === 0) return 'expired'
  return secret.held ? 'superseded' : 'nobody-holds-it'
}

/** Rejects with `plan-changed` when another computer has delivered the secret since the plan was made. */
async function refuseDelivered(context: RunContext, applicationId: string, keyId: string, why: Why): Promise<void> {
  const now = await ask(context, () => context.world.directory.applicationById(applicationId, context.signal))
  if (!now || !isDelivered(now, keyId)) return
  if (why !== 'superseded' || !hasOtherConfirmed(now, keyId)) {
    throw new ProblemError(problem(context, 'plan-changed', { keyId }))
  }
}

/** Removes the application's tags that name a removed secret. */
async function removeSecretTags(
  context: RunContext,
  application: Application,
  keyId: string,
): Promise<readonly string[]> {
  const isOfSecret = (tag: string) => tag === deliveredTag(keyId) || tag === confirmedTag(keyId)
  if (!application.tags.some(isOfSecret)) return application.tags
  return updateTags(context, application, { remove: isOfSecret })
}

function problem(context: RunContext, code: ProblemCode, facts: Readonly<Record<string, string>>): Problem {
  return { code, at: context.world.clock.now().toISOString(), facts }
}

function withSecret(observed: ObservedState, credential: PasswordCredential, held: Secret): Partial<ObservedState> {
  const { keyId, startsAt, endsAt, displayName } = credential
  const application = required(observed.application, 'the application')
  const made: ObservedSecret = {
    keyId,
    name: displayName ?? '',
    startsAt,
    endsAt,
    held,
    delivered: false,
    confirmed: false,
  }
  return {
    application: { ...application, passwords: [...application.passwords, credential] },
    secrets: [made, ...(observed.secrets ?? [])],
  }
}

function withoutSecret(observed: ObservedState, keyId: string): Partial<ObservedState> {
  const application = required(observed.application, 'the application')
  return {
    application: { ...application, passwords: application.passwords.filter((password) => password.keyId !== keyId) },
    secrets: (observed.secrets ?? []).filter((secret) => secret.keyId !== keyId),
  }
}
