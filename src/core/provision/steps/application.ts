import type { Change } from '../change.ts'
import type { Application, ApplicationBody } from '../../ports.ts'
import { ProblemError } from '../../problem.ts'
import { adoptedTag, scopedTag, tenantWide, type Permission } from '../../access/profile.ts'
import { ask, askOnce, askUntilThere } from '../retry.ts'
import { isLimited, present, type Outside, type Seen, type Step, type Wish } from '../step.ts'
import { findApplications } from './find-application.ts'
import { isListed } from './grant.ts'

/** The application registration: made, completed, or brought back from the recycle bin. */
export const applicationStep: Step<
  'create-application' | 'update-application' | 'restore-application' | 'widen-application'
> = {
  see: (outside, _seen, wish) => findApplications(outside, wish),

  decide(seen, wish) {
    const { application, deleted = [] } = seen
    if (wish.aim === 'removed') return []
    const { profile } = wish
    const wanted = tenantWide(profile, isLimited(seen, wish))
    if (!application) {
      const restored = deleted.find(({ id }) => id === wish.restore)
      if (restored) return [{ kind: 'restore-application', applicationId: restored.id, appId: restored.appId }]
      return [
        {
          kind: 'create-application',
          displayName: profile.displayName,
          redirectUris: profile.redirectUris,
          permissions: wanted.map((permission) => permission.value),
        },
      ]
    }
    const missing = {
      redirectUris: profile.redirectUris.filter((uri) => !application.redirectUris.includes(uri)),
      permissions: missingPermissions(application, wanted).map((permission) => permission.value),
      tags: missingTags(application, wish),
    }
    const { id, tags } = application
    const isWidened = wish.reach === 'everywhere' && tags.includes(scopedTag)
    const isWhole = Object.values(missing).every((list) => list.length === 0)
    return [
      ...(isWidened ? [{ kind: 'widen-application' as const, applicationId: id }] : []),
      ...(isWhole ? [] : [{ kind: 'update-application' as const, applicationId: id, ...missing }]),
    ]
  },

  async make(change, seen, outside, wish) {
    const application = await makeApplication(change, seen, outside, wish)
    return { seen: { application }, id: application.appId }
  },
}

type Made = Extract<
  Change,
  { kind: 'create-application' | 'update-application' | 'restore-application' | 'widen-application' }
>

function makeApplication(change: Made, seen: Seen, outside: Outside, wish: Wish): Promise<Application> {
  switch (change.kind) {
    case 'create-application':
      return create(outside, wish)
    case 'update-application':
      return addMissing(outside, wish, present(seen.application, 'the application'), change)
    case 'restore-application':
      return restore(outside, change.applicationId)
    case 'widen-application':
      return widen(outside, present(seen.application, 'the application'))
  }
}

function missingTags(application: Application, wish: Wish): readonly string[] {
  const wanted = [
    wish.profile.tag,
    ...(application.id === wish.adopt ? [adoptedTag] : []),
    ...(wish.reach === 'limited' ? [scopedTag] : []),
  ]
  return wanted.filter((tag) => !application.tags.includes(tag))
}

/**
 * An upsert, so that making it twice makes one. The tag is added afterwards: Graph replaces arrays whole, and the
 * application may already be there, unseen, with the mark of a delivered secret among its tags.
 */
async function create(outside: Outside, wish: Wish): Promise<Application> {
  const { directory } = outside.world
  const { profile } = wish
  const { displayName, redirectUris, permissions, uniqueName, tag } = profile
  const body = { displayName, redirectUris, permissions }
  const created = await ask(outside, () => directory.upsertApplication(uniqueName, body, outside.signal))
  if (created === 'unsupported') return createByPost(outside, wish, { ...body, tags: [tag] })
  const application =
    created ?? (await askUntilThere(outside, () => directory.applicationByUniqueName(uniqueName, outside.signal)))
  // It was there, unseen until now: what it holds may be somebody's production, and the plan did not know.
  if (!created && application.passwords.length > 0) {
    throw new ProblemError({ code: 'plan-changed', at: outside.world.clock.now().toISOString() })
  }
  if (application.tags.includes(tag)) return application
  const tags = [...application.tags, tag]
  await ask(outside, () => directory.patchApplication(application.id, { tags }, outside.signal))
  return { ...application, tags }
}

/** Where the upsert is refused (some national clouds): a plain creation, which carries its mark, and is never repeated. */
function createByPost(outside: Outside, wish: Wish, body: ApplicationBody): Promise<Application> {
  const { directory } = outside.world
  return askOnce(
    outside,
    () => directory.createApplication(body, outside.signal),
    async () => (await findApplications(outside, wish)).application ?? null,
  )
}

/** A restore made twice is refused the second time; whether it is back is read, not believed. */
async function restore(outside: Outside, id: string): Promise<Application> {
  const { directory } = outside.world
  const look = async () => {
    const answer = await directory.applicationById(id, outside.signal)
    return 'done' in answer ? answer.done : null
  }
  await askOnce(
    outside,
    () => directory.restoreApplication(id, outside.signal),
    async () => ((await look()) ? true : null),
    true,
  )
  return askUntilThere(outside, () => directory.applicationById(id, outside.signal))
}

async function widen(outside: Outside, seen: Application): Promise<Application> {
  const { directory } = outside.world
  const fresh = await askUntilThere(outside, () => directory.applicationById(seen.id, outside.signal))
  const tags = [...new Set([...seen.tags, ...fresh.tags])].filter((tag) => tag !== scopedTag)
  await ask(outside, () => directory.patchApplication(seen.id, { tags }, outside.signal))
  return { ...fresh, tags }
}

async function addMissing(
  outside: Outside,
  wish: Wish,
  seen: Application,
  change: Extract<Change, { kind: 'update-application' }>,
): Promise<Application> {
  // Arrays are replaced whole: what was added since the plan was made is kept, a delivered secret's mark first of all.
  const fresh = await ask(outside, () => outside.world.directory.applicationById(seen.id, outside.signal))
  const application = { ...seen, ...fresh, tags: [...new Set([...seen.tags, ...(fresh?.tags ?? [])])] }
  const added = {
    ...(change.redirectUris.length > 0 && { redirectUris: [...application.redirectUris, ...change.redirectUris] }),
    ...(change.permissions.length > 0 && {
      permissions: [
        ...application.permissions,
        ...missingPermissions(application, wish.profile.permissions).filter(({ value }) =>
          change.permissions.includes(value),
        ),
      ],
    }),
    ...(change.tags.length > 0 && { tags: [...application.tags, ...change.tags] }),
  }
  await ask(outside, () => outside.world.directory.patchApplication(application.id, added, outside.signal))
  return { ...application, ...added }
}

function missingPermissions(application: Application, wanted: readonly Permission[]): readonly Permission[] {
  return wanted.filter((permission) => !isListed(application, permission))
}
