import {
  binary,
  date,
  flag,
  guid,
  integer,
  listOf,
  object,
  oneOf,
  string,
  text,
  texts,
  truth,
  type ObjectShape,
  type Shape,
} from './shape.ts'

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/application.md */

const optionalClaims = listOf(
  object('optionalClaim', { name: string, source: text, essential: flag, additionalProperties: texts }, ['name']),
)

const requiredResourceAccess = object(
  'requiredResourceAccess',
  {
    resourceAppId: guid,
    resourceAccess: listOf(object('resourceAccess', { id: guid, type: oneOf('Role', 'Scope') }, ['id', 'type'])),
  },
  ['resourceAppId', 'resourceAccess'],
)

const appRole = object(
  'appRole',
  {
    allowedMemberTypes: listOf(oneOf('User', 'Application')),
    description: string,
    displayName: string,
    id: guid,
    isEnabled: flag,
    value: text,
    origin: text,
  },
  ['allowedMemberTypes', 'description', 'displayName', 'id'],
)

const permissionScope = object(
  'permissionScope',
  {
    adminConsentDescription: text,
    adminConsentDisplayName: text,
    id: guid,
    isEnabled: flag,
    origin: text,
    type: oneOf('User', 'Admin'),
    userConsentDescription: text,
    userConsentDisplayName: text,
    value: text,
  },
  ['id'],
)

const api = object('apiApplication', {
  acceptMappedClaims: truth,
  knownClientApplications: listOf(guid),
  oauth2PermissionScopes: listOf(permissionScope),
  preAuthorizedApplications: listOf(
    object('preAuthorizedApplication', { appId: guid, delegatedPermissionIds: listOf(guid) }),
  ),
  requestedAccessTokenVersion: integer,
})

const web = object('webApplication', {
  redirectUris: texts,
  homePageUrl: text,
  logoutUrl: text,
  implicitGrantSettings: object('implicitGrantSettings', {
    enableAccessTokenIssuance: truth,
    enableIdTokenIssuance: truth,
  }),
  redirectUriSettings: listOf(object('redirectUriSettings', { uri: text, index: integer })),
})

export const info = object(
  'informationalUrl',
  { marketingUrl: text, privacyStatementUrl: text, supportUrl: text, termsOfServiceUrl: text },
  [],
  { readOnly: ['logoUrl'] },
)

export const addIn = object('addIn', {
  id: guid,
  type: string,
  properties: listOf(object('keyValue', { key: text, value: text })),
})

/** A certificate with its public key. */
export const keyCredential = object('keyCredential', {
  customKeyIdentifier: binary,
  displayName: text,
  endDateTime: date,
  key: { kind: 'base64', nullable: true },
  keyId: { kind: 'guid', nullable: true },
  startDateTime: date,
  type: oneOf('AsymmetricX509Cert'),
  usage: oneOf('Verify'),
})

export const signInAudience: Shape = oneOf(
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
)

export const applicationShape: ObjectShape = object(
  'application',
  {
    displayName: { kind: 'string', longest: 256 },
    description: { kind: 'string', nullable: true, longest: 1024 },
    notes: { kind: 'string', nullable: true, longest: 1024 },
    signInAudience,
    publicClient: object('publicClientApplication', { redirectUris: texts }),
    spa: object('spaApplication', { redirectUris: texts }),
    web,
    api,
    appRoles: listOf(appRole),
    addIns: listOf(addIn),
    requiredResourceAccess: listOf(requiredResourceAccess),
    keyCredentials: listOf(keyCredential),
    tags: texts,
    identifierUris: texts,
    isDisabled: truth,
    isFallbackPublicClient: truth,
    isDeviceOnlyAuthSupported: truth,
    groupMembershipClaims: {
      kind: 'flags',
      values: ['None', 'SecurityGroup', 'ApplicationGroup', 'DirectoryRole', 'All'],
      nullable: true,
    },
    nativeAuthenticationApisEnabled: { kind: 'one-of', values: ['none', 'all'], nullable: true },
    optionalClaims: object(
      'optionalClaims',
      { idToken: optionalClaims, accessToken: optionalClaims, saml2Token: optionalClaims },
      [],
      { nullable: true },
    ),
    parentalControlSettings: object('parentalControlSettings', {
      countriesBlockedForMinors: texts,
      legalAgeGroupRule: {
        kind: 'one-of',
        nullable: true,
        values: [
          'Allow',
          'RequireConsentForPrivacyServices',
          'RequireConsentForMinors',
          'RequireConsentForKids',
          'BlockMinors',
        ],
      },
    }),
    samlMetadataUrl: text,
    defaultRedirectUri: text,
    serviceManagementReference: text,
    tokenEncryptionKeyId: { kind: 'guid', nullable: true },
    info,
  },
  [],
  {
    binds: ['owners'],
    readOnly: [
      'id',
      'appId',
      'uniqueName',
      'createdDateTime',
      'deletedDateTime',
      'publisherDomain',
      'verifiedPublisher',
      'certification',
      'applicationTemplateId',
      'disabledByMicrosoftStatus',
      // Only addPassword makes secrets.
      'passwordCredentials',
    ],
  },
)

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/api/application-post-federatedidentitycredentials.md */
export const federatedCredentialShape = object(
  'federatedIdentityCredential',
  { name: { kind: 'string', longest: 120 }, issuer: string, subject: string, description: text, audiences: texts },
  ['name', 'issuer', 'subject', 'audiences'],
  { readOnly: ['id'] },
)

export const addPasswordShape = object('addPassword', {
  passwordCredential: object(
    'passwordCredential',
    { displayName: text, startDateTime: date, endDateTime: date, customKeyIdentifier: binary },
    [],
    // Nobody chooses the text of a secret: Entra generates it. passwordcredential.md
    { readOnly: ['secretText', 'hint', 'keyId'], nullable: true },
  ),
})

export const removePasswordShape = object('removePassword', { keyId: guid }, ['keyId'])
