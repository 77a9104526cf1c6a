import type { AppRole, PermissionScope } from './first-party.ts'
import type { StoredApplication, StoredServicePrincipal } from './stored.ts'

/** What an application of the company's own offers others, as its service principal carries it. */
export function offered(
  application: StoredApplication,
): Pick<StoredServicePrincipal, 'displayName' | 'identifiers' | 'appRoles' | 'scopes'> {
  const {
    displayName,
    identifierUris = [],
    appRoles = [],
    api,
  } = application.properties as {
    displayName: string
    identifierUris?: readonly string[]
    appRoles?: readonly { id: string; value: string | null; displayName: string }[]
    api?: { oauth2PermissionScopes?: readonly GivenScope[] }
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
  }
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
