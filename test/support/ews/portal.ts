import { graph, luc, signIn } from '#support/tenant-client.ts'
import type { ApplicationRole } from '#practice/company/company.ts'
import { profiles, type Permission, type ProfileId } from '#core/access/profile.ts'
import type { Scenario } from './scenario.ts'
import { appId } from './steps.ts'

/** What other administrators do in Entra's portal and in Exchange's PowerShell. */

const scopes = 'openid User.Read Application.ReadWrite.All AppRoleAssignment.ReadWrite.All'

/** Consents as Global Administrator to the permissions of a profile: all of them, or the first `atMost`. */
export async function consent(
  scenario: Pick<Scenario, 'tenant'>,
  profile: ProfileId,
  atMost = Infinity,
): Promise<void> {
  const { tenant } = scenario
  const token = await signIn(tenant, luc, scopes)
  const principalId = idOf(scenario, appId(scenario))
  const permissions: readonly Permission[] = profiles[profile].permissions
  for (const { resourceAppId, appRoleId } of permissions.slice(0, atMost)) {
    if (tenant.state.appRoleAssignments.some((one) => one.appRoleId === appRoleId)) continue
    const resourceId = idOf(scenario, resourceAppId)
    const grant = { principalId, resourceId, appRoleId }
    const { status } = await graph(tenant, token, 'POST', `/servicePrincipals/${resourceId}/appRoleAssignedTo`, grant)
    if (status !== 201) throw new Error(`the consent was answered with ${status}`)
  }
}

/** Withdraws one permission of the application, or all of them. */
export async function revoke(scenario: Pick<Scenario, 'tenant'>, value?: string): Promise<void> {
  const { tenant } = scenario
  const token = await signIn(tenant, luc, scopes)
  const principalId = idOf(scenario, appId(scenario))
  const roles = tenant.state.servicePrincipals.flatMap(({ appRoles }) => appRoles)
  for (const { id, appRoleId } of tenant.state.appRoleAssignments) {
    if (value !== undefined && roles.find((role) => role.id === appRoleId)?.value !== value) continue
    const path = `/servicePrincipals/${principalId}/appRoleAssignments/${id}`
    const { status } = await graph(tenant, token, 'DELETE', path)
    if (status !== 204) throw new Error(`the withdrawal was answered with ${status}`)
  }
}

/** Adds the application to the allow list of EWS, as our script does. */
export function allowInExchange(scenario: Pick<Scenario, 'tenant'>): void {
  const { exchange } = scenario.tenant
  exchange.ewsAllowedAppIds = [...exchange.ewsAllowedAppIds, appId(scenario)]
  exchange.ewsEnabled = true
}

/** Limits the application to the members of a group by the profile's roles, as our script does. */
export function limitInExchange(
  scenario: Pick<Scenario, 'tenant'>,
  profile: ProfileId,
  members: readonly string[],
): void {
  const permissions: readonly Permission[] = profiles[profile].permissions
  scenario.tenant.exchange.roleAssignments = permissions.flatMap(({ exchangeRole }) =>
    exchangeRole === null ? [] : [{ appId: appId(scenario), role: exchangeRole as ApplicationRole, scope: members }],
  )
}

function idOf({ tenant }: Pick<Scenario, 'tenant'>, wanted: string): string {
  const found = tenant.state.servicePrincipals.find((one) => one.appId === wanted)
  if (!found) throw new Error(`there is no service principal of ${wanted}`)
  return found.id
}
