import type {
  Application,
  AppRoleAssignment,
  PasswordCredential,
  ServicePrincipal,
} from '@microsoft/microsoft-graph-types'
import type { Directory, StoredApplication, StoredAssignment, StoredServicePrincipal } from '../../directory.ts'
import type { StoredPassword } from '../../secrets.ts'

/** What Graph shows of the stored objects. The compiler holds them to Microsoft's published types. */

export const newApplicationProperties = {
  description: null,
  notes: null,
  signInAudience: 'AzureADMyOrg',
  publicClient: { redirectUris: [] },
  spa: { redirectUris: [] },
  web: {
    redirectUris: [],
    homePageUrl: null,
    logoutUrl: null,
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
  },
  requiredResourceAccess: [],
  tags: [],
  identifierUris: [],
  isFallbackPublicClient: null,
  isDeviceOnlyAuthSupported: null,
  groupMembershipClaims: null,
  optionalClaims: null,
  serviceManagementReference: null,
  info: { marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null, logoUrl: null },
} satisfies Application

export function applicationEntity(directory: Directory, application: StoredApplication): Record<string, unknown> {
  const initial = directory.seed.domains.find((domain) => domain.isDefault === true)
  const computed = {
    id: application.id,
    appId: application.appId,
    uniqueName: application.uniqueName,
    createdDateTime: application.createdDateTime,
    deletedDateTime: application.deletedDateTime,
    publisherDomain: initial?.name ?? null,
    applicationTemplateId: null,
    disabledByMicrosoftStatus: null,
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
      requestedAccessTokenVersion: null,
    },
    appRoles: [],
    addIns: [],
    keyCredentials: [],
    passwordCredentials: application.passwords.filter((password) => directory.sees(password)).map(passwordEntity),
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
  } satisfies Application
  return { ...newApplicationProperties, ...application.properties, ...computed }
}

/** A secret as reads show it: never its text. */
export function passwordEntity(password: StoredPassword): PasswordCredential {
  return {
    customKeyIdentifier: null,
    displayName: password.displayName,
    endDateTime: password.endDateTime,
    hint: password.hint,
    keyId: password.keyId,
    secretText: null,
    startDateTime: password.startDateTime,
  }
}

export function servicePrincipalEntity(principal: StoredServicePrincipal): Record<string, unknown> {
  return {
    id: principal.id,
    deletedDateTime: null,
    accountEnabled: principal.accountEnabled,
    appDisplayName: principal.displayName,
    appId: principal.appId,
    appOwnerOrganizationId: principal.ownerTenantId,
    appRoleAssignmentRequired: principal.appRoleAssignmentRequired,
    appRoles: principal.appRoles.map((role) => ({
      allowedMemberTypes: ['Application'],
      description: role.displayName,
      displayName: role.displayName,
      id: role.id,
      isEnabled: true,
      origin: 'Application',
      value: role.value,
    })),
    description: null,
    displayName: principal.displayName,
    keyCredentials: [],
    notes: principal.notes,
    oauth2PermissionScopes: principal.scopes.map((scope) => ({
      adminConsentDisplayName: scope.says.en,
      id: scope.id,
      isEnabled: true,
      type: scope.adminOnly ? 'Admin' : 'User',
      value: scope.value,
    })),
    passwordCredentials: [],
    replyUrls: [],
    servicePrincipalNames: [...principal.identifiers],
    servicePrincipalType: 'Application',
    tags: [...principal.tags],
  } satisfies ServicePrincipal
}

export function assignmentEntity(directory: Directory, assignment: StoredAssignment): Record<string, unknown> {
  const name = (id: string): string | null =>
    directory.servicePrincipals.find((principal) => principal.id === id)?.displayName ?? null
  return {
    id: assignment.id,
    deletedDateTime: null,
    appRoleId: assignment.appRoleId,
    createdDateTime: assignment.createdDateTime,
    principalDisplayName: name(assignment.principalId),
    principalId: assignment.principalId,
    principalType: 'ServicePrincipal',
    resourceDisplayName: name(assignment.resourceId),
    resourceId: assignment.resourceId,
  } satisfies AppRoleAssignment
}
