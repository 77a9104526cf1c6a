import type { AppRoleAssignment, OAuth2PermissionGrant, ServicePrincipal } from '@microsoft/microsoft-graph-types'
import type { Directory, StoredAssignment, StoredGrant, StoredServicePrincipal } from '../../../tenant/directory.ts'

import { passwordEntity } from './application.ts'

/** Returns a service principal as Graph shows it. */
export function servicePrincipalEntity(principal: StoredServicePrincipal): Record<string, unknown> {
  const entity = {
    id: principal.id,
    deletedDateTime: principal.deletedDateTime,
    accountEnabled: principal.accountEnabled,
    alternativeNames: [],
    appDescription: null,
    appDisplayName: principal.displayName,
    appId: principal.appId,
    appOwnerOrganizationId: principal.ownerTenantId,
    appRoleAssignmentRequired: principal.appRoleAssignmentRequired,
    applicationTemplateId: null,
    addIns: [],
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
    disabledByMicrosoftStatus: principal.disabledByMicrosoftStatus ?? null,
    displayName: principal.displayName,
    homepage: null,
    info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
    keyCredentials: [],
    loginUrl: null,
    logoutUrl: null,
    notes: principal.notes,
    notificationEmailAddresses: [],
    oauth2PermissionScopes: principal.scopes.map((scope) => ({
      adminConsentDescription: scope.says.en,
      adminConsentDisplayName: scope.says.en,
      id: scope.id,
      isEnabled: true,
      type: scope.adminOnly ? 'Admin' : 'User',
      userConsentDescription: scope.says.en,
      userConsentDisplayName: scope.says.en,
      value: scope.value,
    })),
    passwordCredentials: (principal.passwords ?? []).map(passwordEntity),
    preferredSingleSignOnMode: null,
    preferredTokenSigningKeyThumbprint: null,
    replyUrls: [...(principal.replyUrls ?? [])],
    resourceSpecificApplicationPermissions: [],
    samlSingleSignOnSettings: null,
    servicePrincipalNames: [...principal.identifiers],
    servicePrincipalType: 'Application',
    // The principal of another company's application.
    signInAudience: principal.signInAudience ?? 'AzureADMultipleOrgs',
    tags: [...principal.tags],
    tokenEncryptionKeyId: null,
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
  } satisfies ServicePrincipal
  // `createdDateTime` is not in the published types, and Graph answers it.
  return { ...entity, createdDateTime: principal.createdDateTime, ...principal.properties }
}

export function assignmentEntity(directory: Directory, assignment: StoredAssignment): Record<string, unknown> {
  const name = (id: string): string | null => directory.servicePrincipals.get(id)?.displayName ?? null
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

export function grantEntity(grant: StoredGrant): Record<string, unknown> {
  return {
    clientId: grant.clientId,
    consentType: grant.consentType,
    id: grant.id,
    principalId: grant.principalId,
    resourceId: grant.resourceId,
    scope: grant.scopes.join(' '),
  } satisfies OAuth2PermissionGrant
}
