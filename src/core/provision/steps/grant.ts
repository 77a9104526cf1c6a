import type { Change } from '../change.ts'
import type { Application, AppRoleAssignment, ServicePrincipal } from '../../directory.ts'
import { ProblemError } from '../../problem.ts'
import { otherPermissions, tenantWide, type Permission } from '../../access/profile.ts'
import { ask, askOnce, waitUntilFound } from '../retry.ts'
import { required, type Look, type RunContext, type ObservedState, type Step, type DesiredState } from '../step.ts'
import { isLimited } from '../tags.ts'

/**
 * Admin consent: one app role assignment for each permission. To create the assignment is to consent; no page in a
 * browser is needed (learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent). An assignment is removed
 * when Exchange grants the permission for some mailboxes instead, or when the permissions of another profile are used.
 */
export const grantStep: Required<Step<'grant' | 'remove-grant'>> = {
  async observe(context, look, { profile, aim }) {
    if (aim === 'removed') return { resources: {}, grants: [] }
    const wanted = findResources(context, profile.permissions)
    const others = look.application.then((application) =>
      findResources(
        context,
        otherPermissions(profile).filter((one) => isListed(application, one)),
      ),
    )
    const [first, second, grants] = await Promise.all([wanted, others, findGrants(context, look)])
    return { resources: { ...second, ...first }, grants }
  },

  decide(observed, desired) {
    if (desired.aim === 'removed') return []
    const { profile } = desired
    const limited = isLimited(observed, desired)
    const wanted = tenantWide(profile, limited)
    const grants = desired.consentDelegated ? [] : wanted.filter((permission) => !isGranted(observed, permission))
    const isAsked = (permission: Permission) =>
      isListed(observed.application, permission) || isGranted(observed, permission)
    const replaced = desired.retireOthers ? otherPermissions(profile).filter(isAsked) : []
    const grantedByExchange = profile.permissions.filter(
      (permission) => !wanted.includes(permission) && isAsked(permission),
    )
    return [
      ...grants.map((permission) => ({ kind: 'grant' as const, ...idsOf(permission) })),
      ...grantedByExchange.map((permission) => ({
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
  const { id: principalId, appId } = required(observed.servicePrincipal, 'the service principal')
  const resourceId = required(observed.resources?.[resourceAppId], 'the resource').id
  const assignment = await askOnce(
    context,
    () => directory.grantAppRole({ principalId, resourceId, appRoleId }, context.signal),
    async () => {
      const grants = await ask(context, () => directory.appRoleAssignments(appId, context.signal))
      return (grants ?? []).find((grant) => grant.resourceId === resourceId && grant.appRoleId === appRoleId) ?? null
    },
    // Graph refuses a second one: "Permission being assigned already exists on the object".
    true,
  )
  const grants: readonly AppRoleAssignment[] = [...(observed.grants ?? []), assignment]
  return { observed: { grants }, id: assignment.id }
}

/** Removes the assignment before the manifest's line: if this is interrupted between the two, the line makes the next plan finish it. */
async function removeGrant(
  change: Extract<Change, { kind: 'remove-grant' }>,
  observed: ObservedState,
  context: RunContext,
): Promise<Made> {
  const { resourceAppId, appRoleId } = change
  const { directory } = context.world
  const application = required(observed.application, 'the application')
  const resourceId = observed.resources?.[resourceAppId]?.id
  const isSame = (grant: AppRoleAssignment) => grant.resourceId === resourceId && grant.appRoleId === appRoleId
  const assignments = (observed.grants ?? []).filter(isSame)
  for (const { id } of assignments) {
    const principalId = required(observed.servicePrincipal, 'the service principal').id
    await ask(context, () => directory.removeGrant({ principalId, id }, context.signal))
  }
  const fresh = await waitUntilFound(context, () => directory.applicationById(application.id, context.signal))
  const permissions = fresh.permissions.filter(
    (one) => one.resourceAppId !== resourceAppId || one.appRoleId !== appRoleId,
  )
  if (permissions.length < fresh.permissions.length) {
    await ask(context, () => directory.patchApplication(application.id, { permissions }, context.signal))
  }
  const grants = (observed.grants ?? []).filter((grant) => !isSame(grant))
  return { observed: { grants, application: { ...application, permissions } }, id: assignments[0]?.id ?? null }
}

/** Whether the permission is granted: there is an assignment. The manifest (`requiredResourceAccess`) only asks for it. */
export function isGranted(observed: ObservedState, permission: Permission): boolean {
  const resource = observed.resources?.[permission.resourceAppId]
  return (observed.grants ?? []).some(
    (grant) => grant.resourceId === resource?.id && grant.appRoleId === permission.appRoleId,
  )
}

/** Whether the application's manifest asks for the permission. */
export function isListed(application: Application | null | undefined, permission: Permission): boolean {
  return (application?.permissions ?? []).some(
    ({ resourceAppId, appRoleId }) => resourceAppId === permission.resourceAppId && appRoleId === permission.appRoleId,
  )
}

/** Whether every permission that is wanted for the whole tenant is granted. */
export function isConsented(observed: ObservedState, desired: DesiredState): boolean {
  return tenantWide(desired.profile, isLimited(observed, desired)).every((permission) =>
    isGranted(observed, permission),
  )
}

function idsOf({ resourceAppId, appRoleId, value }: Permission) {
  return { resourceAppId, appRoleId, value }
}

/** Finds the assignments of our service principal, which are read beside it. */
async function findGrants(context: RunContext, look: Look): Promise<readonly AppRoleAssignment[]> {
  const application = await look.application
  if (!application) return []
  const read = () => context.world.directory.appRoleAssignments(application.appId, context.signal)
  const [servicePrincipal, grants] = await Promise.all([look.servicePrincipal, ask(context, read)])
  if (!servicePrincipal) return []
  return grants ?? waitUntilFound(context, read)
}

/** Finds the service principals of the APIs that have these permissions, by their appId. */
async function findResources(
  context: RunContext,
  permissions: readonly Pick<Permission, 'resourceAppId'>[],
): Promise<Readonly<Record<string, ServicePrincipal>>> {
  const appIds = [...new Set(permissions.map(({ resourceAppId }) => resourceAppId))]
  const found = await Promise.all(appIds.map(async (appId) => [appId, await findResource(context, appId)] as const))
  return Object.fromEntries(found)
}

async function findResource(context: RunContext, appId: string): Promise<ServicePrincipal> {
  const { directory, clock } = context.world
  const found = await ask(context, () => directory.servicePrincipalByAppId(appId, context.signal))
  if (found) return found
  throw new ProblemError({ code: 'exchange-missing', at: clock.now().toISOString(), facts: { appId } })
}
