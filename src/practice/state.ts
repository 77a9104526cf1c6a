import type {
  Directory,
  StoredApplication,
  StoredAssignment,
  StoredGrant,
  StoredServicePrincipal,
} from './directory.ts'
import type { StoredPassword } from './secrets.ts'

/** What a test may look at: everything stored but the hashes of secrets. */
export interface TenantState {
  readonly applications: readonly SeenApplication[]
  readonly deletedItems: readonly SeenApplication[]
  readonly servicePrincipals: readonly Omit<StoredServicePrincipal, 'hiddenFor'>[]
  readonly appRoleAssignments: readonly Omit<StoredAssignment, 'hiddenFor'>[]
  readonly oauth2PermissionGrants: readonly StoredGrant[]
}

export interface SeenApplication {
  readonly id: string
  readonly appId: string
  readonly uniqueName: string | null
  readonly deletedDateTime: string | null
  readonly owners: readonly string[]
  readonly displayName: string
  readonly tags: readonly string[]
  readonly properties: Readonly<Record<string, unknown>>
  readonly passwordCredentials: readonly Omit<StoredPassword, 'hash' | 'hiddenFor'>[]
}

export function snapshot(directory: Directory): TenantState {
  return structuredClone({
    applications: directory.applications.map(seen),
    deletedItems: directory.deletedApplications.map(seen),
    servicePrincipals: directory.servicePrincipals.map((principal) => without(principal, 'hiddenFor')),
    appRoleAssignments: directory.assignments.map((assignment) => without(assignment, 'hiddenFor')),
    oauth2PermissionGrants: directory.grants,
  })
}

function seen(application: StoredApplication): SeenApplication {
  const { displayName, tags } = application.properties as { displayName: string; tags: string[] }
  return {
    id: application.id,
    appId: application.appId,
    uniqueName: application.uniqueName,
    deletedDateTime: application.deletedDateTime,
    owners: application.owners,
    displayName,
    tags,
    properties: application.properties,
    passwordCredentials: application.passwords.map((password) => without(password, 'hash', 'hiddenFor')),
  }
}

function without<T extends object, K extends keyof T>(object: T, ...names: K[]): Omit<T, K> {
  const kept = Object.entries(object).filter(([name]) => !(names as PropertyKey[]).includes(name))
  return Object.fromEntries(kept) as Omit<T, K>
}
