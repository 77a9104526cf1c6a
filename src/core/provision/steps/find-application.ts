import type { Application, PasswordCredential } from '../../directory.ts'
import { ProblemError } from '../../problem.ts'
import { secretNamePrefix } from '../../access/profile.ts'
import { ask } from '../retry.ts'
import type { RunContext, ObservedState, DesiredState } from '../step.ts'
import { hasDelivered, isAdopted, isOurs } from '../tags.ts'

export type FoundApplications = Pick<ObservedState, 'application' | 'duplicates' | 'namesakes' | 'deleted'>

/**
 * Finds the application that is ours: by uniqueName, by our tag, then by the ids that this computer noted, of which only
 * an application with our tag counts. Names are not unique, so an application that only has our name is a namesake, and
 * becomes ours when the person has said so. Where there is none, those in the recycle bin are returned. Unless it
 * `isExpected`, what is needed only without it is read at the same time.
 */
export async function findApplications(
  context: RunContext,
  desired: DesiredState,
  isExpected = false,
): Promise<FoundApplications> {
  const { directory } = context.world
  const { profile } = desired
  const early = isExpected ? null : findOthers(context, desired)
  // Nobody asks for its failure where the application is found.
  early?.catch(() => undefined)
  const [byName, tagged] = await Promise.all([
    ask(context, () => directory.applicationByUniqueName(profile.uniqueName, context.signal)),
    ask(context, () => directory.applicationsByTag(profile.tag, context.signal)),
  ])
  const ours = byName ? [withPasswordsOf(byName, tagged), ...tagged.filter(({ id }) => id !== byName.id)] : [...tagged]
  if (ours.length === 0) ours.push(...(await findByNotedId(context, desired)))
  if (ours.length > 0) return { ...choose(context, ours), namesakes: [], deleted: [] }
  return early ?? findOthers(context, desired)
}

/** The application with every password that one of two reads shows: each may come from a server that lags behind. */
function withPasswordsOf(application: Application, others: readonly Application[]): Application {
  const same = others.filter(({ id }) => id === application.id).flatMap(({ passwords }) => passwords)
  const isNew = ({ keyId }: PasswordCredential) => !application.passwords.some((one) => one.keyId === keyId)
  return { ...application, passwords: [...application.passwords, ...same.filter(isNew)] }
}

/** Finds applications of our name that are not known to be ours, and ours in the recycle bin. */
async function findOthers(context: RunContext, { profile, adopt }: DesiredState): Promise<FoundApplications> {
  const { directory } = context.world
  const [named, inBin] = await Promise.all([
    ask(context, () => directory.applicationsByName(profile.displayName, context.signal)),
    ask(context, () => directory.deletedApplications(profile.displayName, context.signal)),
  ])
  const adopted = named.find(({ id }) => id === adopt)
  const namesakes = named.filter((application) => application !== adopted)
  const deleted = inBin.filter((application) => isOurs(application, profile) && !isAdopted(application))
  return { application: adopted ?? null, duplicates: [], namesakes, deleted }
}

async function findByNotedId(
  context: RunContext,
  { profile, tenantId }: DesiredState,
): Promise<readonly Application[]> {
  const { directory, journal } = context.world
  const found = await Promise.all(
    journal.applications(tenantId).map((id) => ask(context, () => directory.applicationById(id, context.signal))),
  )
  return found.flatMap((one) => (one && isOurs(one, profile) ? [one] : [])).slice(0, 1)
}

/**
 * Chooses the application that is in use, otherwise the first one with a secret, or the first one. Rejects when two are in
 * use: the person must choose.
 */
function choose(
  context: RunContext,
  ours: readonly Application[],
): Pick<FoundApplications, 'application' | 'duplicates'> {
  const inUse = ours.filter(isInUse)
  if (inUse.length > 1) {
    throw new ProblemError({
      code: 'several-applications',
      at: context.world.clock.now().toISOString(),
      facts: { ids: inUse.map((application) => application.appId).join(', ') },
    })
  }
  const application = inUse[0] ?? ours.find(({ passwords }) => passwords.length > 0) ?? ours[0] ?? null
  return { application, duplicates: ours.filter((other) => other !== application) }
}

/** Whether a secret of it was delivered, a person adopted it, or somebody else made a secret on it. */
function isInUse(application: Application): boolean {
  return (
    hasDelivered(application) ||
    isAdopted(application) ||
    application.passwords.some(({ displayName }) => !displayName?.startsWith(secretNamePrefix))
  )
}
