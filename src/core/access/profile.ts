import { dayMs } from '../calendar-days.ts'
import type { Change } from '../provision/change.ts'
import { publicCloud, type Cloud } from './cloud.ts'

/**
 * The built-in roles of Entra ID that we name, with their template ids
 * (learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference).
 */
export const roles = {
  'global-administrator': '62e90394-69f5-4237-9190-012177145e10',
  'privileged-role-administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'application-administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'cloud-application-administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
  'application-developer': 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  'security-administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'exchange-administrator': '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'global-reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
} as const

export type RoleName = keyof typeof roles

/** Returns those of the named roles that are among these template ids. */
export function rolesAmong(templateIds: readonly string[]): readonly RoleName[] {
  const known = Object.entries(roles) as [RoleName, string][]
  return known.filter(([, id]) => templateIds.includes(id)).map(([name]) => name)
}

/** The least privileged role that may register an application and add a secret to it. */
export const registeringRole: RoleName = 'cloud-application-administrator'

/** The least privileged role that may authorize the sign-in application, whose permissions are delegated, for the tenant. */
export const authorizingRole: RoleName = 'cloud-application-administrator'

/** An application permission (app role) of an API, by Microsoft's ids. */
export interface Permission {
  readonly resourceAppId: string
  readonly resourceName: string
  readonly appRoleId: string
  readonly value: string
  /**
   * The role of RBAC for Applications that replaces it for some mailboxes; `null` when there is none
   * (learn.microsoft.com/exchange/permissions-exo/application-rbac).
   */
  readonly exchangeRole: string | null
  /** The call that shows that the permission works: it is made on one mailbox and reads nothing of its content. */
  readonly probe: Probe
}

/** The names of those calls, one for each permission. */
export type Probe = 'mailbox' | 'calendar' | 'contacts' | 'mail' | 'settings' | 'user'

export const profileIds = ['ews', 'graph'] as const

export type ProfileId = (typeof profileIds)[number]

export interface Profile {
  readonly id: ProfileId
  readonly displayName: string
  /** Immutable key of our application in a tenant (Graph `uniqueName`): how any run, on any machine, finds it again. */
  readonly uniqueName: string
  readonly tag: string
  readonly redirectUris: readonly string[]
  readonly permissions: readonly Permission[]
  /** The host of the cloud that an app-only token is asked for. */
  readonly host: 'exchange' | 'graph'
  /**
   * The roles that may grant these permissions, least privileged first
   * (learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent).
   */
  readonly grantedBy: readonly RoleName[]
  /**
   * The delegated scopes that granting them needs beyond those of the sign-in (permissions.json of
   * microsoft-graph-devx-content).
   */
  readonly grantedWith: readonly string[]
  /** Whether Prextra uses these permissions today. */
  readonly isSupported: boolean
  /** The date (ISO 8601) after which the permissions open nothing, if Microsoft has announced one. */
  readonly endsOn?: string
}

function graphPermission(appRoleId: string, value: string, probe: Probe): Permission {
  const resource = { resourceAppId: '00000003-0000-0000-c000-000000000000', resourceName: 'Microsoft Graph' }
  return { ...resource, appRoleId, value, exchangeRole: `Application ${value}`, probe }
}

/** Returns the address that Microsoft keeps in a cloud for applications without a page of their own. */
function nativeClient({ login }: Cloud): string {
  return `https://${login}/common/oauth2/nativeclient`
}

const application = {
  displayName: 'Prextra – Synchronisation Outlook',
  uniqueName: 'cdid-prextra-outlook-sync',
  tag: 'cdid-prextra-outlook-sync',
  redirectUris: [nativeClient(publicCloud)],
} as const

