import type { Change } from '../change.ts'
import type { PasswordCredential } from '../ports.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import { deliveredTag, secretNamePrefix } from '../profile.ts'
import { ask, askOnce } from '../retry.ts'
import type { Secret } from '../secret.ts'
import { present, type Outside, type Seen, type SeenSecret, type Step, type Wish } from '../step.ts'

/**
 * The client secret. *Delivered* is somebody's production and never leaves through a run; *pending* that this keychain
 * does not hold is held by nobody and leaves when the approved plan says so.
 */
export const clientSecretStep: Step<'create-secret' | 'remove-secret'> = {
  async see(outside, { application }, { tenantId }) {
    if (!application) return { secrets: [] }
    const ours = application.passwords.filter((password) => password.displayName?.startsWith(secretNamePrefix))
    const secrets: SeenSecret[] = []
    for (const { keyId, startsAt, endsAt } of ours) {
      const account = vaultAccount(tenantId, application.appId, keyId)
      const held = await ask(outside, () => outside.world.vault.read(account))
      secrets.push({ keyId, startsAt, endsAt, held, delivered: application.tags.includes(deliveredTag + keyId) })
    }
    return { secrets: secrets.sort((a, b) => b.startsAt.localeCompare(a.startsAt)) }
  },

  decide(seen, wish) {
    const live = (seen.secrets ?? []).filter((secret) => isLive(secret, wish))
    const delivered = live.filter((secret) => secret.delivered)
    const pending = live.filter((secret) => !secret.delivered && secret.held)[0]
    const removals = (seen.secrets ?? [])
      .filter((secret) => !secret.delivered && secret !== pending)
      .map((secret) => removal(secret, wish))
    const wanted = !pending && (wish.renew ? delivered.length < 2 : delivered.length === 0)
    if (!wanted) return removals
    return [...removals, { kind: 'create-secret', expiresAt: wish.secretEndsAt, beside: delivered[0]?.keyId ?? null }]
  },

  async make(change, seen, outside, wish) {
    const application = present(seen.application, 'the application')
    if (change.kind === 'remove-secret') {
      await refuseDelivered(outside, application.id, change.keyId)
      await remove(outside, application.id, change.keyId)
      await ask(outside, () => outside.world.vault.remove(vaultAccount(wish.tenantId, application.appId, change.keyId)))
      return { seen: without(seen, change.keyId), id: change.keyId }
    }
    await ask(outside, () => outside.world.vault.canary(outside.signal))
    // From here to the keychain nothing may be cut short: Microsoft shows a secret once. The transport's own time
    // limit still ends an exchange that never answers.
    const shielded = { ...outside, signal: new AbortController().signal }
    const made = await addPassword(shielded, application.id, change)
    await keep(shielded, application.id, vaultAccount(wish.tenantId, application.appId, made.credential.keyId), made)
    return { seen: withSecret(seen, made.credential, made.secret), id: made.credential.keyId }
  },
}

/** Another computer may have handed it over since the plan was made: what is delivered stays. */
async function refuseDelivered(outside: Outside, applicationId: string, keyId: string): Promise<void> {
  const now = await ask(outside, () => outside.world.directory.applicationById(applicationId, outside.signal))
  if (now?.tags.includes(deliveredTag + keyId)) throw new ProblemError(problem(outside, 'plan-changed', { keyId }))
}

/** Keychain account of one password: `tenantId/appId/keyId`. */
export function vaultAccount(tenantId: string, appId: string, keyId: string): string {
  return `${tenantId}/${appId}/${keyId}`
}

/** The secret that a proof and a handoff use: a pending one of this computer, else the newest delivered one. */
export function currentSecret(seen: Seen, wish: Wish): SeenSecret | null {
  const live = (seen.secrets ?? []).filter((secret) => isLive(secret, wish))
  return (
    live.find((secret) => !secret.delivered && secret.held) ??
    live.find((secret) => secret.delivered && secret.held) ??
    live.find((secret) => secret.delivered) ??
    null
  )
}

function isLive(secret: SeenSecret, wish: Wish): boolean {
  return Date.parse(secret.endsAt) > Date.parse(wish.asOf)
}

function removal(secret: SeenSecret, wish: Wish): Extract<Change, { kind: 'remove-secret' }> {
  const why = !isLive(secret, wish) ? 'expired' : secret.held ? 'superseded' : 'nobody-holds-it'
  return { kind: 'remove-secret', keyId: secret.keyId, why }
}

type Made = { readonly credential: PasswordCredential; readonly secret: Secret }

async function addPassword(
  outside: Outside,
  applicationId: string,
  change: Extract<Change, { kind: 'create-secret' }>,
): Promise<Made> {
  const { directory, clock, newId } = outside.world
  const displayName = `${secretNamePrefix}${clock.now().toISOString().slice(0, 10)} · ${newId().slice(0, 8)}`
  return askOnce(
    outside,
    () => directory.addPassword(applicationId, { displayName, endsAt: change.expiresAt }, outside.signal),
    async () => {
      const application = await ask(outside, () => directory.applicationById(applicationId, outside.signal))
      const lost = application?.passwords.find((password) => password.displayName === displayName)
      if (!lost) return null
      // It was made, and its value went with the answer: nobody will ever hold it.
      await remove(outside, applicationId, lost.keyId)
      throw new ProblemError(problem(outside, 'answer-lost', { keyId: lost.keyId }))
    },
  )
}

/** Keychain, read back, and only then on; otherwise the password leaves the application again. */
async function keep(outside: Outside, applicationId: string, account: string, made: Made): Promise<void> {
  const { vault } = outside.world
  const kept = await vault.write(account, made.secret)
  const read = 'done' in kept ? await vault.read(account) : kept
  if ('done' in read && read.done?.equals(made.secret)) return
  const { keyId } = made.credential
  try {
    await remove(outside, applicationId, keyId)
  } catch {
    throw new ProblemError(problem(outside, 'secret-left-behind', { keyId }))
  }
  await vault.remove(account)
  throw new ProblemError(problem(outside, 'vault-lost-secret', { keyId }))
}

async function remove(outside: Outside, applicationId: string, keyId: string): Promise<void> {
  await ask(outside, () => outside.world.directory.removePassword(applicationId, keyId, outside.signal))
}

function problem(outside: Outside, code: ProblemCode, facts: Readonly<Record<string, string>>): Problem {
  return { code, at: outside.world.clock.now().toISOString(), facts }
}

function withSecret(seen: Seen, credential: PasswordCredential, held: Secret): Partial<Seen> {
  const { keyId, startsAt, endsAt } = credential
  const application = present(seen.application, 'the application')
  return {
    application: { ...application, passwords: [...application.passwords, credential] },
    secrets: [{ keyId, startsAt, endsAt, held, delivered: false }, ...(seen.secrets ?? [])],
  }
}

function without(seen: Seen, keyId: string): Partial<Seen> {
  const application = present(seen.application, 'the application')
  return {
    application: { ...application, passwords: application.passwords.filter((password) => password.keyId !== keyId) },
    secrets: (seen.secrets ?? []).filter((secret) => secret.keyId !== keyId),
  }
}
