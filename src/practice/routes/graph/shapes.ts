/**
 * What a caller may write, property by property.
 * https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/application.md
 */
export type Shape =
  | { readonly kind: 'string'; readonly nullable?: true; readonly longest?: number }
  | { readonly kind: 'boolean'; readonly nullable?: true }
  | { readonly kind: 'guid' }
  | { readonly kind: 'date'; readonly nullable?: true }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | ObjectShape

export interface ObjectShape {
  readonly kind: 'object'
  /** The type's name in Graph's sentences. */
  readonly type: string
  readonly properties: Readonly<Record<string, Shape>>
  /** Properties Graph computes: known, and refused. */
  readonly readOnly?: readonly string[]
  readonly required?: readonly string[]
}

const text: Shape = { kind: 'string', nullable: true }
const texts: Shape = { kind: 'list', of: { kind: 'string' } }
const truth: Shape = { kind: 'boolean', nullable: true }
const guid: Shape = { kind: 'guid' }

function object(type: string, properties: Record<string, Shape>, required: readonly string[] = []): ObjectShape {
  return { kind: 'object', type, properties, required }
}

const optionalClaim = object(
  'microsoft.graph.optionalClaim',
  {
    name: { kind: 'string' },
    source: text,
    essential: { kind: 'boolean' },
    additionalProperties: texts,
  },
  ['name'],
)

const requiredResourceAccess = object(
  'microsoft.graph.requiredResourceAccess',
  {
    resourceAppId: guid,
    resourceAccess: {
      kind: 'list',
      of: object('microsoft.graph.resourceAccess', { id: guid, type: { kind: 'one-of', values: ['Role', 'Scope'] } }, [
        'id',
        'type',
      ]),
    },
  },
  ['resourceAppId', 'resourceAccess'],
)

export const applicationShape: ObjectShape = {
  kind: 'object',
  type: 'microsoft.graph.application',
  properties: {
    displayName: { kind: 'string', longest: 256 },
    description: { kind: 'string', nullable: true, longest: 1024 },
    notes: { kind: 'string', nullable: true, longest: 1024 },
    signInAudience: {
      kind: 'one-of',
      values: ['AzureADMyOrg', 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount'],
    },
    publicClient: object('microsoft.graph.publicClientApplication', { redirectUris: texts }),
    spa: object('microsoft.graph.spaApplication', { redirectUris: texts }),
    web: object('microsoft.graph.webApplication', {
      redirectUris: texts,
      homePageUrl: text,
      logoutUrl: text,
      implicitGrantSettings: object('microsoft.graph.implicitGrantSettings', {
        enableAccessTokenIssuance: truth,
        enableIdTokenIssuance: truth,
      }),
    }),
    requiredResourceAccess: { kind: 'list', of: requiredResourceAccess },
    tags: texts,
    identifierUris: texts,
    isFallbackPublicClient: truth,
    isDeviceOnlyAuthSupported: truth,
    groupMembershipClaims: text,
    optionalClaims: object('microsoft.graph.optionalClaims', {
      idToken: { kind: 'list', of: optionalClaim },
      accessToken: { kind: 'list', of: optionalClaim },
      saml2Token: { kind: 'list', of: optionalClaim },
    }),
    serviceManagementReference: text,
    info: object('microsoft.graph.informationalUrl', {
      marketingUrl: text,
      privacyStatementUrl: text,
      supportUrl: text,
      termsOfServiceUrl: text,
    }),
  },
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
    // Secrets are made by addPassword and by nothing else.
    'passwordCredentials',
  ],
}

export const addPasswordShape = object('microsoft.graph.addPassword', {
  passwordCredential: object('microsoft.graph.passwordCredential', {
    displayName: text,
    startDateTime: { kind: 'date', nullable: true },
    endDateTime: { kind: 'date', nullable: true },
  }),
})

export const removePasswordShape = object('microsoft.graph.removePassword', { keyId: guid }, ['keyId'])

export const servicePrincipalShape: ObjectShape = {
  kind: 'object',
  type: 'microsoft.graph.servicePrincipal',
  properties: {
    appId: guid,
    accountEnabled: { kind: 'boolean' },
    appRoleAssignmentRequired: { kind: 'boolean' },
    notes: { kind: 'string', nullable: true, longest: 1024 },
    tags: texts,
  },
  readOnly: [
    'id',
    'appDisplayName',
    'appOwnerOrganizationId',
    'displayName',
    'servicePrincipalType',
    'signInAudience',
    'verifiedPublisher',
  ],
  required: ['appId'],
}

export const appRoleAssignmentShape: ObjectShape = {
  kind: 'object',
  type: 'microsoft.graph.appRoleAssignment',
  properties: { principalId: guid, resourceId: guid, appRoleId: guid },
  readOnly: [
    'id',
    'createdDateTime',
    'deletedDateTime',
    'principalDisplayName',
    'principalType',
    'resourceDisplayName',
  ],
  required: ['principalId', 'resourceId', 'appRoleId'],
}