/** The permissions that Prextra may be granted, in sets of which an application has one; as they are in the public cloud. */
export const profiles = {
  ews: {
    id: 'ews',
    ...application,
    permissions: [
      {
        resourceAppId: '00000002-0000-0ff1-ce00-000000000000',
        resourceName: 'Office 365 Exchange Online',
        appRoleId: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
        value: 'full_access_as_app',
        exchangeRole: 'Application EWS.AccessAsApp',
        probe: 'mailbox',
      },
    ],
    host: 'exchange',
    grantedBy: [
      'cloud-application-administrator',
      'application-administrator',
      'privileged-role-administrator',
      'global-administrator',
    ],
    grantedWith: [],
    isSupported: true,
    endsOn: '2027-04-01',
  },
  graph: {
    id: 'graph',
    ...application,
    permissions: [
      graphPermission('ef54d2bf-783f-4e0f-bca1-3210c0444d99', 'Calendars.ReadWrite', 'calendar'),
      graphPermission('6918b873-d17a-4dc1-b314-35f528134491', 'Contacts.ReadWrite', 'contacts'),
      graphPermission('e2a3a72e-5f79-4c64-b1b1-878b674786c9', 'Mail.ReadWrite', 'mail'),
      graphPermission('40f97065-369a-49f4-947c-6a255697ae91', 'MailboxSettings.Read', 'settings'),
      // This permission is about accounts, not mailboxes, so Exchange has no role that replaces it.
      { ...graphPermission('df021288-bdef-4463-88db-98f22de89214', 'User.Read.All', 'user'), exchangeRole: null },
    ],
    host: 'graph',
    grantedBy: ['privileged-role-administrator', 'global-administrator'],
    // Application.ReadWrite.All may grant every app role "except those exposed by Microsoft Graph", as these are.
    grantedWith: ['AppRoleAssignment.ReadWrite.All'],
    isSupported: false,
  },
} as const satisfies Record<ProfileId, Profile>

/**
 * Returns the permissions that are granted for the whole tenant: for a limited application, those without an Exchange
 * role.
 */
export function tenantWide({ permissions }: Pick<Profile, 'permissions'>, limited: boolean): readonly Permission[] {
  return limited ? permissions.filter(({ exchangeRole }) => exchangeRole === null) : permissions
}

/** Returns the permissions of every other profile. */
export function otherPermissions({ id }: Profile): readonly Permission[] {
  return Object.values<Profile>(profiles).flatMap((other) => (other.id === id ? [] : other.permissions))
}

/** Returns the profiles whose consent these changes give or take back. */
export function profilesGranted(changes: readonly Change[]): readonly Profile[] {
  const grants = changes.filter((change) => change.kind === 'grant' || change.kind === 'remove-grant')
  return Object.values<Profile>(profiles).filter(({ permissions }) =>
    grants.some((grant) => permissions.some(({ appRoleId }) => appRoleId === grant.appRoleId)),
  )
}

/** Returns a profile as it is in a cloud, where the redirect URI is the cloud's own. */
export function profileIn(cloud: Cloud, id: ProfileId): Profile {
  return { ...profiles[id], redirectUris: [nativeClient(cloud)] }
}

/** Returns the profile of a new set-up: EWS until Microsoft ends it, then Graph. */
export function profileFor(now: Date): Profile {
  return hasEnded(profiles.ews, now) ? profiles.graph : profiles.ews
}

export function hasEnded({ endsOn }: Profile, now: Date | number): boolean {
  return endsOn !== undefined && Number(now) >= Date.parse(`${endsOn}T00:00:00Z`)
}

/** Whether a secret may end at that instant: not in the past, and not after the permissions of its profile end. */
export function isLifetime(profile: Profile, endsAt: string, now: Date): boolean {
  const end = new Date(endsAt)
  return end > now && !outlives(profile, endsAt)
}

/** How the name of every secret begins that the assistant has made; the id of the run that made it follows. */
export const secretNamePrefix = 'Assistant Prextra · '

/**
 * The time of day (UTC) at which a secret ends: midnight or 1 a.m. in Québec, so that the date shown there is the date
 * that was chosen.
 */
export const secretEndTime = 'T05:00:00Z'

/** Returns the instant, ISO 8601, at which a secret ends whose last day (UTC) is that of `at`. */
export function secretEndOn(at: Date): string {
  return at.toISOString().slice(0, 10) + secretEndTime
}

/** Returns the last instant, ISO 8601, at which a secret of this profile may end; `null`: it may end at any. */
export function lastSecretEnd({ endsOn }: Profile): string | null {
  return endsOn === undefined ? null : endsOn + secretEndTime
}

/** Whether a secret that ends at that instant outlives the permissions of its profile. */
export function outlives(profile: Profile, endsAt: string): boolean {
  const last = lastSecretEnd(profile)
  return last !== null && Date.parse(endsAt) > Date.parse(last)
}

/** How long a secret lives unless the administrator chooses otherwise, in days. */
export const usualLifeDays = 180

/** Returns when a secret ends unless the administrator chooses otherwise: in 180 days, never past what it opens. */
export function defaultSecretEnd(profile: Profile, now: Date): string {
  const end = secretEndOn(new Date(now.getTime() + usualLifeDays * dayMs))
  const last = lastSecretEnd(profile)
  return last !== null && Date.parse(last) > now.getTime() && outlives(profile, end) ? last : end
}
