import type { Directory } from './directory.ts'
import type { Replicated } from './replication.ts'
import type { StoredPassword } from './secrets.ts'
import type {
  StoredApplication,
  StoredAssignment,
  StoredGrant,
  StoredKey,
  StoredMail,
  StoredPolicy,
  StoredServicePrincipal,
} from './stored.ts'

/** A copy of all that a tenant stores, for tests to read, without the hashes of secrets. */
export interface TenantState {
  readonly applications: readonly ApplicationSnapshot[]
  readonly deletedItems: readonly ApplicationSnapshot[]
  readonly servicePrincipals: readonly Omit<StoredServicePrincipal, keyof Replicated>[]
  readonly deletedServicePrincipals: readonly Omit<StoredServicePrincipal, keyof Replicated>[]
  readonly appRoleAssignments: readonly Omit<StoredAssignment, keyof Replicated>[]
  readonly oauth2PermissionGrants: readonly Omit<StoredGrant, keyof Replicated>[]
  /** The app management policies of single applications. */
  readonly policies: readonly StoredPolicy[]
  readonly sentMail: readonly StoredMail[]
}

export interface ApplicationSnapshot {
  readonly id: string
  readonly appId: string
  readonly uniqueName: string | null
  readonly deletedDateTime: string | null
  readonly owners: readonly string[]
  readonly displayName: string
  readonly tags: readonly string[]
  readonly properties: Readonly<Record<string, unknown>>
  readonly passwordCredentials: readonly Omit<StoredPassword, 'hash' | keyof Replicated>[]
  readonly keyCredentials: readonly StoredKey[]
}

export function snapshot(directory: Directory): TenantState {
  return structuredClone({
    applications: directory.applications.map(snapshotOf),
    deletedItems: directory.deletedApplications.map(snapshotOf),
    servicePrincipals: directory.servicePrincipals.map(withoutReplication),
    deletedServicePrincipals: directory.deletedServicePrincipals.map(withoutReplication),
    appRoleAssignments: directory.assignments.map(withoutReplication),
    oauth2PermissionGrants: directory.grants.map(withoutReplication),
    policies: directory.policies.map((policy) => policy),
    sentMail: directory.sentMail,
  })
}

function snapshotOf(application: StoredApplication): ApplicationSnapshot {
  const { displayName, tags = [] } = application.properties as { displayName: string; tags?: string[] }
  return {
    id: application.id,
    appId: application.appId,
    uniqueName: application.uniqueName,
    deletedDateTime: application.deletedDateTime,
    owners: application.owners,
    displayName,
    tags,
    properties: application.properties,
    passwordCredentials: application.passwords.map((password) => without(withoutReplication(password), 'hash')),
    keyCredentials: application.keys,
  }
}

function withoutReplication<T extends Replicated>(object: T): Omit<T, keyof Replicated> {
  return without(object, 'hiddenFor', 'away')
}

function without<T extends object, K extends keyof T>(object: T, ...names: K[]): Omit<T, K> {
  const kept = Object.entries(object).filter(([name]) => !(names as PropertyKey[]).includes(name))
  return Object.fromEntries(kept) as Omit<T, K>
}
