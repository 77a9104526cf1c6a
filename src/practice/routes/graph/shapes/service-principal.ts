import { flag, guid, object, text, texts, type ObjectShape } from './shape.ts'

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/serviceprincipal.md */
const changeable = {
  accountEnabled: flag,
  appRoleAssignmentRequired: flag,
  alternativeNames: texts,
  description: { kind: 'string', nullable: true, longest: 1024 },
  displayName: { kind: 'string', longest: 256 },
  homepage: text,
  loginUrl: text,
  logoutUrl: text,
  notes: { kind: 'string', nullable: true, longest: 1024 },
  notificationEmailAddresses: texts,
  preferredSingleSignOnMode: { kind: 'one-of', values: ['password', 'saml', 'notSupported', 'oidc'], nullable: true },
  preferredTokenSigningKeyThumbprint: text,
  replyUrls: texts,
  samlSingleSignOnSettings: object('samlSingleSignOnSettings', { relayState: text }, [], { nullable: true }),
  servicePrincipalNames: texts,
  tags: texts,
  tokenEncryptionKeyId: { kind: 'guid', nullable: true },
} as const

const readOnly = [
  'id',
  'appDisplayName',
  'appDescription',
  'appOwnerOrganizationId',
  'createdDateTime',
  'deletedDateTime',
  'disabledByMicrosoftStatus',
  'oauth2PermissionScopes',
  'appRoles',
  'passwordCredentials',
  'keyCredentials',
  'servicePrincipalType',
  'signInAudience',
  'verifiedPublisher',
]

export const newServicePrincipalShape: ObjectShape = object(
  'servicePrincipal',
  { appId: guid, ...changeable },
  ['appId'],
  { binds: ['owners'], readOnly },
)

export const servicePrincipalShape: ObjectShape = object('servicePrincipal', changeable, [], {
  readOnly: ['appId', ...readOnly],
})

export const appRoleAssignmentShape: ObjectShape = object(
  'appRoleAssignment',
  { principalId: guid, resourceId: guid, appRoleId: guid },
  ['principalId', 'resourceId', 'appRoleId'],
  {
    readOnly: [
      'id',
      'createdDateTime',
      'deletedDateTime',
      'principalDisplayName',
      'principalType',
      'resourceDisplayName',
    ],
  },
)

export const grantShape: ObjectShape = object(
  'oAuth2PermissionGrant',
  {
    clientId: guid,
    consentType: { kind: 'one-of', values: ['AllPrincipals', 'Principal'] },
    principalId: { kind: 'guid', nullable: true },
    resourceId: guid,
    scope: { kind: 'string', nullable: true, longest: 3850 },
    // Older tools still send these two properties of Azure AD Graph; Graph ignores them.
    startTime: { kind: 'date', nullable: true },
    expiryTime: { kind: 'date', nullable: true },
  },
  ['clientId', 'consentType', 'resourceId'],
  { readOnly: ['id'] },
)

export const grantChangeShape: ObjectShape = object(
  'oAuth2PermissionGrant',
  { scope: { kind: 'string', nullable: true, longest: 3850 } },
  ['scope'],
  { readOnly: ['id', 'clientId', 'consentType', 'principalId', 'resourceId'] },
)
