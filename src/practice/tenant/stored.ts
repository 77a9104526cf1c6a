import type { AppRole, PermissionScope } from '../company/first-party.ts'
import type { Replicated } from './replication.ts'
import type { RoleName } from './roles.ts'
import type { StoredPassword } from './secrets.ts'

/** An application as the directory keeps it: plain data, which a saved tenant holds as it is. */
export interface StoredApplication extends Replicated {
  readonly id: string
  readonly appId: string
  readonly uniqueName: string | null
  readonly createdDateTime: string
  /** The id of the account that made it; counted against the quota of accounts without a role. */
  readonly createdBy: string | null
  deletedDateTime: string | null
  owners: readonly string[]
  /** The properties that callers may set, already checked against the shapes in routes/graph/shapes. */
  properties: Record<string, unknown>
  passwords: StoredPassword[]
  keys: readonly StoredKey[]
  /** The federated credentials, by which tokens of other issuers prove it. No token endpoint here takes them. */
  federatedCredentials?: readonly StoredFederatedCredential[]
  /** The ids of the app management policies assigned to it; Entra allows one. */
  policies: readonly string[]
  /** The lag of the assignment of its policy. */
  policyAssignment?: Replicated
}

/** A certificate that an application may prove itself with. `key` is the certificate's DER in base64. */
export interface StoredKey {
  readonly keyId: string
  readonly type: 'AsymmetricX509Cert'
  readonly usage: 'Verify'
  readonly key: string
  readonly customKeyIdentifier: string
  readonly displayName: string | null
  readonly startDateTime: string
  readonly endDateTime: string
}

/** A federatedIdentityCredential, as Graph shows it. */
export interface StoredFederatedCredential {
  readonly id: string
  readonly name: string
  readonly issuer: string
  readonly subject: string
  readonly description: string | null
  readonly audiences: readonly string[]
}

export interface StoredServicePrincipal extends Replicated {
  readonly id: string
  readonly appId: string
  displayName: string
  readonly ownerTenantId: string
  readonly createdDateTime: string
  readonly createdBy: string | null
  deletedDateTime: string | null
  owners: readonly string[]
  /** The secrets of its own, which `addPassword` on the service principal makes. */
  passwords?: StoredPassword[]
  /** The ids of the app management policies assigned to it; Entra allows one. */
  policies?: readonly string[]
  policyAssignment?: Replicated
  accountEnabled: boolean
  /** Why Microsoft has disabled it, such as `DisabledDueToViolationOfServicesAgreement`; absent when it has not. */
  disabledByMicrosoftStatus?: string
  appRoleAssignmentRequired: boolean
  identifiers: readonly string[]
  appRoles: readonly AppRole[]
  scopes: readonly PermissionScope[]
  tags: readonly string[]
  notes: string | null
  /** The directory roles that were given to it. */
  directoryRoles?: readonly RoleName[]
  /** Follow the application. */
  signInAudience?: string
  replyUrls?: readonly string[]
  /** The other properties that callers may set, already checked. */
  properties: Record<string, unknown>
}

export interface StoredAssignment extends Replicated {
  readonly id: string
  readonly appRoleId: string
  readonly principalId: string
  readonly resourceId: string
  readonly createdDateTime: string
}

/** A delegated consent (oauth2PermissionGrant): the scopes a client may use at a resource, for one account or for all. */
export interface StoredGrant extends Replicated {
  readonly id: string
  readonly clientId: string
  readonly consentType: 'Principal' | 'AllPrincipals'
  /** The account; `null` when the consent is for all accounts. */
  readonly principalId: string | null
  readonly resourceId: string
  scopes: readonly string[]
}

/** An app management policy: the tenant's default one, or one for the applications it is assigned to. */
export interface StoredPolicy {
  readonly id: string
  displayName: string
  description: string
  isEnabled: boolean
  /** The restrictions for applications, or for all that the policy is assigned to. */
  restrictions: PolicyRestrictions
  /** The default policy's restrictions for service principals. */
  servicePrincipalRestrictions?: PolicyRestrictions
}

export interface PolicyRestrictions {
  readonly passwordCredentials: readonly Restriction[]
  readonly keyCredentials: readonly Restriction[]
  /** The rules for identifier URIs, as Graph shows them. This tenant has no application that they could refuse. */
  readonly identifierUris?: unknown
}

export interface Restriction {
  readonly restrictionType: string
  readonly state: 'enabled' | 'disabled'
  /** An ISO 8601 duration for restrictions of a lifetime, `null` for the others. */
  readonly maxLifetime: string | null
  readonly restrictForAppsCreatedAfterDateTime: string | null
  /** Who may do it all the same: accounts and applications with a custom security attribute, which none here has. */
  readonly excludeActors?: unknown
}

/** A mail that was accepted, with its attachments in base64, so that a test can open what was sent. */
export interface StoredMail {
  readonly id: string
  readonly from: string
  readonly sentDateTime: string
  readonly subject: string
  readonly body: { readonly contentType: string; readonly content: string }
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly attachments: readonly {
    readonly name: string
    readonly contentType: string
    readonly contentBytes: string
  }[]
  readonly isInSentItems: boolean
}
