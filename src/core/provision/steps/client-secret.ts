import type { Change } from '../change.ts'
import type { Application, PasswordCredential } from '../../ports.ts'
import { ProblemError, type Problem, type ProblemCode } from '../../problem.ts'
import { confirmedTag, deliveredTag, secretNamePrefix } from '../../access/profile.ts'
import { ask, askUntilThere } from '../retry.ts'
import type { Secret } from '../../secret.ts'
import { present, type Outside, type Seen, type SeenSecret, type Step, type Wish } from '../step.ts'
import { makeSecret, vaultAccount } from './make-secret.ts'

/**
 * The client secret. *Delivered* is somebody's production: it leaves only when CDID has confirmed the one that replaces
 * it, or when everything is removed. *Pending* that this keychain does not hold is held by nobody and leaves when the
 * approved plan says so.
 */
export const clientSecretStep: Step<'create-secret' | 'remove-secret'> = {
  async see(outside, { application }, wish) {
    const secrets = application ? await seeSecrets(outside, application.passwords, application, wish) : []
    // Asked only when a secret is to be made: most accounts may not read it.
    if (wish.aim === 'removed' || !wantsSecret(secrets, wish)) return { secrets, secretPolicy: null }
    const secretPolicy = await ask(outside, () => outside.world.directory.secretPolicy(outside.signal))
    return { secrets, secretPolicy }
  },

  decide(seen, wish) {
    const secrets = seen.secrets ?? []
    if (wish.aim === 'removed') return removals(secrets, 'asked-for')
    const pending = pendingSecret(secrets, wish)
    const left = secrets.filter((secret) => !secret.delivered && secret !== pending)
    const leaving = [
      ...left.flatMap((secret) => removals([secret], reasonFor(secret, wish))),
      ...removals(superseded(secrets, wish), 'superseded'),
    ]
    if (!wantsSecret(secrets, wish)) return leaving
    const beside = liveSecrets(secrets, wish).find((secret) => secret.delivered)?.keyId ?? null
    return [...leaving, { kind: 'create-secret', expiresAt: endWithin(seen, wish), beside }]
  },

  async make(change, seen, outside, wish) {
    const application = present(seen.application, 'the application')
    if (change.kind === 'create-secret') {
      const { credential, secret } = await makeSecret(outside, application, change, wish)
      return { seen: withSecret(seen, credential, secret), id: credential.keyId }
    }
    const { keyId, why } = change
    if (why !== 'asked-for') await refuseProduction(outside, application.id, keyId, why)
    // The copy first: a secret that nobody holds is seen and removed by the next plan, a copy of no secret never is.
    await ask(outside, () => outside.world.vault.remove(vaultAccount(wish.tenantId, application.appId, keyId)))
    await ask(outside, () => outside.world.directory.removePassword(application.id, keyId, outside.signal))
    const tags = await removeMarks(outside, application, keyId)
    return { seen: without({ ...seen, application: { ...application, tags } }, keyId), id: keyId }
  },
}

async function seeSecrets(
  outside: Outside,
  passwords: readonly PasswordCredential[],
  application: { readonly appId: string; readonly tags: readonly string[] },
  { tenantId }: Wish,
): Promise<readonly SeenSecret[]> {
  const secrets: SeenSecret[] = []
  for (const { keyId, displayName, startsAt, endsAt } of passwords) {
    if (!displayName?.startsWith(secretNamePrefix)) continue
    const account = vaultAccount(tenantId, application.appId, keyId)
    const held = await ask(outside, () => outside.world.vault.read(account))
    const delivered = application.tags.includes(deliveredTag + keyId)
    const confirmed = delivered && application.tags.includes(confirmedTag + keyId)
    secrets.push({ keyId, name: displayName, startsAt, endsAt, held, delivered, confirmed })
  }
  return secrets.sort((a, b) => b.startsAt.localeCompare(a.startsAt))
}

function liveSecrets(secrets: readonly SeenSecret[], wish: Wish): readonly SeenSecret[] {
  return secrets.filter((secret) => Date.parse(secret.endsAt) > Date.parse(wish.asOf))
}

function pendingSecret(secrets: readonly SeenSecret[], wish: Wish): SeenSecret | undefined {
  return liveSecrets(secrets, wish).find((secret) => !secret.delivered && secret.held)
}

/** Never a third beside one in use and one on its way in. */
function wantsSecret(secrets: readonly SeenSecret[], wish: Wish): boolean {
  const delivered = liveSecrets(secrets, wish).filter((secret) => secret.delivered)
  const staying = delivered.filter((secret) => !superseded(secrets, wish).includes(secret))
  const room = wish.aim === 'renewed' ? staying.length < 2 : staying.length === 0
  return room && pendingSecret(secrets, wish) === undefined
}

