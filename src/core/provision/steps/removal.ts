import type { Application } from '../../directory.ts'
import { secretNamePrefix, type Profile } from '../../access/profile.ts'
import { ask } from '../retry.ts'
import { present, type RunContext, type ObservedState, type Step, type DesiredState } from '../step.ts'
import { isAdopted, isOurTag, updateTags } from '../tags.ts'
import { vaultAccount } from '../../vault-account.ts'

/**
 * What leaves last: a twin of ours, or everything. An application that a person made is released, not removed; what is
 * deleted goes to the tenant's recycle bin and is never purged.
 */
export const removalStep: Step<'remove-application' | 'release-application' | 'remove-sign-in-entry'> = {
  async observe(context, _seen, { aim, signInEntry }) {
    if (aim !== 'removed' || signInEntry === null) return { signInEntry: null }
    const { directory } = context.world
    return {
      signInEntry: await ask(context, () => directory.servicePrincipalByAppId(signInEntry, context.signal)),
    }
  },

  decide({ application, twins = [], signInEntry }, { aim, profile }) {
    const twinsLeave = twins.map((twin) => removal(twin, 'twin'))
    if (aim !== 'removed') return twinsLeave
    return [
      ...twinsLeave,
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
        const isTwin = change.why === 'twin'
        const leaving = isTwin
          ? (observed.twins ?? []).find(({ id }) => id === change.applicationId)
          : observed.application
        await forgetCopies(context, desired, present(leaving, 'the application'))
        await ask(context, () => directory.deleteApplication(change.applicationId, context.signal))
        const twins = (observed.twins ?? []).filter(({ id }) => id !== change.applicationId)
        return { observed: isTwin ? { twins } : { application: null, secrets: [] }, id: change.appId }
      }
      case 'release-application':
        return { observed: { application: await release(context, desired, observed) }, id: change.appId }
      case 'remove-sign-in-entry':
        await ask(context, () => directory.deleteServicePrincipal(change.servicePrincipalId, context.signal))
        return { observed: { signInEntry: null }, id: change.servicePrincipalId }
    }
  },
}

/** What a person made is released once, as long as it bears a tag of ours; what we made is removed. */
function leaving(application: Application, profile: Profile) {
  if (!isAdopted(application)) return [removal(application, 'asked-for')]
  if (!application.tags.some((tag) => isOurTag(profile, tag))) return []
  return [{ kind: 'release-application' as const, applicationId: application.id, appId: application.appId }]
}

function removal({ id, appId, displayName }: Application, why: 'asked-for' | 'twin') {
  return { kind: 'remove-application' as const, applicationId: id, appId, displayName, why }
}

/** Before the application: after it, nobody would know which copies to look for. */
async function forgetCopies(
  context: RunContext,
  { tenantId }: DesiredState,
  { appId, passwords }: Application,
): Promise<void> {
  for (const { keyId, displayName } of passwords) {
    if (!displayName?.startsWith(secretNamePrefix)) continue
    await ask(context, () => context.world.vault.remove(vaultAccount(tenantId, appId, keyId)))
  }
}

async function release(context: RunContext, { profile }: DesiredState, observed: ObservedState): Promise<null> {
  const application = present(observed.application, 'the application')
  await updateTags(context, application, { remove: (tag) => isOurTag(profile, tag) })
  return null
}
