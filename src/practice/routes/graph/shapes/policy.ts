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

const restrictions = object('appManagementConfiguration', {
  passwordCredentials: listOf(passwordRestriction),
  keyCredentials: listOf(keyRestriction),
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
    applicationRestrictions: restrictions,
    servicePrincipalRestrictions: restrictions,
  },
  [],
  { readOnly: ['id', 'deletedDateTime'] },
)
