import type { AppRole, PermissionScope } from '../company/first-party.ts'
import type { Replicated } from './replication.ts'
import type { StoredPassword } from './secrets.ts'

/** What the directory keeps. Plain data throughout: it is saved as it is. */
export interface StoredApplication extends Replicated {
  readonly id: string
  readonly appId: string
  readonly uniqueName: string | null
  readonly createdDateTime: string
  /** The account that made it, for the quota of those without a role. */
  readonly createdBy: string | null
  deletedDateTime: string | null
  owners: readonly string[]
  /** What callers may set, checked against the shapes in routes/graph/shapes. */
  properties: Record<string, unknown>
  passwords: StoredPassword[]
  keys: readonly StoredKey[]
  /** Ids of the appManagementPolicies assigned to it: one of them stands in place of the company's own. */
  policies: readonly string[]
}

/** A certificate an application may sign in with: `key` is its DER in base64. */
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

export interface StoredServicePrincipal extends Replicated {
  readonly id: string
  readonly appId: string
  displayName: string
  readonly ownerTenantId: string
  readonly createdDateTime: string
  readonly createdBy: string | null
  deletedDateTime: string | null
  owners: readonly string[]
  accountEnabled: boolean
  appRoleAssignmentRequired: boolean
  identifiers: readonly string[]
  appRoles: readonly AppRole[]
  scopes: readonly PermissionScope[]
  tags: readonly string[]
  notes: string | null
  /** What else callers may set, checked against its shape. */
  properties: Record<string, unknown>
}

export interface StoredAssignment extends Replicated {
  readonly id: string
  readonly appRoleId: string
  readonly principalId: string
  readonly resourceId: string
  readonly createdDateTime: string
}

/** A delegated consent (an oauth2PermissionGrant): what a client may do at a resource for one account, or for all. */
export interface StoredGrant extends Replicated {
  readonly id: string
  readonly clientId: string
  readonly consentType: 'Principal' | 'AllPrincipals'
  /** `null` exactly when it is for all. */
  readonly principalId: string | null
  readonly resourceId: string
  scopes: readonly string[]
}

/** Rules for new secrets, of the company (`default`) or of the applications it is assigned to. */
export interface StoredPolicy {
  readonly id: string
  displayName: string
  description: string
  isEnabled: boolean
  /** As Graph shows it: `passwordCredentials` and `keyCredentials`, each a list of restrictions. */
  restrictions: PolicyRestrictions
}

export interface PolicyRestrictions {
  readonly passwordCredentials: readonly Restriction[]
  readonly keyCredentials: readonly Restriction[]
}

export interface Restriction {
  readonly restrictionType: string
  readonly state: 'enabled' | 'disabled'
  /** An ISO 8601 duration, for the lifetimes. */
  readonly maxLifetime: string | null
  readonly restrictForAppsCreatedAfterDateTime: string | null
}

/** A mail that was accepted. Attachments keep their bytes (base64), so that a test may open what was sent. */
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
