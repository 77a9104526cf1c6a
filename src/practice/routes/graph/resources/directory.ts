import { property as p, type Property, type Resource } from '../odata/resource.ts'

/** The kinds of directory objects, with the query operators of each property. Sources: ../odata/resource.ts */

const id = p('string', 'eq in | ne not')
const name = p('string', 'eq in startswith ge le | ne null', { order: 'advanced', search: true })
const description = p('string', 'eq in startswith ge le | ne null', { search: true })
const created = p('date', 'eq ge le | ne in null', { order: 'advanced' })
// UNCONFIRMED(tag-filter-by-default): that any with eq needs no ConsistencyLevel.
const tags = p('string', 'eq startswith ge le | endswith', { many: true, search: true })
const plain = p('string')
const texts = p('string', '', { many: true })
const truth = p('boolean')
const whole = p('object')
const list = p('object', '', { many: true })

/** Properties that are declared for a type, have no value here and are shown only when they are selected. */
function withoutValue(names: string): Record<string, Property> {
  return Object.fromEntries(names.split(' ').map((one) => [one, plain]))
}

/**
 * The names of each type's properties are those of Graph v1.0: https://github.com/microsoftgraph/msgraph-metadata
 * clean_v10_metadata
 */
export const applicationResource: Resource = {
  type: 'microsoft.graph.application',
  isDirectoryObject: true,
  expand: ['owners', 'appManagementPolicies'],
  properties: {
    id,
    deletedDateTime: created,
    appId: p('string', 'eq in | ne not'),
    applicationTemplateId: p('string', 'eq | ne null'),
    disabledByMicrosoftStatus: p('string', 'eq | ne'),
    createdDateTime: created,
    displayName: name,
    description,
    groupMembershipClaims: plain,
    // UNCONFIRMED(filter-unique-name): the resource's page names no filter for it.
    uniqueName: p('string', 'eq'),
    identifierUris: p('string', 'eq startswith ge le', { many: true }),
    isDeviceOnlyAuthSupported: truth,
    isDisabled: truth,
    isFallbackPublicClient: truth,
    nativeAuthenticationApisEnabled: plain,
    notes: plain,
    publisherDomain: p('string', 'eq startswith ge le | ne'),
    serviceManagementReference: plain,
    signInAudience: p('string', 'eq | ne'),
    tags,
    tokenEncryptionKeyId: plain,
    samlMetadataUrl: plain,
    defaultRedirectUri: plain,
    certification: whole,
    optionalClaims: whole,
    servicePrincipalLockConfiguration: whole,
    requestSignatureVerification: whole,
    ...withoutValue('authenticationBehaviors createdByAppId logo managerApplications oauth2RequirePostResponse'),
    parentalControlSettings: whole,
    addIns: list,
    api: whole,
    appRoles: list,
    info: whole,
    keyCredentials: list,
    passwordCredentials: list,
    publicClient: whole,
    requiredResourceAccess: p('object', '', {
      many: true,
      inner: { resourceAppId: p('string', '| eq ne ge le'), resourceAccess: list },
    }),
    spa: whole,
    verifiedPublisher: whole,
    web: whole,
  },
}

export const servicePrincipalResource: Resource = {
  type: 'microsoft.graph.servicePrincipal',
  isDirectoryObject: true,
  expand: ['owners', 'appRoleAssignments', 'appRoleAssignedTo', 'oauth2PermissionGrants'],
  properties: {
    id,
    deletedDateTime: created,
    accountEnabled: p('boolean', 'eq in | ne'),
    alternativeNames: p('string', 'eq startswith ge le', { many: true }),
    appDisplayName: plain,
    appDescription: plain,
    appId: p('string', 'eq in startswith | ne'),
    applicationTemplateId: p('string', 'eq | ne null'),
    appOwnerOrganizationId: p('guid', 'eq | ne ge le'),
    // The documentation says that it can be filtered; Graph refuses: microsoft-graph-docs#18795.
    appRoleAssignmentRequired: truth,
    createdDateTime: p('date'),
    description,
    disabledByMicrosoftStatus: p('string', 'eq | ne'),
    displayName: name,
    homepage: p('string', 'eq startswith ge le | ne null'),
    loginUrl: plain,
    logoutUrl: plain,
    notes: plain,
    notificationEmailAddresses: texts,
    preferredSingleSignOnMode: plain,
    preferredTokenSigningKeyThumbprint: plain,
    replyUrls: texts,
    servicePrincipalNames: p('string', 'eq startswith ge le', { many: true }),
    servicePrincipalType: p('string', 'eq in | ne'),
    signInAudience: plain,
    tags,
    tokenEncryptionKeyId: plain,
    samlSingleSignOnSettings: whole,
    ...withoutValue('createdByAppId customSecurityAttributes isDisabled'),
    addIns: list,
    appRoles: list,
    info: whole,
    keyCredentials: list,
    oauth2PermissionScopes: list,
    passwordCredentials: list,
    resourceSpecificApplicationPermissions: list,
    verifiedPublisher: whole,
  },
}

const userText = p('string', 'eq in startswith ge le | ne null')

