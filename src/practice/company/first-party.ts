import { publicHosts, type CloudHosts } from './clouds.ts'

/**
 * Microsoft's own applications, of which every company has a service principal. Exchange's ids stand in
 * how-to-authenticate-an-ews-application-by-using-oauth.md.
 * UNCONFIRMED(id-ews-access-as-user), UNCONFIRMED(id-microsoft-tenant): ids written from memory.
 */
export interface AppRole {
  readonly id: string
  readonly value: string
  readonly displayName: string
}

export interface PermissionScope {
  readonly id: string
  readonly value: string
  readonly adminOnly: boolean
  readonly says: { readonly fr: string; readonly en: string }
}

export interface FirstParty {
  readonly appId: string
  readonly objectId: string
  readonly displayName: string
  /** The identifiers that may stand before a scope and become the audience of a token; they depend on the cloud. */
  readonly identifiers: (hosts: CloudHosts) => readonly string[]
  readonly appRoles: readonly AppRole[]
  readonly scopes: readonly PermissionScope[]
}

/** The tenant that owns Microsoft's first-party applications. */
export const microsoftTenantId = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'

export const graphAppId = '00000003-0000-0000-c000-000000000000'
export const exchangeAppId = '00000002-0000-0ff1-ce00-000000000000'
/** Azure Resource Manager, which every sign-in of the Azure CLI reaches first. */
export const azureManagementAppId = '797f4846-ba00-4fd7-ba43-dac1f8f63013'
/** The part of the Azure portal that `az ad app permission admin-consent` calls. */
export const azurePortalAppId = '74658136-14ec-4630-ad9b-26e160ff0fc6'

/** Makes an app role of a first-party application. */
export function role(id: string, value: string, displayName: string): AppRole {
  return { id, value, displayName }
}

/** Makes a delegated permission with its names in French and English. */
export function scope(id: string, value: string, adminOnly: boolean, fr: string, en: string): PermissionScope {
  return { id, value, adminOnly, says: { fr, en } }
}

export const exchangeOnline: FirstParty = {
  appId: exchangeAppId,
  objectId: 'c7d94e28-3b60-4f15-a2e9-80d5f7316b4c',
  displayName: 'Office 365 Exchange Online',
  identifiers: (hosts) => [
    `https://${hosts.exchange}`,
    ...(hosts === publicHosts ? ['https://outlook.office.com'] : []),
    exchangeAppId,
  ],
  appRoles: [
    role(
      'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
      'full_access_as_app',
      'Use Exchange Web Services with full access to all mailboxes',
    ),
    role('dc50a0fb-09a3-484d-be87-e023b12c6440', 'Exchange.ManageAsApp', 'Manage Exchange As Application'),
  ],
  scopes: [
    scope(
      '3b5f3d61-589b-4a3c-a359-5dd4b5ee5bd5',
      'EWS.AccessAsUser.All',
      false,
      'Accéder à votre boîte par Exchange Web Services',
      'Access your mailbox through Exchange Web Services',
    ),
  ],
}

export const azureManagement: FirstParty = {
  appId: azureManagementAppId,
  objectId: '2f8d6a31-94c0-4b7e-8d25-6e1b90a7c3f4',
  displayName: 'Windows Azure Service Management API',
  identifiers: () => ['https://management.core.windows.net', 'https://management.azure.com', azureManagementAppId],
  appRoles: [],
  scopes: [
    scope(
      '41094075-9dad-400e-a0bd-54e686782033',
      'user_impersonation',
      false,
      'Accéder à Azure en votre nom',
      'Access Azure as you',
    ),
  ],
}

export const azurePortal: FirstParty = {
  appId: azurePortalAppId,
  objectId: '8b41c7d9-05e2-4f63-9a18-d3f7620be5c1',
  displayName: 'ADIbizaUX',
  identifiers: () => [azurePortalAppId],
  appRoles: [],
  // UNCONFIRMED(azure-portal-scope): the name and the id of the scope.
  scopes: [
    scope(
      '5c9d1e72-3b48-4a06-8f17-b2e06d94a3c8',
      'user_impersonation',
      false,
      'Accéder au portail Azure en votre nom',
      'Access the Azure portal as you',
    ),
  ],
}
