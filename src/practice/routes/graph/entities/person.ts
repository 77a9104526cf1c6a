import { createHash } from 'node:crypto'
import type { DirectoryRole, User } from '@microsoft/microsoft-graph-types'
import type { Directory } from '../../../tenant/directory.ts'
import { roleTemplateIds, type RoleName } from '../../../tenant/roles.ts'
import type { SeedUser } from '../../../company/seed.ts'

/** Returns an account as Graph shows it. */
export function userEntity(user: SeedUser): Record<string, unknown> {
  return {
    businessPhones: [],
    displayName: user.name,
    givenName: user.givenName,
    jobTitle: user.jobTitle ?? null,
    mail: user.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: user.surname,
    userPrincipalName: user.userPrincipalName,
    id: user.id,
    accountEnabled: user.isShared !== true,
    userType: user.kind === 'guest' ? 'Guest' : 'Member',
    proxyAddresses: user.mail === null ? [] : [`SMTP:${user.mail}`],
  } satisfies User
}

/** A directory role that is active in this company. Entra makes its object when somebody first holds the role. */
export interface ActiveRole {
  readonly id: string
  readonly name: RoleName
}

export function activeRoles(directory: Directory): readonly ActiveRole[] {
  const held = new Set([
    ...directory.seed.users.flatMap((user) => user.roles),
    ...directory.servicePrincipals.map((principal) => principal.directoryRoles ?? []).flat(),
  ])
  const names = (Object.keys(roleTemplateIds) as RoleName[]).filter(
    (name) => name === 'Global Administrator' || held.has(name),
  )
  return names.map((name) => ({ id: roleObjectId(directory, name), name }))
}

export function roleEntity(role: ActiveRole): Record<string, unknown> {
  return {
    id: role.id,
    deletedDateTime: null,
    description: `Practice description of ${role.name}.`,
    displayName: role.name,
    roleTemplateId: roleTemplateIds[role.name],
  } satisfies DirectoryRole
}

/**
 * Returns an object of a kind that the caller may not read: its type and id, everything else null.
 * https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
 */
export function hidden(type: string, entity: Record<string, unknown>): Record<string, unknown> {
  const nothing = Object.keys(entity).map((name) => [name, null] as const)
  return { '@odata.type': `#${type}`, ...Object.fromEntries(nothing), id: entity.id }
}

/** Returns the id of a role's object, which differs between companies. */
function roleObjectId(directory: Directory, name: RoleName): string {
  const digest = createHash('sha256').update(`${directory.seed.tenantId} ${name}`).digest('hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}
