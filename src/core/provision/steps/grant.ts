import type { Change } from '../change.ts'
import type { Application, AppRoleAssignment, ServicePrincipal } from '../../ports.ts'
import { ProblemError } from '../../problem.ts'
import { otherPermissions, tenantWide, type Permission } from '../../access/profile.ts'
import { ask, askOnce, askUntilThere } from '../retry.ts'
import { isLimited, present, type Outside, type Seen, type Step, type Wish } from '../step.ts'

/**
 * Admin consent: one app role assignment for each permission. The POST is the consent itself; no browser page is
 * needed (learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent). What Exchange limits to some
 * mailboxes, or another profile has replaced, leaves again: grants add up.
 */
export const grantStep: Step<'grant' | 'remove-grant'> = {
  async see(outside, { application, servicePrincipal }, { profile, aim }) {
    if (aim === 'removed') return { resources: {}, grants: [] }
    const { directory } = outside.world
    const resources: Record<string, ServicePrincipal> = {}
    for (const { resourceAppId } of profile.permissions) {
      resources[resourceAppId] ??= await findResource(outside, resourceAppId)
    }
    for (const { resourceAppId } of otherPermissions(profile).filter((one) => isListed(application, one))) {
      resources[resourceAppId] ??= await findResource(outside, resourceAppId)
    }
    if (!servicePrincipal) return { resources, grants: [] }
    const grants = await ask(outside, () => directory.appRoleAssignments(servicePrincipal.id, outside.signal))
    return { resources, grants }
  },

  decide(seen, wish) {
    if (wish.aim === 'removed') return []
    const { profile } = wish
    const limited = isLimited(seen, wish)
    const wanted = tenantWide(profile, limited)
    const grants = wish.consentElsewhere ? [] : wanted.filter((permission) => !isGranted(seen, permission))
    const has = (permission: Permission) => isListed(seen.application, permission) || isGranted(seen, permission)
    const replaced = wish.retireOthers ? otherPermissions(profile).filter(has) : []
    const byExchange = profile.permissions.filter((permission) => !wanted.includes(permission) && has(permission))
    return [
      ...grants.map((permission) => ({ kind: 'grant' as const, ...idsOf(permission) })),
      ...byExchange.map((permission) => ({
        kind: 'remove-grant' as const,
        ...idsOf(permission),
        why: 'limited' as const,
      })),
      ...replaced.map((permission) => ({
        kind: 'remove-grant' as const,
        ...idsOf(permission),
        why: 'replaced' as const,
      })),
    ]
  },

  make: (change, seen, outside) =>
    change.kind === 'grant' ? makeGrant(change, seen, outside) : removeGrant(change, seen, outside),
}

type Made = Awaited<ReturnType<Step<never>['make']>>

async function makeGrant(change: Extract<Change, { kind: 'grant' }>, seen: Seen, outside: Outside): Promise<Made> {
  const { resourceAppId, appRoleId } = change
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
}

/** The assignment first: as long as the manifest lists it, the next plan sees what is left to do. */
async function removeGrant(
  change: Extract<Change, { kind: 'remove-grant' }>,
  seen: Seen,
  outside: Outside,
): Promise<Made> {
  const { resourceAppId, appRoleId } = change
  const { directory } = outside.world
  const application = present(seen.application, 'the application')
  const resourceId = seen.resources?.[resourceAppId]?.id
  const isIt = (grant: AppRoleAssignment) => grant.resourceId === resourceId && grant.appRoleId === appRoleId
  const leaving = (seen.grants ?? []).filter(isIt)
  for (const { id } of leaving) {
    const principalId = present(seen.servicePrincipal, 'the service principal').id
    await ask(outside, () => directory.removeGrant({ principalId, id }, outside.signal))
  }
  const fresh = await askUntilThere(outside, () => directory.applicationById(application.id, outside.signal))
  const permissions = fresh.permissions.filter(
    (one) => one.resourceAppId !== resourceAppId || one.appRoleId !== appRoleId,
  )
  if (permissions.length < fresh.permissions.length) {
    await ask(outside, () => directory.patchApplication(application.id, { permissions }, outside.signal))
  }
  const grants = (seen.grants ?? []).filter((grant) => !isIt(grant))
  return { seen: { grants, application: { ...application, permissions } }, id: leaving[0]?.id ?? null }
}

/** Whether the assignment is there; the manifest's `requiredResourceAccess` proves nothing. */
export function isGranted(seen: Seen, permission: Permission): boolean {
  const resource = seen.resources?.[permission.resourceAppId]
  return (seen.grants ?? []).some(
    (grant) => grant.resourceId === resource?.id && grant.appRoleId === permission.appRoleId,
  )
}

/** Whether the application's manifest asks for it. */
export function isListed(application: Application | null | undefined, permission: Permission): boolean {
  return (application?.permissions ?? []).some(
    ({ resourceAppId, appRoleId }) => resourceAppId === permission.resourceAppId && appRoleId === permission.appRoleId,
  )
}

/** All that the wish grants for the whole tenant is granted. */
export function isConsented(seen: Seen, wish: Wish): boolean {
  return tenantWide(wish.profile, isLimited(seen, wish)).every((permission) => isGranted(seen, permission))
}

function idsOf({ resourceAppId, appRoleId, value }: Permission) {
  return { resourceAppId, appRoleId, value }
}

async function findResource(outside: Outside, appId: string): Promise<ServicePrincipal> {
  const { directory, clock } = outside.world
  const found = await ask(outside, () => directory.servicePrincipalByAppId(appId, outside.signal))
  if (found) return found
  throw new ProblemError({ code: 'exchange-missing', at: clock.now().toISOString(), facts: { appId } })
}
