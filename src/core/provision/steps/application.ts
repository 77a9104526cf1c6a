import type { Change } from '../change.ts'
import type { Application, ApplicationBody } from '../../directory.ts'
import { ProblemError } from '../../problem.ts'
import { tenantWide, type Permission } from '../../access/profile.ts'
import { ask, askOnce, waitUntilFound } from '../retry.ts'
import { required, type RunContext, type ObservedState, type Step, type DesiredState } from '../step.ts'
import { isLimited, isScoped, missingTags, scopedTag, updateTags } from '../tags.ts'
import { findApplications } from './find-application.ts'
import { isListed } from './grant.ts'

/** The application registration: created, completed, restored from the recycle bin, or freed of Exchange's limit. */
export const applicationStep: Step<
  'create-application' | 'update-application' | 'restore-application' | 'widen-application'
> = {
  decide(observed, desired) {
    const { application, deleted = [] } = observed
    if (desired.aim === 'removed') return []
    const { profile } = desired
    const wanted = tenantWide(profile, isLimited(observed, desired))
    if (!application) {
      const restorable = deleted.find(({ id }) => id === desired.restore)
      if (restorable) return [{ kind: 'restore-application', applicationId: restorable.id, appId: restorable.appId }]
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
      tags: missingTags(application, desired),
    }
    const { id } = application
    const isWidened = desired.reach === 'everywhere' && isScoped(application)
    const isComplete = Object.values(missing).every((list) => list.length === 0)
    return [
      ...(isWidened ? [{ kind: 'widen-application' as const, applicationId: id }] : []),
      ...(isComplete ? [] : [{ kind: 'update-application' as const, applicationId: id, ...missing }]),
    ]
  },

  async make(change, observed, context, desired) {
    const application = await makeApplication(change, observed, context, desired)
    return { observed: { application }, id: application.appId }
  },
}

type ApplicationChange = Extract<
  Change,
  { kind: 'create-application' | 'update-application' | 'restore-application' | 'widen-application' }
>

function makeApplication(
  change: ApplicationChange,
  observed: ObservedState,
  context: RunContext,
  desired: DesiredState,
): Promise<Application> {
  switch (change.kind) {
    case 'create-application':
      return create(context, desired)
    case 'update-application':
      return addMissing(context, desired, required(observed.application, 'the application'), change)
    case 'restore-application':
      return restore(context, change.applicationId)
    case 'widen-application':
      return removeScopedTag(context, required(observed.application, 'the application'))
  }
}

/**
 * Creates the application by an upsert, so that two calls make one application. Our tag is added by a second call: the
 * application may exist although no read showed it, and an upsert would replace its tags, some of which name delivered
 * secrets.
 */
async function create(context: RunContext, desired: DesiredState): Promise<Application> {
  const { directory } = context.world
  const { profile } = desired
  const { displayName, redirectUris, permissions, uniqueName, tag } = profile
  const body = { displayName, redirectUris, permissions }
  const created = await ask(context, () => directory.upsertApplication(uniqueName, body, context.signal)).catch(
    async (error: unknown) => {
      throw (await isThere(context, desired, error)) ? notAllowedToChange(error as ProblemError) : error
    },
  )
  if (created === 'unsupported') return createByPost(context, desired, { ...body, tags: [tag] })
  const application =
    created ?? (await waitUntilFound(context, () => directory.applicationByUniqueName(uniqueName, context.signal)))
  // The application existed, so the approved plan was made without knowing what it holds: a secret may be in production.
  if (!created && application.passwords.length > 0) {
    throw new ProblemError({ code: 'plan-changed', at: context.world.clock.now().toISOString() })
  }
  return { ...application, tags: await updateTags(context, application, { add: [tag] }, application) }
}

/** Whether a refused upsert was of an application that exists although no read had shown it. */
async function isThere(context: RunContext, { profile }: DesiredState, error: unknown): Promise<boolean> {
  if (!(error instanceof ProblemError) || error.problem.code !== 'not-allowed') return false
  const answer = await context.world.directory.applicationByUniqueName(profile.uniqueName, context.signal)
  return 'done' in answer && answer.done !== null
}

function notAllowedToChange({ problem }: ProblemError): ProblemError {
  return new ProblemError({ ...problem, code: 'application-not-allowed' })
}

/** Creates the application where Graph refuses the upsert, as some national clouds do: with our tag, and never twice. */
function createByPost(context: RunContext, desired: DesiredState, body: ApplicationBody): Promise<Application> {
  const { directory } = context.world
  return askOnce(
    context,
    () => directory.createApplication(body, context.signal),
    async () => (await findApplications(context, desired)).application ?? null,
  )
}

/** Restores the application. Graph refuses to restore twice, so a read shows whether it is back. */
async function restore(context: RunContext, id: string): Promise<Application> {
  const { directory } = context.world
  const isBack = async (): Promise<true | null> => {
    const answer = await directory.applicationById(id, context.signal)
    return 'done' in answer && answer.done ? true : null
  }
  await askOnce(context, () => directory.restoreApplication(id, context.signal), isBack, true)
  return waitUntilFound(context, () => directory.applicationById(id, context.signal))
}

async function removeScopedTag(context: RunContext, observed: Application): Promise<Application> {
  const { directory } = context.world
  const fresh = await waitUntilFound(context, () => directory.applicationById(observed.id, context.signal))
  return { ...fresh, tags: await updateTags(context, observed, { remove: (tag) => tag === scopedTag }, fresh) }
}

async function addMissing(
  context: RunContext,
  desired: DesiredState,
  observed: Application,
  change: Extract<Change, { kind: 'update-application' }>,
): Promise<Application> {
  const { directory } = context.world
  const { id } = observed
  // Graph replaces arrays whole: what was added since the plan was made is kept.
  const fresh = await waitUntilFound(context, () => directory.applicationById(id, context.signal))
  const tags = await updateTags(context, observed, { add: change.tags }, fresh)
  const added = {
    ...(change.redirectUris.length > 0 && { redirectUris: [...fresh.redirectUris, ...change.redirectUris] }),
    ...(change.permissions.length > 0 && {
      permissions: [
        ...fresh.permissions,
        ...missingPermissions(fresh, desired.profile.permissions).filter(({ value }) =>
          change.permissions.includes(value),
        ),
      ],
    }),
  }
  if (Object.keys(added).length > 0) {
    await ask(context, () => directory.patchApplication(id, added, context.signal))
  }
  return { ...fresh, ...added, tags }
}

function missingPermissions(application: Application, wanted: readonly Permission[]): readonly Permission[] {
  return wanted.filter((permission) => !isListed(application, permission))
}
