import type { CloudHosts } from '../company/clouds.ts'
import { microsoftTenantId, type AppRole, type FirstParty, type PermissionScope } from '../company/first-party.ts'
import type { StoredApplication, StoredServicePrincipal } from './stored.ts'

/** Returns what a service principal shows of its application: its name, identifiers, app roles and scopes. */
export function publishedBy(
  application: StoredApplication,
): Pick<
  StoredServicePrincipal,
  'displayName' | 'identifiers' | 'appRoles' | 'scopes' | 'signInAudience' | 'replyUrls'
> {
  const {
    displayName,
    identifierUris = [],
    appRoles = [],
    api,
    signInAudience = 'AzureADMyOrg',
    web,
    spa,
    publicClient,
  } = application.properties as {
    displayName: string
    identifierUris?: readonly string[]
    appRoles?: readonly { id: string; value: string | null; displayName: string }[]
    api?: { oauth2PermissionScopes?: readonly GivenScope[] }
    signInAudience?: string
    web?: Redirects
    spa?: Redirects
    publicClient?: Redirects
  }
  return {
    displayName,
    identifiers: [application.appId, ...identifierUris],
    appRoles: appRoles.map((role): AppRole => ({
      id: role.id,
      value: role.value ?? '',
      displayName: role.displayName,
    })),
    scopes: (api?.oauth2PermissionScopes ?? []).map(toScope),
    signInAudience,
    replyUrls: [web, spa, publicClient].flatMap((platform) => platform?.redirectUris ?? []),
  }
}

interface Redirects {
  readonly redirectUris?: readonly string[]
}

interface GivenScope {
  readonly id: string
  readonly value?: string | null
  readonly type?: 'User' | 'Admin'
  readonly userConsentDisplayName?: string | null
  readonly adminConsentDisplayName?: string | null
}

function toScope(scope: GivenScope): PermissionScope {
  const says = scope.userConsentDisplayName ?? scope.adminConsentDisplayName ?? ''
  return { id: scope.id, value: scope.value ?? '', adminOnly: scope.type === 'Admin', says: { fr: says, en: says } }
}

/** Returns the service principal that every company has of one of Microsoft's applications. */
export function microsoftServicePrincipal(party: FirstParty, hosts: CloudHosts): StoredServicePrincipal {
  return {
    id: party.objectId,
    appId: party.appId,
    displayName: party.displayName,
    ownerTenantId: microsoftTenantId,
    createdDateTime: '2019-04-02T13:20:11Z',
    createdBy: null,
    deletedDateTime: null,
    owners: [],
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    identifiers: party.identifiers(hosts),
    appRoles: party.appRoles,
    scopes: party.scopes,
    tags: [],
    notes: null,
    signInAudience: 'AzureADMultipleOrgs',
    replyUrls: [],
    properties: {},
    hiddenFor: 0,
  }
}
