import type { Change } from '../change.ts'
import type { Application, PasswordCredential } from '../../directory.ts'
import { ProblemError, type Problem, type ProblemCode } from '../../problem.ts'
import { secretNamePrefix } from '../../access/profile.ts'
import { ask } from '../retry.ts'
import type { Secret } from '../../secret.ts'
import {
  present,
  type RunContext,
  type ObservedState,
  type ObservedSecret,
  type Step,
  type DesiredState,
} from '../step.ts'
import { confirmedTag, deliveredTag, hasOtherConfirmed, isConfirmed, isDelivered, updateTags } from '../tags.ts'
import { makeSecret } from './make-secret.ts'
import { vaultAccount } from '../../vault-account.ts'

/**
 * The client secret. *Delivered* is somebody's production: it leaves only when CDID has confirmed the one that replaces
 * it, or when everything is removed. *Pending* that this keychain does not hold is held by nobody and leaves when the
 * approved plan says so.
 */
export const clientSecretStep: Step<'create-secret' | 'remove-secret'> = {
  async observe(context, { application }, desired) {
    const secrets = application ? await observeSecrets(context, application.passwords, application, desired) : []
    // Asked only when a secret is to be made: most accounts may not read it.
    if (desired.aim === 'removed' || !wantsSecret(secrets, desired)) return { secrets, secretPolicy: null }
    const secretPolicy = await ask(context, () => context.world.directory.secretPolicy(context.signal))
    return { secrets, secretPolicy }
  },

  decide(observed, desired) {
    const secrets = observed.secrets ?? []
    if (desired.aim === 'removed') return removals(secrets, 'asked-for')
    const pending = pendingSecret(secrets, desired)
    const left = secrets.filter((secret) => !secret.delivered && secret !== pending)
    const leaving = [
      ...left.flatMap((secret) => removals([secret], reasonFor(secret, desired))),
      ...removals(superseded(secrets, desired), 'superseded'),
    ]
    if (!wantsSecret(secrets, desired)) return leaving
    const beside = liveSecrets(secrets, desired).find((secret) => secret.delivered)?.keyId ?? null
    return [...leaving, { kind: 'create-secret', expiresAt: endWithin(observed, desired), beside }]
  },

  async make(change, observed, context, desired) {
    const application = present(observed.application, 'the application')
    if (change.kind === 'create-secret') {
      const { credential, secret } = await makeSecret(context, application, change, desired)
      return { observed: withSecret(observed, credential, secret), id: credential.keyId }
    }
    const { keyId, why } = change
    if (why !== 'asked-for') await refuseProduction(context, application.id, keyId, why)
    // The copy first: a secret that nobody holds is seen and removed by the next plan, a copy of no secret never is.
    await ask(context, () => context.world.vault.remove(vaultAccount(desired.tenantId, application.appId, keyId)))
    await ask(context, () => context.world.directory.removePassword(application.id, keyId, context.signal))
    const tags = await removeMarks(context, application, keyId)
    return { observed: without({ ...observed, application: { ...application, tags } }, keyId), id: keyId }
  },
}

