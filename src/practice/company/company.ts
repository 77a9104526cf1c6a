import type { Clock } from '../tenant/clock.ts'
import type { Directory } from '../tenant/directory.ts'
import type { Seed, SeedUserAgents } from './seed.ts'
import type { SignInPolicies } from '../tenant/sign-in-policies.ts'
import type { TokenIssuer } from '../tenant/tokens.ts'

/** One company with everything that its routes read and change. */
export interface Company {
  readonly clock: Clock
  readonly directory: Directory
  readonly tokens: TokenIssuer
  readonly exchange: ExchangeSwitch
  readonly policies: SignInPolicies
}

/** The company's Exchange settings. Tests change them as an Exchange administrator would. */
export interface ExchangeSwitch {
  /** `Set-OrganizationConfig -EwsEnabled`. */
  ewsEnabled: boolean | null
  /** `Set-OrganizationConfig -EwsAllowedAppIDs`, which always writes the whole list. */
  ewsAllowedAppIds: string[]
  /** See {@link SeedExchange.ewsAllowsNewApplications}. */
  ewsAllowsNewApplications: boolean
  /** `Set-OrganizationConfig -EwsApplicationAccessPolicy`, with its list. */
  userAgents: SeedUserAgents | undefined
  /** RBAC for Applications: `New-ManagementRoleAssignment -App … -Role … -CustomResourceScope …`, with the scope's members. */
  roleAssignments: RoleAssignment[]
  /** `New-ApplicationAccessPolicy -AppId … -PolicyScopeGroupId … -AccessRight …`, with the group's members. */
  accessPolicies: {
    readonly appId: string
    readonly right: 'RestrictAccess' | 'DenyAccess'
    readonly members: readonly string[]
  }[]
  /** How many of the next requests find the server busy, and which of its three answers they get. */
  busy: { left: number; says: '503' | '500' | '200'; backOffMilliseconds: number }
}

/** https://learn.microsoft.com/exchange/permissions-exo/application-rbac */
export interface RoleAssignment {
  readonly appId: string
  readonly role: ApplicationRole
  readonly scope: 'everybody' | readonly string[]
}

/** The application roles of Exchange that matter here. */
export type ApplicationRole =
  | 'Application EWS.AccessAsApp'
  | 'Application Calendars.ReadWrite'
  | 'Application Contacts.ReadWrite'
  | 'Application Mail.ReadWrite'
  | 'Application MailboxSettings.Read'

export function newExchangeSwitch(seed: Seed): ExchangeSwitch {
  const { ewsEnabled, ewsAllowedAppIds, ewsAllowsNewApplications, userAgents } = seed.exchange
  return {
    ewsEnabled,
    ewsAllowedAppIds: [...ewsAllowedAppIds],
    ewsAllowsNewApplications,
    userAgents,
    roleAssignments: [],
    accessPolicies: [],
    busy: { left: 0, says: '503', backOffMilliseconds: 0 },
  }
}
