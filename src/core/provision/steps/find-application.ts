import type { Application } from '../../directory.ts'
import { ProblemError } from '../../problem.ts'
import { secretNamePrefix } from '../../access/profile.ts'
import { ask } from '../retry.ts'
import type { RunContext, ObservedState, DesiredState } from '../step.ts'
import { hasDelivered, isAdopted, isOurs } from '../tags.ts'

type Found = Pick<ObservedState, 'application' | 'twins' | 'namesakes' | 'deleted'>

/**
 * Which application is ours: by uniqueName, by our tag, then by the ids this computer remembers, each read in the tenant
 * and ours only with our tag. One that only bears our name is shown and asked about, never adopted by itself (names are
 * not unique); one in the recycle bin is offered for restore.
 */
export async function findApplications(context: RunContext, desired: DesiredState): Promise<Found> {
  const { directory } = context.world
  const { profile } = desired
  const byName = await ask(context, () => directory.applicationByUniqueName(profile.uniqueName, context.signal))
  const tagged = await ask(context, () => directory.applicationsByTag(profile.tag, context.signal))
  const ours = [...(byName ? [byName] : []), ...tagged.filter(({ id }) => id !== byName?.id)]
  if (ours.length === 0) ours.push(...(await findSuggested(context, desired)))
  if (ours.length > 0) return { ...choose(context, ours), namesakes: [], deleted: [] }

  const named = await ask(context, () => directory.applicationsByName(profile.displayName, context.signal))
  const adopted = named.find(({ id }) => id === desired.adopt)
  const namesakes = named.filter((application) => application !== adopted)
  const bin = await ask(context, () => directory.deletedApplications(profile.displayName, context.signal))
  const deleted = bin.filter((application) => isOurs(application, profile) && !isAdopted(application))
  return { application: adopted ?? null, twins: [], namesakes, deleted }
}

async function findSuggested(
  context: RunContext,
  { profile, tenantId }: DesiredState,
): Promise<readonly Application[]> {
  const { directory, journal } = context.world
  for (const id of journal.applications(tenantId)) {
    const found = await ask(context, () => directory.applicationById(id, context.signal))
    if (found && isOurs(found, profile)) return [found]
  }
  return []
}

/** What is in production is kept; else the one found first. A second one that a person may be using stops everything. */
function choose(context: RunContext, ours: readonly Application[]): Pick<Found, 'application' | 'twins'> {
  const inUse = ours.filter(isInUse)
  if (inUse.length > 1) {
    throw new ProblemError({
      code: 'several-applications',
      at: context.world.clock.now().toISOString(),
      facts: { ids: inUse.map((application) => application.appId).join(', ') },
    })
  }
  const application = inUse[0] ?? ours[0] ?? null
  return { application, twins: ours.filter((other) => other !== application) }
}

/** Something of it was handed over, a person adopted it, or it holds what we did not make. */
function isInUse(application: Application): boolean {
  return (
    hasDelivered(application) ||
    isAdopted(application) ||
    application.passwords.some(({ displayName }) => !displayName?.startsWith(secretNamePrefix))
  )
}