async function observeSecrets(
  context: RunContext,
  passwords: readonly PasswordCredential[],
  application: { readonly appId: string; readonly tags: readonly string[] },
  { tenantId }: DesiredState,
): Promise<readonly ObservedSecret[]> {
  const secrets: ObservedSecret[] = []
  for (const { keyId, displayName, startsAt, endsAt } of passwords) {
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

function pendingSecret(secrets: readonly ObservedSecret[], desired: DesiredState): ObservedSecret | undefined {
  return liveSecrets(secrets, desired).find((secret) => !secret.delivered && secret.held)
}

/** Never a third beside one in use and one on its way in. */
function wantsSecret(secrets: readonly ObservedSecret[], desired: DesiredState): boolean {
  const delivered = liveSecrets(secrets, desired).filter((secret) => secret.delivered)
  const staying = delivered.filter((secret) => !superseded(secrets, desired).includes(secret))
  const room = desired.aim === 'renewed' ? staying.length < 2 : staying.length === 0
  return room && pendingSecret(secrets, desired) === undefined
}

/** Delivered before the newest one that CDID has confirmed. */
function superseded(secrets: readonly ObservedSecret[], desired: DesiredState): readonly ObservedSecret[] {
  const confirmed = liveSecrets(secrets, desired).find((secret) => secret.confirmed)
  return confirmed ? secrets.filter((secret) => secret.delivered && secret.startsAt < confirmed.startsAt) : []
}

/**
 * The secret that a proof and a handoff use: a pending one of this computer, else the newest delivered one; never one
 * that CDID has replaced.
 */
export function currentSecret(observed: ObservedState, desired: DesiredState): ObservedSecret | null {
  const secrets = observed.secrets ?? []
  const replaced = superseded(secrets, desired)
  const live = liveSecrets(secrets, desired).filter((secret) => !replaced.includes(secret))
  return (
    live.find((secret) => !secret.delivered && secret.held) ??
    live.find((secret) => secret.delivered && secret.held) ??
    live.find((secret) => secret.delivered) ??
    null
  )
}

/** The delivered secret beside the current one: valid until CDID has confirmed that one. */
export function retiringSecret(observed: ObservedState, desired: DesiredState): ObservedSecret | null {
  const current = currentSecret(observed, desired)
  const live = liveSecrets(observed.secrets ?? [], desired)
  return live.find((secret) => secret.delivered && current !== null && secret.startsAt < current.startsAt) ?? null
}

/** As wished, or as long as the tenant's policy allows, when it could be read. */
function endWithin({ secretPolicy }: ObservedState, desired: DesiredState): string {
  const longest = secretPolicy?.longestMs
  if (longest === null || longest === undefined) return desired.secretEndsAt
  // A minute less: Microsoft counts from the moment it makes the secret.
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

/** Another computer may have handed it over since the plan was made: what is delivered stays until its successor is confirmed. */
async function refuseProduction(context: RunContext, applicationId: string, keyId: string, why: Why): Promise<void> {
  const now = await ask(context, () => context.world.directory.applicationById(applicationId, context.signal))
  if (!now || !isDelivered(now, keyId)) return
  if (why !== 'superseded' || !hasOtherConfirmed(now, keyId)) {
    throw new ProblemError(problem(context, 'plan-changed', { keyId }))
  }
}

/** Takes off the application what says that this secret, which has gone, is delivered or confirmed. */
async function removeMarks(context: RunContext, application: Application, keyId: string): Promise<readonly string[]> {
  const isMark = (tag: string) => tag === deliveredTag(keyId) || tag === confirmedTag(keyId)
  if (!application.tags.some(isMark)) return application.tags
  return updateTags(context, application, { remove: isMark })
}

function problem(context: RunContext, code: ProblemCode, facts: Readonly<Record<string, string>>): Problem {
  return { code, at: context.world.clock.now().toISOString(), facts }
}

function withSecret(observed: ObservedState, credential: PasswordCredential, held: Secret): Partial<ObservedState> {
  const { keyId, startsAt, endsAt, displayName } = credential
  const application = present(observed.application, 'the application')
  const made: ObservedSecret = {
    ...{ keyId, startsAt, endsAt, held, name: displayName ?? '' },
    ...{ delivered: false, confirmed: false },
  }
  return {
    application: { ...application, passwords: [...application.passwords, credential] },
    secrets: [made, ...(observed.secrets ?? [])],
  }
}

function without(observed: ObservedState, keyId: string): Partial<ObservedState> {
  const application = present(observed.application, 'the application')
  return {
    application: { ...application, passwords: application.passwords.filter((password) => password.keyId !== keyId) },
    secrets: (observed.secrets ?? []).filter((secret) => secret.keyId !== keyId),
  }
}
