import type { Application } from '../../directory.ts'
import { adoptedTag, isOurTag, secretNamePrefix } from '../../access/profile.ts'
import { ask, waitUntilFound } from '../retry.ts'
import { present, type RunContext, type ObservedState, type Step, type DesiredState } from '../step.ts'
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
    const { tags = [], appId = '', id = '' } = application ?? {}
    const released = tags.includes(adoptedTag)
    const marked = tags.some((tag) => isOurTag(profile, tag))
    return [
      ...twinsLeave,
      ...(application && !released ? [removal(application, 'asked-for')] : []),
      ...(released && marked ? [{ kind: 'release-application' as const, applicationId: id, appId }] : []),
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
  const { directory } = context.world
  const { id } = present(observed.application, 'the application')
  const fresh = await waitUntilFound(context, () => directory.applicationById(id, context.signal))
  const tags = fresh.tags.filter((tag) => !isOurTag(profile, tag))
  await ask(context, () => directory.patchApplication(id, { tags }, context.signal))
  return null
}
