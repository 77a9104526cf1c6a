import { flag, listOf, object, oneOf, string, text, type ObjectShape } from './shape.ts'

const excludeActors = object(
  'appManagementPolicyActorExemptions',
  {
    customSecurityAttributes: listOf(
      object('customSecurityAttributeStringValueExemption', { id: string, operator: oneOf('equals'), value: string }),
    ),
  },
  [],
  { nullable: true },
)

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/passwordcredentialconfiguration.md */
const passwordRestriction = object(
  'passwordCredentialConfiguration',
  {
    restrictionType: oneOf(
      'passwordAddition',
      'passwordLifetime',
      'symmetricKeyAddition',
      'symmetricKeyLifetime',
      'customPasswordAddition',
    ),
    state: oneOf('enabled', 'disabled'),
    maxLifetime: text,
    restrictForAppsCreatedAfterDateTime: { kind: 'date', nullable: true },
    excludeActors,
  },
  ['restrictionType'],
  { readOnly: ['isStateSetByMicrosoft'] },
)

const keyRestriction = object(
  'keyCredentialConfiguration',
  {
    restrictionType: oneOf('asymmetricKeyLifetime', 'trustedCertificateAuthority'),
    state: oneOf('enabled', 'disabled'),
    maxLifetime: text,
    restrictForAppsCreatedAfterDateTime: { kind: 'date', nullable: true },
    excludeActors,
  },
  ['restrictionType'],
  { readOnly: ['isStateSetByMicrosoft'] },
)

const uriRestriction = object(
  'identifierUriRestriction',
  {
    state: oneOf('enabled', 'disabled'),
    restrictForAppsCreatedAfterDateTime: { kind: 'date', nullable: true },
    excludeActors,
    excludeAppsReceivingV2Tokens: flag,
    excludeSaml: flag,
  },
  [],
  { nullable: true, readOnly: ['isStateSetByMicrosoft'] },
)

const identifierUris = object(
  'identifierUriConfiguration',
  { nonDefaultUriAddition: uriRestriction, uriAdditionWithoutUniqueTenantIdentifier: uriRestriction },
  [],
  { nullable: true },
)

const credentials = { passwordCredentials: listOf(passwordRestriction), keyCredentials: listOf(keyRestriction) }

const servicePrincipalRestrictions = object('appManagementConfiguration', credentials)

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/appmanagementapplicationconfiguration.md */
const applicationRestrictions = object('appManagementApplicationConfiguration', { ...credentials, identifierUris })

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/customappmanagementconfiguration.md */
const restrictions = object('customAppManagementConfiguration', {
  ...credentials,
  applicationRestrictions: object('customAppManagementApplicationConfiguration', { identifierUris }, [], {
    nullable: true,
  }),
})

export const policyShape: ObjectShape = object(
  'appManagementPolicy',
  { displayName: string, description: text, isEnabled: flag, restrictions },
  [],
  { readOnly: ['id', 'deletedDateTime'] },
)

export const defaultPolicyShape: ObjectShape = object(
  'tenantAppManagementPolicy',
  {
    displayName: string,
    description: text,
    isEnabled: flag,
    applicationRestrictions,
    servicePrincipalRestrictions,
  },
  [],
  { readOnly: ['id', 'deletedDateTime'] },
)