export const userResource: Resource = {
  type: 'microsoft.graph.user',
  isDirectoryObject: true,
  shown: [
    'businessPhones',
    'displayName',
    'givenName',
    'jobTitle',
    'mail',
    'mobilePhone',
    'officeLocation',
    'preferredLanguage',
    'surname',
    'userPrincipalName',
    'id',
  ],
  properties: {
    businessPhones: p('string', 'eq', { many: true }),
    displayName: p('string', 'eq in startswith | ne null', { order: 'default', search: true }),
    givenName: userText,
    jobTitle: p('string', 'eq in ge le | ne null'),
    mail: p('string', 'eq in startswith ge le | ne endswith', { search: true }),
    mobilePhone: p('string', '| eq ne in ge le startswith null'),
    officeLocation: p('string', '| eq ne in ge le startswith null'),
    preferredLanguage: p('string', '| eq ne in ge le startswith null'),
    surname: userText,
    userPrincipalName: p('string', 'eq in le startswith | ne endswith', { order: 'default', search: true }),
    id,
    accountEnabled: p('boolean', 'eq in | ne ge le'),
    userType: p('string', 'eq in | ne null'),
    proxyAddresses: p('string', 'eq startswith ge le | endswith', { many: true }),
    ...withoutValue(
      [
        'aboutMe ageGroup assignedLicenses assignedPlans authorizationInfo birthday city companyName',
        'consentProvidedForMinor country createdDateTime creationType customSecurityAttributes deletedDateTime department',
        'deviceEnrollmentLimit employeeHireDate employeeId employeeLeaveDateTime employeeOrgData employeeType',
        'externalUserState externalUserStateChangeDateTime faxNumber hireDate identities imAddresses interests',
        'isManagementRestricted isResourceAccount lastPasswordChangeDateTime legalAgeGroupClassification',
        'licenseAssignmentStates mailNickname mailboxSettings mySite onPremisesDistinguishedName onPremisesDomainName',
        'onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime onPremisesProvisioningErrors',
        'onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled onPremisesUserPrincipalName',
        'otherMails passwordPolicies passwordProfile pastProjects postalCode preferredDataLocation preferredName print',
        'provisionedPlans responsibilities schools securityIdentifier serviceProvisioningErrors showInAddressList',
        'signInActivity signInSessionsValidFromDateTime skills state streetAddress usageLocation',
      ].join(' '),
    ),
  },
}

export const directoryRoleResource: Resource = {
  type: 'microsoft.graph.directoryRole',
  isDirectoryObject: true,
  properties: {
    id,
    deletedDateTime: p('date'),
    description: plain,
    displayName: p('string', 'eq'),
    roleTemplateId: p('string', 'eq'),
  },
}

/** The kind of lists that hold several kinds: it has the properties of all. */
export const directoryObjectResource: Resource = {
  type: 'microsoft.graph.directoryObject',
  isDirectoryObject: true,
  properties: {
    ...applicationResource.properties,
    ...servicePrincipalResource.properties,
    ...userResource.properties,
    ...directoryRoleResource.properties,
  },
}

export const assignmentResource: Resource = {
  type: 'microsoft.graph.appRoleAssignment',
  isDirectoryObject: true,
  properties: {
    id: p('string'),
    deletedDateTime: p('date'),
    appRoleId: p('guid'),
    createdDateTime: p('date'),
    // UNCONFIRMED(filter-assignments): the page names these two; others answer as for any unsupported property.
    principalDisplayName: p('string', 'eq startswith'),
    principalId: p('guid'),
    principalType: plain,
    resourceDisplayName: plain,
    resourceId: p('guid', 'eq'),
  },
}

export const grantResource: Resource = {
  type: 'microsoft.graph.oAuth2PermissionGrant',
  isDirectoryObject: true,
  properties: {
    clientId: p('string', 'eq'),
    consentType: p('string', 'eq'),
    id: p('string'),
    principalId: p('string', 'eq'),
    resourceId: p('string', 'eq'),
    scope: plain,
  },
}

export const groupResource: Resource = {
  type: 'microsoft.graph.group',
  isDirectoryObject: true,
  properties: {
    id,
    deletedDateTime: created,
    createdDateTime: created,
    description,
    displayName: name,
    groupTypes: p('string', 'eq', { many: true }),
    mail: p('string', 'eq in startswith ge le | ne'),
    mailEnabled: p('boolean', 'eq in | ne'),
    mailNickname: p('string', 'eq in startswith ge le | ne'),
    securityEnabled: p('boolean', 'eq in | ne'),
    isAssignableToRole: p('boolean', 'eq in | ne'),
    visibility: plain,
  },
}

export const federatedCredentialResource: Resource = {
  type: 'microsoft.graph.federatedIdentityCredential',
  isDirectoryObject: true,
  properties: {
    id: p('string'),
    name: p('string', 'eq'),
    issuer: p('string', 'eq'),
    subject: p('string', 'eq'),
    description: plain,
    audiences: texts,
  },
}

export const roleAssignmentResource: Resource = {
  type: 'microsoft.graph.unifiedRoleAssignment',
  isDirectoryObject: true,
  properties: {
    id: p('string'),
    principalId: p('string', 'eq'),
    roleDefinitionId: p('string', 'eq'),
    directoryScopeId: p('string', 'eq'),
  },
}
