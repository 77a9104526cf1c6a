import type { Application } from '../../directory.ts'
import { secretNamePrefix, type Profile } from '../../access/profile.ts'
import { forgetCopiesOfNothing } from '../copies.ts'
import { ask } from '../retry.ts'
import { required, type RunContext, type ObservedState, type Step, type DesiredState } from '../step.ts'
import { isAdopted, isOurTag, updateTags } from '../tags.ts'
import { vaultAccount } from '../../vault-account.ts'

/**
 * The removal of duplicates of our application and, when the aim is `removed`, of everything of ours. An application that
 * somebody else made is released: only our tags are removed. Deleted objects go to the tenant's recycle bin.
 */
export const removalStep: Required<Step<'remove-application' | 'release-application' | 'remove-sign-in-entry'>> = {
  async observe(context, _look, { aim, signInEntry }) {
    if (aim !== 'removed' || signInEntry === null) return { signInEntry: null }
    const { directory } = context.world
    return {
      signInEntry: await ask(context, () => directory.servicePrincipalByAppId(signInEntry, context.signal)),
    }
  },

  decide({ application, duplicates = [], signInEntry }, { aim, profile }) {
    const ofDuplicates = duplicates.map((duplicate) => removal(duplicate, 'duplicate'))
    if (aim !== 'removed') return ofDuplicates
    return [
      ...ofDuplicates,
      ...(application ? leaving(application, profile) : []),
      ...(signInEntry
        ? [{ kind: 'remove-sign-in-entry' as const, servicePrincipalId: signInEntry.id, appId: signInEntry.appId }]
        : []),
    ]
  },

  async make(change, observed, context, desired) {
    const { directory } = context.world
    switch (change.kind) {
      case 'remove-application': {
        const isDuplicate = change.why === 'duplicate'
        const application = isDuplicate
          ? (observed.duplicates ?? []).find(({ id }) => id === change.applicationId)
          : observed.application
        await removeCopies(context, desired, required(application, 'the application'))
        await ask(context, () => directory.deleteApplication(change.applicationId, context.signal))
        const duplicates = (observed.duplicates ?? []).filter(({ id }) => id !== change.applicationId)
        return { observed: isDuplicate ? { duplicates } : { application: null, secrets: [] }, id: change.appId }
      }
      case 'release-application':
        return { observed: { application: await release(context, desired, observed) }, id: change.appId }
      case 'remove-sign-in-entry':
        await ask(context, () => directory.deleteServicePrincipal(change.servicePrincipalId, context.signal))
        return { observed: { signInEntry: null }, id: change.servicePrincipalId }
    }
  },
}

/** Releases an application that somebody else made, if it has a tag of ours, and removes one that we made. */
function leaving(application: Application, profile: Profile) {
  if (!isAdopted(application)) return [removal(application, 'asked-for')]
  if (!application.tags.some((tag) => isOurTag(profile, tag))) return []
  return [{ kind: 'release-application' as const, applicationId: application.id, appId: application.appId }]
}

function removal({ id, appId, displayName }: Application, why: 'asked-for' | 'duplicate') {
  return { kind: 'remove-application' as const, applicationId: id, appId, displayName, why }
}

/**
 * Removes the keychain's copies of the application's secrets, and of those it had. It runs before the removal, which takes their
 * ids away.
 */
async function removeCopies(
  context: RunContext,
  desired: DesiredState,
  { appId, passwords }: Application,
): Promise<void> {
  for (const { keyId, displayName } of passwords) {
    if (!displayName?.startsWith(secretNamePrefix)) continue
    await ask(context, () => context.world.vault.remove(vaultAccount(desired.tenantId, appId, keyId)))
  }
  await forgetCopiesOfNothing(context, desired, appId, new Set())
}

async function release(context: RunContext, { profile }: DesiredState, observed: ObservedState): Promise<null> {
  const application = required(observed.application, 'the application')
  await updateTags(context, application, { remove: (tag) => isOurTag(profile, tag) })
  return null
}
