import type { AppRoleAssignment, ServicePrincipal } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { scopedTag, type Permission } from '../profile.ts'
import { ask, askOnce } from '../retry.ts'
import { present, type Outside, type Seen, type Step } from '../step.ts'

/**
 * Admin consent: one app role assignment for each permission. The POST is the consent itself; no browser page is
 * needed (learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent).
 */
export const grantStep: Step<'grant'> = {
  async see(outside, { servicePrincipal }, { profile, aim }) {
    if (aim === 'removed') return { resources: {}, grants: [] }
    const { directory } = outside.world
    const resources: Record<string, ServicePrincipal> = {}
    for (const { resourceAppId } of profile.permissions) {
      resources[resourceAppId] ??= await findResource(outside, resourceAppId)
    }
    if (!servicePrincipal) return { resources, grants: [] }
    const grants = await ask(outside, () => directory.appRoleAssignments(servicePrincipal.id, outside.signal))
    return { resources, grants }
  },

  decide(seen, { profile, aim }) {
    if (aim === 'removed') return []
    if (seen.application?.tags.includes(scopedTag)) return []
    return profile.permissions
      .filter((permission) => !isGranted(seen, permission))
      .map(({ resourceAppId, appRoleId, value }) => ({ kind: 'grant', resourceAppId, appRoleId, value }))
  },

  async make({ resourceAppId, appRoleId }, seen, outside) {
    const { directory } = outside.world
    const principalId = present(seen.servicePrincipal, 'the service principal').id
    const resourceId = present(seen.resources?.[resourceAppId], 'the resource').id
    const assignment = await askOnce(
      outside,
      () => directory.grantAppRole({ principalId, resourceId, appRoleId }, outside.signal),
      async () => {
        const grants = await ask(outside, () => directory.appRoleAssignments(principalId, outside.signal))
        return grants.find((grant) => grant.resourceId === resourceId && grant.appRoleId === appRoleId) ?? null
      },
      // "Permission being assigned already exists on the object"
      true,
    )
    const grants: readonly AppRoleAssignment[] = [...(seen.grants ?? []), assignment]
    return { seen: { grants }, id: assignment.id }
  },
}

/** Whether the assignment is there; the manifest's `requiredResourceAccess` proves nothing. */
export function isGranted(seen: Seen, permission: Permission): boolean {
  const resource = seen.resources?.[permission.resourceAppId]
  return (seen.grants ?? []).some(
    (grant) => grant.resourceId === resource?.id && grant.appRoleId === permission.appRoleId,
  )
}

async function findResource(outside: Outside, appId: string): Promise<ServicePrincipal> {
  const { directory, clock } = outside.world
  const found = await ask(outside, () => directory.servicePrincipalByAppId(appId, outside.signal))
  if (found) return found
  throw new ProblemError({ code: 'exchange-missing', at: clock.now().toISOString(), facts: { appId } })
}
