import {
  azureManagementAppId,
  azurePortalAppId,
  exchangeAppId,
  graphAppId,
  microsoftTenantId,
} from '../../company/first-party.ts'
import type { SignInClient } from './clients.ts'

/**
 * Returns one of Microsoft's public clients, which other tools use too. Ids: `microsoft-365.md` E1, from
 * https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 */
function microsoft(clientId: string, displayName: string): Omit<SignInClient, 'preauthorized'> {
  return {
    clientId,
    displayName,
    publisher: 'Microsoft Corporation',
    homeTenantId: microsoftTenantId,
    redirectUris: ['http://localhost', 'https://login.microsoftonline.com/common/oauth2/nativeclient'],
    requiredScopes: ['User.Read'],
    optionalClaims: [],
  }
}

/** The Azure CLI's scopes of Microsoft Graph, published on 2026-05-02. */
const graphScopes = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'AuditLog.Read.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Directory.AccessAsUser.All',
  'Group.ReadWrite.All',
  'User.Read.All',
  'User.ReadWrite.All',
]

const preauthorized = {
  [graphAppId]: graphScopes,
  [exchangeAppId]: [],
  [azureManagementAppId]: ['user_impersonation'],
  [azurePortalAppId]: ['user_impersonation'],
}

export const microsoftClients: readonly SignInClient[] = [
  // This client asks for consent, as the clients of other companies do.
  microsoft('14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph Command Line Tools'),
  { ...microsoft('04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'Microsoft Azure CLI'), preauthorized },
  // UNCONFIRMED(azure-powershell-scopes): that Azure PowerShell has the scopes of the Azure CLI.
  { ...microsoft('1950a258-227b-4e31-a9cf-717495945fc2', 'Microsoft Azure PowerShell'), preauthorized },
]
