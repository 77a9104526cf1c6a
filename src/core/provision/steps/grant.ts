import type { Change } from '../change.ts'
import type { Application, AppRoleAssignment, ServicePrincipal } from '../../directory.ts'
import { ProblemError } from '../../problem.ts'
import { otherPermissions, tenantWide, type Permission } from '../../access/profile.ts'
import { ask, askOnce, waitUntilFound } from '../retry.ts'
import { present, type RunContext, type ObservedState, type Step, type DesiredState } from '../step.ts'
import { isLimited } from '../tags.ts'

/**
 * Admin consent: one app role assignment for each permission. The POST is the consent itself; no browser page is
 * needed (learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent). What Exchange limits to some
 * mailboxes, or another profile has replaced, leaves again: grants add up.
 */
export const grantStep: Step<'grant' | 'remove-grant'> = {
  async observe(context, { application, servicePrincipal }, { profile, aim }) {
    if (aim === 'removed') return { resources: {}, grants: [] }
    const { directory } = context.world
    const resources: Record<string, ServicePrincipal> = {}
    for (const { resourceAppId } of profile.permissions) {
      resources[resourceAppId] ??= await findResource(context, resourceAppId)
    }
    for (const { resourceAppId } of otherPermissions(profile).filter((one) => isListed(application, one))) {
      resources[resourceAppId] ??= await findResource(context, resourceAppId)
    }
    if (!servicePrincipal) return { resources, grants: [] }
    const grants = await ask(context, () => directory.appRoleAssignments(servicePrincipal.id, context.signal))
    return { resources, grants }
  },

  decide(observed, desired) {
    if (desired.aim === 'removed') return []
    const { profile } = desired
    const limited = isLimited(observed, desired)
    const wanted = tenantWide(profile, limited)
    const grants = desired.consentDelegated ? [] : wanted.filter((permission) => !isGranted(observed, permission))
    const has = (permission: Permission) =>
      isListed(observed.application, permission) || isGranted(observed, permission)
    const replaced = desired.retireOthers ? otherPermissions(profile).filter(has) : []
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

  make: (change, observed, context) =>
    change.kind === 'grant' ? makeGrant(change, observed, context) : removeGrant(change, observed, context),
}

type Made = Awaited<ReturnType<Step<never>['make']>>

async function makeGrant(
  change: Extract<Change, { kind: 'grant' }>,
  observed: ObservedState,
  context: RunContext,
): Promise<Made> {
  const { resourceAppId, appRoleId } = change
  const { directory } = context.world
  const principalId = present(observed.servicePrincipal, 'the service principal').id
  const resourceId = present(observed.resources?.[resourceAppId], 'the resource').id
  const assignment = await askOnce(
    context,
    () => directory.grantAppRole({ principalId, resourceId, appRoleId }, context.signal),
    async () => {
      const grants = await ask(context, () => directory.appRoleAssignments(principalId, context.signal))
      return grants.find((grant) => grant.resourceId === resourceId && grant.appRoleId === appRoleId) ?? null
    },
    // "Permission being assigned already exists on the object"
    true,
  )
  const grants: readonly AppRoleAssignment[] = [...(observed.grants ?? []), assignment]
  return { observed: { grants }, id: assignment.id }
}

/** The assignment first: as long as the manifest lists it, the next plan sees what is left to do. */
async function removeGrant(
  change: Extract<Change, { kind: 'remove-grant' }>,
  observed: ObservedState,
  context: RunContext,
): Promise<Made> {
  const { resourceAppId, appRoleId } = change
  const { directory } = context.world
  const application = present(observed.application, 'the application')
  const resourceId = observed.resources?.[resourceAppId]?.id
  const isIt = (grant: AppRoleAssignment) => grant.resourceId === resourceId && grant.appRoleId === appRoleId
  const leaving = (observed.grants ?? []).filter(isIt)
  for (const { id } of leaving) {
    const principalId = present(observed.servicePrincipal, 'the service principal').id
    await ask(context, () => directory.removeGrant({ principalId, id }, context.signal))
  }
  const fresh = await waitUntilFound(context, () => directory.applicationById(application.id, context.signal))
  const permissions = fresh.permissions.filter(
    (one) => one.resourceAppId !== resourceAppId || one.appRoleId !== appRoleId,
  )
  if (permissions.length < fresh.permissions.length) {
    await ask(context, () => directory.patchApplication(application.id, { permissions }, context.signal))
  }
  const grants = (observed.grants ?? []).filter((grant) => !isIt(grant))
  return { observed: { grants, application: { ...application, permissions } }, id: leaving[0]?.id ?? null }
}

/** Whether the assignment is there; the manifest's `requiredResourceAccess` proves nothing. */
export function isGranted(observed: ObservedState, permission: Permission): boolean {
  const resource = observed.resources?.[permission.resourceAppId]
  return (observed.grants ?? []).some(
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
export function isConsented(observed: ObservedState, desired: DesiredState): boolean {
  return tenantWide(desired.profile, isLimited(observed, desired)).every((permission) =>
    isGranted(observed, permission),
  )
}

function idsOf({ resourceAppId, appRoleId, value }: Permission) {
  return { resourceAppId, appRoleId, value }
}

async function findResource(context: RunContext, appId: string): Promise<ServicePrincipal> {
  const { directory, clock } = context.world
  const found = await ask(context, () => directory.servicePrincipalByAppId(appId, context.signal))
  if (found) return found
  throw new ProblemError({ code: 'exchange-missing', at: clock.now().toISOString(), facts: { appId } })
}
