import type { Answer } from '../answer.ts'
import type { Change } from '../change.ts'
import type { Application } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import type { Permission } from '../profile.ts'
import { ask } from '../retry.ts'
import { present, type Outside, type Step, type Wish } from '../step.ts'

/**
 * The application registration. Found by uniqueName, then by our tag; one that only bears our name is counted and
 * shown, never adopted (names are not unique).
 */
export const applicationStep: Step<'create-application' | 'update-application'> = {
  async see(outside, _seen, wish) {
    const { directory } = outside.world
    const { profile } = wish
    const own = await ask(outside, () => directory.applicationByUniqueName(profile.uniqueName, outside.signal))
    if (own) return { application: own, namesakes: 0 }
    const tagged = await ask(outside, () => directory.applicationsByTag(profile.tag, outside.signal))
    if (tagged.length > 1) {
      throw new ProblemError({
        code: 'several-applications',
        at: outside.world.clock.now().toISOString(),
        facts: { ids: tagged.map((application) => application.appId).join(', ') },
      })
    }
    if (tagged[0]) return { application: tagged[0], namesakes: 0 }
    const named = await ask(outside, () => directory.applicationsByName(profile.displayName, outside.signal))
    return { application: null, namesakes: named.length }
  },

  decide({ application }, { profile }) {
    if (!application) {
      return [
        {
          kind: 'create-application',
          displayName: profile.displayName,
          redirectUris: profile.redirectUris,
          permissions: profile.permissions.map((permission) => permission.value),
        },
      ]
    }
    const missing = {
      redirectUris: profile.redirectUris.filter((uri) => !application.redirectUris.includes(uri)),
      permissions: missingPermissions(application, profile.permissions).map((permission) => permission.value),
      tags: application.tags.includes(profile.tag) ? [] : [profile.tag],
    }
    if (Object.values(missing).every((list) => list.length === 0)) return []
    return [{ kind: 'update-application', applicationId: application.id, ...missing }]
  },

  async make(change, seen, outside, wish) {
    const application =
      change.kind === 'create-application'
        ? await create(outside, wish)
        : await addMissing(outside, wish, present(seen.application, 'the application'), change)
    return { seen: { application }, id: application.appId }
  },
}

/**
 * An upsert, so that making it twice makes one. The tag is added afterwards: Graph replaces arrays whole, and the
 * application may already be there, unseen, with the mark of a delivered secret among its tags.
 */
async function create(outside: Outside, wish: Wish): Promise<Application> {
  const { directory } = outside.world
  const { profile } = wish
  const created = await ask(outside, () =>
    directory.upsertApplication(
      profile.uniqueName,
      { displayName: profile.displayName, redirectUris: profile.redirectUris, permissions: profile.permissions },
      outside.signal,
    ),
  )
  const application =
    created ??
    (await ask(outside, async () =>
      unlessMissing(outside, await directory.applicationByUniqueName(profile.uniqueName, outside.signal)),
    ))
  // It was there, unseen until now: what it holds may be somebody's production, and the plan did not know.
  if (!created && application.passwords.length > 0) {
    throw new ProblemError({ code: 'plan-changed', at: outside.world.clock.now().toISOString() })
  }
  if (application.tags.includes(profile.tag)) return application
  const tags = [...application.tags, profile.tag]
  await ask(outside, () => directory.patchApplication(application.id, { tags }, outside.signal))
  return { ...application, tags }
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
      permissions: [...application.permissions, ...missingPermissions(application, wish.profile.permissions)],
    }),
    ...(change.tags.length > 0 && { tags: [...application.tags, ...change.tags] }),
  }
  await ask(outside, () => outside.world.directory.patchApplication(application.id, added, outside.signal))
  return { ...application, ...added }
}

function missingPermissions(application: Application, wanted: readonly Permission[]): readonly Permission[] {
  return wanted.filter(
    (permission) =>
      !application.permissions.some(
        ({ resourceAppId, appRoleId }) =>
          resourceAppId === permission.resourceAppId && appRoleId === permission.appRoleId,
      ),
  )
}

/** For what is known to exist: not found means not replicated yet. */
function unlessMissing<T>(outside: Outside, answer: Answer<T | null>): Answer<T> {
  if (!('done' in answer)) return answer
  if (answer.done !== null) return { done: answer.done }
  const at = outside.world.clock.now().toISOString()
  return { notYet: 'replication', problem: { code: 'microsoft-slow', at } }
}
