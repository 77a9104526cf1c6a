import type { Change } from '../change.ts'
import type { Application, PasswordCredential } from '../../directory.ts'
import { ProblemError, type Problem, type ProblemCode } from '../../problem.ts'
import { secretNamePrefix } from '../../access/profile.ts'
import { waitForStableReads, ask, askOnce, runUninterrupted } from '../retry.ts'
import type { Secret } from '../../secret.ts'
import type { RunContext, DesiredState } from '../step.ts'
import { vaultAccount } from '../../vault-account.ts'

type CreateSecret = Extract<Change, { kind: 'create-secret' }>
type Made = { readonly credential: PasswordCredential; readonly secret: Secret }

/**
 * Canary, addPassword, keychain, read back, and only then on; otherwise the password leaves the application again.
 * Microsoft shows a secret once: from addPassword to the keychain nothing is cut short.
 */
export async function makeSecret(
  context: RunContext,
  application: Application,
  change: CreateSecret,
  desired: DesiredState,
): Promise<Made> {
  await ask(context, () => context.world.vault.canary(context.signal))
  return runUninterrupted(context, async (shielded) => {
    const made = await addAllowed(shielded, application, change)
    await keep(shielded, application.id, vaultAccount(desired.tenantId, application.appId, made.credential.keyId), made)
    return made
  })
}

const dayMs = 86_400_000
/** Lives that a policy which cannot be read may still allow, in days, longest first. */
const shorterLives = [180, 90, 60, 30, 14, 7, 1]

/** A tenant's policy may allow less than was wished: each refusal did nothing, so the next shorter life is asked for. */
async function addAllowed(context: RunContext, application: Application, change: CreateSecret): Promise<Made> {
  const { clock } = context.world
  const desired = Date.parse(change.expiresAt)
  const lives = shorterLives.map((days) => clock.now().getTime() + days * dayMs - 60_000).filter((end) => end < desired)
  for (const [tried, end] of [desired, ...lives].entries()) {
    const endsAt = tried === 0 ? change.expiresAt : new Date(end).toISOString()
    try {
      return await addPassword(context, application.id, endsAt)
    } catch (error) {
      const tooLong = error instanceof ProblemError && error.problem.code === 'lifetime-too-long'
      if (!tooLong || tried === lives.length) throw error
    }
  }
  throw new Error('the shortest life ends the loop')
}

async function addPassword(context: RunContext, applicationId: string, endsAt: string): Promise<Made> {
  const { directory, clock, newId } = context.world
  const displayName = `${secretNamePrefix}${clock.now().toISOString().slice(0, 10)} · ${newId().slice(0, 8)}`
  return askOnce(
    context,
    () => directory.addPassword(applicationId, { displayName, endsAt }, context.signal),
    async () => {
      const application = await ask(context, () => directory.applicationById(applicationId, context.signal))
      const lost = application?.passwords.find((password) => password.displayName === displayName)
      if (!lost) return null
      // It was made, and its value went with the answer: nobody will ever hold it.
      await takeBack(context, applicationId, lost.keyId)
      throw new ProblemError(problem(context, 'answer-lost', { keyId: lost.keyId }))
    },
  )
}

async function keep(context: RunContext, applicationId: string, account: string, made: Made): Promise<void> {
  const { vault } = context.world
  const kept = await vault.write(account, made.secret)
  const read = 'done' in kept ? await vault.read(account) : kept
  if ('done' in read && read.done?.equals(made.secret)) return
  const { keyId } = made.credential
  try {
    await takeBack(context, applicationId, keyId)
  } catch {
    throw new ProblemError(problem(context, 'secret-left-behind', { keyId }))
  }
  await vault.remove(account)
  throw new ProblemError(problem(context, 'vault-lost-secret', { keyId }))
}

/** A password that was just made: a server that does not know it yet says that it is gone. So it is asked, then read. */
async function takeBack(context: RunContext, applicationId: string, keyId: string): Promise<void> {
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