/** Delivered before the newest one that CDID has confirmed. */
function superseded(secrets: readonly SeenSecret[], wish: Wish): readonly SeenSecret[] {
  const confirmed = liveSecrets(secrets, wish).find((secret) => secret.confirmed)
  return confirmed ? secrets.filter((secret) => secret.delivered && secret.startsAt < confirmed.startsAt) : []
}

/**
 * The secret that a proof and a handoff use: a pending one of this computer, else the newest delivered one; never one
 * that CDID has replaced.
 */
export function currentSecret(seen: Seen, wish: Wish): SeenSecret | null {
  const secrets = seen.secrets ?? []
  const replaced = superseded(secrets, wish)
  const live = liveSecrets(secrets, wish).filter((secret) => !replaced.includes(secret))
  return (
    live.find((secret) => !secret.delivered && secret.held) ??
    live.find((secret) => secret.delivered && secret.held) ??
    live.find((secret) => secret.delivered) ??
    null
  )
}

/** The delivered secret beside the current one: valid until CDID has confirmed that one. */
export function retiringSecret(seen: Seen, wish: Wish): SeenSecret | null {
  const current = currentSecret(seen, wish)
  const live = liveSecrets(seen.secrets ?? [], wish)
  return live.find((secret) => secret.delivered && current !== null && secret.startsAt < current.startsAt) ?? null
}

/** As wished, or as long as the tenant's policy allows, when it could be read. */
function endWithin({ secretPolicy }: Seen, wish: Wish): string {
  const longest = secretPolicy?.longestMs
  if (longest === null || longest === undefined) return wish.secretEndsAt
  // A minute less: Microsoft counts from the moment it makes the secret.
  const latest = Date.parse(wish.asOf) + longest - 60_000
  return latest < Date.parse(wish.secretEndsAt) ? new Date(latest).toISOString() : wish.secretEndsAt
}

type Why = Extract<Change, { kind: 'remove-secret' }>['why']

function removals(secrets: readonly SeenSecret[], why: Why): readonly Extract<Change, { kind: 'remove-secret' }>[] {
  return secrets.map(({ keyId }) => ({ kind: 'remove-secret', keyId, why }))
}

function reasonFor(secret: SeenSecret, wish: Wish): Why {
  if (liveSecrets([secret], wish).length === 0) return 'expired'
  return secret.held ? 'superseded' : 'nobody-holds-it'
}

/** Another computer may have handed it over since the plan was made: what is delivered stays until its successor is confirmed. */
async function refuseProduction(outside: Outside, applicationId: string, keyId: string, why: Why): Promise<void> {
  const now = await ask(outside, () => outside.world.directory.applicationById(applicationId, outside.signal))
  const tags = now?.tags ?? []
  const replaced = why === 'superseded' && tags.some((tag) => tag.startsWith(confirmedTag) && !tag.endsWith(keyId))
  if (tags.includes(deliveredTag + keyId) && !replaced) {
    throw new ProblemError(problem(outside, 'plan-changed', { keyId }))
  }
}

/** What is gone is neither delivered nor confirmed any more. Tags are replaced whole: read first, and none of the others lost. */
async function removeMarks(outside: Outside, application: Application, keyId: string): Promise<readonly string[]> {
  const { directory } = outside.world
  const marks = [deliveredTag + keyId, confirmedTag + keyId]
  if (!application.tags.some((tag) => marks.includes(tag))) return application.tags
  const fresh = await askUntilThere(outside, () => directory.applicationById(application.id, outside.signal))
  const tags = [...new Set([...application.tags, ...fresh.tags])].filter((tag) => !marks.includes(tag))
  await ask(outside, () => directory.patchApplication(application.id, { tags }, outside.signal))
  return tags
}

function problem(outside: Outside, code: ProblemCode, facts: Readonly<Record<string, string>>): Problem {
  return { code, at: outside.world.clock.now().toISOString(), facts }
}

function withSecret(seen: Seen, credential: PasswordCredential, held: Secret): Partial<Seen> {
  const { keyId, startsAt, endsAt, displayName } = credential
  const application = present(seen.application, 'the application')
  const made: SeenSecret = {
    ...{ keyId, startsAt, endsAt, held, name: displayName ?? '' },
    ...{ delivered: false, confirmed: false },
  }
  return {
    application: { ...application, passwords: [...application.passwords, credential] },
    secrets: [made, ...(seen.secrets ?? [])],
  }
}

function without(seen: Seen, keyId: string): Partial<Seen> {
  const application = present(seen.application, 'the application')
  return {
    application: { ...application, passwords: application.passwords.filter((password) => password.keyId !== keyId) },
    secrets: (seen.secrets ?? []).filter((secret) => secret.keyId !== keyId),
  }
}
