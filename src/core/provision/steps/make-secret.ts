import { dayMs } from '../../calendar-days.ts'
import type { Change } from '../change.ts'
import type { Application, Exemption, PasswordCredential } from '../../directory.ts'
import { ProblemError, type Problem, type ProblemCode } from '../../problem.ts'
import { secretNamePrefix } from '../../access/profile.ts'
import { waitForStableReads, ask, askOnce, runUninterrupted } from '../retry.ts'
import type { Secret } from '../../secret.ts'
import type { RunContext, DesiredState } from '../step.ts'
import { vaultAccount } from '../../vault-account.ts'
import { whileExempted } from './exemption.ts'

type CreateSecret = Extract<Change, { kind: 'create-secret' }>
type MadeSecret = { readonly credential: PasswordCredential; readonly secret: Secret }

/**
 * Makes a secret and keeps its value in the keychain: first it tries the keychain with a canary, then it adds the
 * password, writes the value and reads it back. Microsoft shows the value once, so this runs uninterrupted from the
 * password to the keychain. If the keychain does not keep the value, the password is removed from the application again.
 * With an `exemption`, the application is exempted from the tenant's ban on secrets meanwhile. Resolves to the secret and to
 * the application's tags.
 */
export async function makeSecret(
  context: RunContext,
  application: Application,
  change: CreateSecret,
  { tenantId }: DesiredState,
  exemption: Exemption | null,
): Promise<MadeSecret & { readonly tags: readonly string[] }> {
  await canaryAgain(context)
  return runUninterrupted(context, async (uninterrupted) => {
    const make = async () => {
      const made = await addWithinPolicy(uninterrupted, application, change)
      const account = vaultAccount(tenantId, application.appId, made.credential.keyId)
      await keepValue(uninterrupted, application.id, account, made)
      return made
    }
    if (!exemption) return { ...(await make()), tags: application.tags }
    const { result, tags } = await whileExempted(uninterrupted, application, exemption, make)
    return { ...result, tags }
  })
}

/** Tries the keychain just before the secret is made: by now something was created, so its refusal has a code of its own. */
async function canaryAgain(context: RunContext): Promise<void> {
  try {
    await ask(context, () => context.world.vault.canary(context.signal))
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'vault-unavailable') throw error
    throw new ProblemError({ ...error.problem, code: 'vault-failed-in-run' })
  }
}

/** Shorter lives to try, in days, where a policy that cannot be read does not allow the one that was chosen. */
const shorterLives = [180, 90, 60, 30, 14, 7, 1]

/** Adds a password with the life that was chosen, or with the longest shorter one that the tenant's policy allows. */
async function addWithinPolicy(
  context: RunContext,
  application: Application,
  change: CreateSecret,
): Promise<MadeSecret> {
  const { clock } = context.world
  const chosenEnd = Date.parse(change.expiresAt)
  const lives = shorterLives
    .map((days) => clock.now().getTime() + days * dayMs - 60_000)
    .filter((end) => end < chosenEnd)
  for (const [tried, end] of [chosenEnd, ...lives].entries()) {
    const endsAt = tried === 0 ? change.expiresAt : new Date(end).toISOString()
    try {
      return await addPassword(context, application.id, endsAt, change.exemption !== null)
    } catch (error) {
      const tooLong = error instanceof ProblemError && error.problem.code === 'lifetime-too-long'
      if (!tooLong || tried === lives.length) throw error
    }
  }
  throw new Error('the last life returns or throws')
}

async function addPassword(
  context: RunContext,
  applicationId: string,
  endsAt: string,
  isExempted: boolean,
): Promise<MadeSecret> {
  const { directory, clock, newId } = context.world
  const displayName = `${secretNamePrefix}${clock.now().toISOString().slice(0, 10)} · ${newId().slice(0, 8)}`
  return askOnce(
    context,
    async () => {
      const answer = await directory.addPassword(applicationId, { displayName, endsAt }, context.signal)
      // The exemption was made a moment ago, and this server may not know it yet.
      const isEarly = isExempted && 'no' in answer && answer.no.code === 'secrets-forbidden'
      return isEarly ? { notYet: 'replication', problem: answer.no } : answer
    },
    async (lost) => {
      const application = await ask(context, () => directory.applicationById(applicationId, context.signal))
      const made = application?.passwords.find((password) => password.displayName === displayName)
      if (!made) return null
      // Its value was in the answer that was lost, so nobody will ever hold it.
      await removeAgain(context, applicationId, made.keyId)
      throw new ProblemError({ ...lost, code: 'answer-lost', facts: { ...lost.facts, keyId: made.keyId } })
    },
  )
}

async function keepValue(context: RunContext, applicationId: string, account: string, made: MadeSecret): Promise<void> {
  const { vault } = context.world
  const kept = await vault.write(account, made.secret, { kind: 'pending', until: made.credential.endsAt })
  const read = 'done' in kept ? await vault.read(account) : kept
  if ('done' in read && read.done?.equals(made.secret)) return
  const { keyId } = made.credential
  try {
    await removeAgain(context, applicationId, keyId)
  } catch (error) {
    const leftBehind = problem(context, 'secret-left-behind', { keyId })
    const { microsoft } = error instanceof ProblemError ? error.problem : {}
    throw new ProblemError({ ...leftBehind, ...(microsoft && { microsoft }) })
  }
  await vault.remove(account)
  throw new ProblemError(problem(context, 'vault-lost-secret', { keyId }))
}

/** Removes a password that was just made. A server that does not know it yet says that it is gone, so reads confirm it. */
async function removeAgain(context: RunContext, applicationId: string, keyId: string): Promise<void> {
  const { directory } = context.world
  const isGone = async (): Promise<true | null> => {
    const application = await ask(context, () => directory.applicationById(applicationId, context.signal))
    if (!application?.passwords.some((password) => password.keyId === keyId)) return true
    await ask(context, () => directory.removePassword(applicationId, keyId, context.signal))
    return null
  }
  await ask(context, () => directory.removePassword(applicationId, keyId, context.signal))
  await waitForStableReads(context, isGone, () => new ProblemError(problem(context, 'secret-left-behind', { keyId })))
}

function problem(context: RunContext, code: ProblemCode, facts: Readonly<Record<string, string>>): Problem {
  return { code, at: context.world.clock.now().toISOString(), facts }
}
