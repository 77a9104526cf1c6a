import { graph, luc, signIn } from '#support/tenant-client.ts'
import type { ApplicationRole } from '#practice/company/company.ts'
import { profiles, type Permission, type ProfileId } from '#core/access/profile.ts'
import type { Office } from './office.ts'
import { appId } from './steps.ts'

/** What colleagues do elsewhere: in Entra's portal, and in Exchange's PowerShell. */

const scopes = 'openid User.Read Application.ReadWrite.All AppRoleAssignment.ReadWrite.All'

/** The Global Administrator consents to what the application asks for: all of it, or the first so many. */
export async function consent(office: Pick<Office, 'tenant'>, profile: ProfileId, atMost = Infinity): Promise<void> {
  const { tenant } = office
  const token = await signIn(tenant, luc, scopes)
  const principalId = idOf(office, appId(office))
  const permissions: readonly Permission[] = profiles[profile].permissions
  for (const { resourceAppId, appRoleId } of permissions.slice(0, atMost)) {
    if (tenant.state.appRoleAssignments.some((one) => one.appRoleId === appRoleId)) continue
    const resourceId = idOf(office, resourceAppId)
    const grant = { principalId, resourceId, appRoleId }
    const { status } = await graph(tenant, token, 'POST', `/servicePrincipals/${resourceId}/appRoleAssignedTo`, grant)
    if (status !== 201) throw new Error(`the consent was answered with ${status}`)
  }
}

/** Somebody takes one permission back, or all of them. */
export async function revoke(office: Pick<Office, 'tenant'>, value?: string): Promise<void> {
  const { tenant } = office
  const token = await signIn(tenant, luc, scopes)
  const principalId = idOf(office, appId(office))
  const roles = tenant.state.servicePrincipals.flatMap(({ appRoles }) => appRoles)
  for (const { id, appRoleId } of tenant.state.appRoleAssignments) {
    if (value !== undefined && roles.find((role) => role.id === appRoleId)?.value !== value) continue
    const path = `/servicePrincipals/${principalId}/appRoleAssignments/${id}`
    const { status } = await graph(tenant, token, 'DELETE', path)
    if (status !== 204) throw new Error(`the withdrawal was answered with ${status}`)
  }
}

/** The allow list, as our script merges it. */
export function list(office: Pick<Office, 'tenant'>): void {
  const { exchange } = office.tenant
  exchange.ewsAllowedAppIds = [...exchange.ewsAllowedAppIds, appId(office)]
  exchange.ewsEnabled = true
}

/** RBAC for Applications, as our script sets it: the profile's roles, for the members of a group. */
export function limit(office: Pick<Office, 'tenant'>, profile: ProfileId, members: readonly string[]): void {
  const permissions: readonly Permission[] = profiles[profile].permissions
  office.tenant.exchange.roleAssignments = permissions.flatMap(({ exchangeRole }) =>
    exchangeRole === null ? [] : [{ appId: appId(office), role: exchangeRole as ApplicationRole, scope: members }],
  )
}

function idOf({ tenant }: Pick<Office, 'tenant'>, wanted: string): string {
  const found = tenant.state.servicePrincipals.find((one) => one.appId === wanted)
  if (!found) throw new Error(`there is no service principal of ${wanted}`)
  return found.id
}
