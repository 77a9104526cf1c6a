import type { Application } from '../../ports.ts'
import { ProblemError } from '../../problem.ts'
import { adoptedTag, deliveredTag, secretNamePrefix, type Profile } from '../../access/profile.ts'
import { ask } from '../retry.ts'
import type { Outside, Seen, Wish } from '../step.ts'

type Found = Pick<Seen, 'application' | 'twins' | 'namesakes' | 'deleted'>

/**
 * Which application is ours: by uniqueName, by our tag, then by the ids this computer remembers, each read in the tenant
 * and ours only with our tag. One that only bears our name is shown and asked about, never adopted by itself (names are
 * not unique); one in the recycle bin is offered for restore.
 */
export async function findApplications(outside: Outside, wish: Wish): Promise<Found> {
  const { directory } = outside.world
  const { profile } = wish
  const byName = await ask(outside, () => directory.applicationByUniqueName(profile.uniqueName, outside.signal))
  const tagged = await ask(outside, () => directory.applicationsByTag(profile.tag, outside.signal))
  const ours = [...(byName ? [byName] : []), ...tagged.filter(({ id }) => id !== byName?.id)]
  if (ours.length === 0) ours.push(...(await findSuggested(outside, wish)))
  if (ours.length > 0) return { ...choose(outside, ours), namesakes: [], deleted: [] }

  const named = await ask(outside, () => directory.applicationsByName(profile.displayName, outside.signal))
  const adopted = named.find(({ id }) => id === wish.adopt)
  const namesakes = named.filter((application) => application !== adopted)
  const bin = await ask(outside, () => directory.deletedApplications(profile.displayName, outside.signal))
  const deleted = bin.filter(({ tags }) => tags.includes(profile.tag) && !tags.includes(adoptedTag))
  return { application: adopted ?? null, twins: [], namesakes, deleted }
}

async function findSuggested(outside: Outside, { profile, tenantId }: Wish): Promise<readonly Application[]> {
  const { directory, journal } = outside.world
  for (const id of journal.applications(tenantId)) {
    const found = await ask(outside, () => directory.applicationById(id, outside.signal))
    if (found && isOurs(found, profile)) return [found]
  }
  return []
}

function isOurs(application: Application, profile: Profile): boolean {
  return application.tags.includes(profile.tag)
}

/** What is in production is kept; else the one found first. A second one that a person may be using stops everything. */
function choose(outside: Outside, ours: readonly Application[]): Pick<Found, 'application' | 'twins'> {
  const inUse = ours.filter(isInUse)
  if (inUse.length > 1) {
    throw new ProblemError({
      code: 'several-applications',
      at: outside.world.clock.now().toISOString(),
      facts: { ids: inUse.map((application) => application.appId).join(', ') },
    })
  }
  const application = inUse[0] ?? ours[0] ?? null
  return { application, twins: ours.filter((other) => other !== application) }
}

/** Something of it was handed over, a person adopted it, or it holds what we did not make. */
function isInUse({ tags, passwords }: Application): boolean {
  return (
    tags.some((tag) => tag.startsWith(deliveredTag) || tag === adoptedTag) ||
    passwords.some(({ displayName }) => !displayName?.startsWith(secretNamePrefix))
  )
}
