import type { Application } from '../../ports.ts'
import { adoptedTag, isOurTag, secretNamePrefix } from '../../access/profile.ts'
import { ask, askUntilThere } from '../retry.ts'
import { present, type Outside, type Seen, type Step, type Wish } from '../step.ts'
import { vaultAccount } from './make-secret.ts'

/**
 * What leaves last: a twin of ours, or everything. An application that a person made is released, not removed; what is
 * deleted goes to the tenant's recycle bin and is never purged.
 */
export const removalStep: Step<'remove-application' | 'release-application' | 'remove-sign-in-entry'> = {
  async see(outside, _seen, { aim, signInEntry }) {
    if (aim !== 'removed' || signInEntry === null) return { signInEntry: null }
    const { directory } = outside.world
    return {
      signInEntry: await ask(outside, () => directory.servicePrincipalByAppId(signInEntry, outside.signal)),
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

  async make(change, seen, outside, wish) {
    const { directory } = outside.world
    switch (change.kind) {
      case 'remove-application': {
        const isTwin = change.why === 'twin'
        const leaving = isTwin ? (seen.twins ?? []).find(({ id }) => id === change.applicationId) : seen.application
        await forgetCopies(outside, wish, present(leaving, 'the application'))
        await ask(outside, () => directory.deleteApplication(change.applicationId, outside.signal))
        const twins = (seen.twins ?? []).filter(({ id }) => id !== change.applicationId)
        return { seen: isTwin ? { twins } : { application: null, secrets: [] }, id: change.appId }
      }
      case 'release-application':
        return { seen: { application: await release(outside, wish, seen) }, id: change.appId }
      case 'remove-sign-in-entry':
        await ask(outside, () => directory.deleteServicePrincipal(change.servicePrincipalId, outside.signal))
        return { seen: { signInEntry: null }, id: change.servicePrincipalId }
    }
  },
}

function removal({ id, appId, displayName }: Application, why: 'asked-for' | 'twin') {
  return { kind: 'remove-application' as const, applicationId: id, appId, displayName, why }
}

/** Before the application: after it, nobody would know which copies to look for. */
async function forgetCopies(outside: Outside, { tenantId }: Wish, { appId, passwords }: Application): Promise<void> {
  for (const { keyId, displayName } of passwords) {
    if (!displayName?.startsWith(secretNamePrefix)) continue
    await ask(outside, () => outside.world.vault.remove(vaultAccount(tenantId, appId, keyId)))
  }
}

async function release(outside: Outside, { profile }: Wish, seen: Seen): Promise<null> {
  const { directory } = outside.world
  const { id } = present(seen.application, 'the application')
  const fresh = await askUntilThere(outside, () => directory.applicationById(id, outside.signal))
  const tags = fresh.tags.filter((tag) => !isOurTag(profile, tag))
  await ask(outside, () => directory.patchApplication(id, { tags }, outside.signal))
  return null
}
