import type { StoredServicePrincipal } from '../../../tenant/directory.ts'
import { roleTemplateIds, type RoleName } from '../../../tenant/roles.ts'
import { readOdataId } from '../applications/owners.ts'
import { activeRoles, roleEntity, type ActiveRole } from '../entities/person.ts'
import { directoryObject } from '../entities/relations.ts'
import { list, one, refuseOptions } from '../odata/query.ts'
import { mayDo } from '../request/access.ts'
import { needReader, readReference } from '../request/access-rules.ts'
import { isGuid, readBody } from '../request/body.ts'
import { firstKey, keyAt, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { readRoles, writeRoles } from '../request/permissions.ts'
import { badRequest, denied, notFound } from '../request/refusal.ts'
import { directoryObjectResource, directoryRoleResource, roleAssignmentResource } from '../resources/directory.ts'
import { guid, object, string } from '../shapes/shape.ts'

const set = 'directoryRoles'
const assignmentSet = 'roleManagement/directory/roleAssignments'

const roleAssignmentShape = object(
  'unifiedRoleAssignment',
  { principalId: guid, roleDefinitionId: guid, directoryScopeId: string },
  ['principalId', 'roleDefinitionId', 'directoryScopeId'],
  { readOnly: ['id'] },
)

/** The routes of the directory roles that are active in this company, and of their members: directoryrole.md */
export const roleRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: set, permissions: readRoles, answer: listRoles },
  { method: 'GET', path: `${set}/{}`, permissions: readRoles, answer: getRole },
  { method: 'GET', path: `${set}/{}/members`, permissions: readRoles, answer: listMembers },
  { method: 'POST', path: `${set}/{}/members/$ref`, permissions: writeRoles, answer: addMember },
  { method: 'DELETE', path: `${set}/{}/members/{}/$ref`, permissions: writeRoles, answer: removeMember },
  { method: 'GET', path: assignmentSet, permissions: readRoles, answer: listAssignments },
  { method: 'POST', path: assignmentSet, permissions: writeRoles, answer: postAssignment },
  { method: 'DELETE', path: `${assignmentSet}/{}`, permissions: writeRoles, answer: deleteAssignment },
]

function listRoles(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const rows = activeRoles(call.company.directory)
  return list(call, { set, resource: directoryRoleResource, rows, entity: roleEntity })
}

function findRole(call: GraphCall): ActiveRole {
  needReader(call.caller)
  const { by, value } = firstKey(call)
  if (by !== 'id' && by !== 'roleTemplateId') throw badRequest('Bad Request - Error in query syntax.')
  if (!isGuid(value)) throw badRequest(`Invalid object identifier '${value}'.`)
  const wanted = value.toLowerCase()
  const found = activeRoles(call.company.directory).find((role) =>
    by === 'id' ? role.id === wanted : roleTemplateIds[role.name] === wanted,
  )
  if (found === undefined) throw notFound(value)
  return found
}

function getRole(call: GraphCall): GraphAnswer {
  const row = findRole(call)
  return one(call, { set, resource: directoryRoleResource, row, entity: roleEntity(row) })
}

function listMembers(call: GraphCall): GraphAnswer {
  const role = findRole(call)
  const { directory } = call.company
  const users = directory.seed.users.filter((user) => user.roles.includes(role.name))
  const principals = directory.servicePrincipals.filter(({ directoryRoles = [] }) => directoryRoles.includes(role.name))
  const rows = [...users, ...principals]
    .map(({ id }) => directoryObject(directory, id))
    .filter((found) => found !== undefined)
  return list(call, { set: 'directoryObjects', resource: directoryObjectResource, rows, entity: (row) => row })
}

/** Returns the service principal that a role is given to. Accounts keep the roles of the seed. */
function needPrincipal(call: GraphCall, id: string): StoredServicePrincipal {
  refuseOptions(call)
  if (!mayDo(call.caller, 'assign-directory-roles')) throw denied()
  const { directory } = call.company
  const principal = directory.servicePrincipals.get(id)
  if (directory.sees(principal, 'write')) return principal
  if (directory.user(id) === undefined) throw notFound(id)
  // This refusal is the practice tenant's own.
  throw badRequest('The practice tenant does not change the roles of accounts.')
}

function addRole(principal: StoredServicePrincipal, name: RoleName): void {
  const held = principal.directoryRoles ?? []
  if (held.includes(name)) {
    throw badRequest(
      `One or more added object references already exist for the following modified properties: 'members'.`,
    )
  }
  principal.directoryRoles = [...held, name]
}

function addMember(call: GraphCall): GraphAnswer {
  const role = findRole(call)
  addRole(needPrincipal(call, readReference(call.company, readOdataId(call.body))), role.name)
  return { status: 204 }
}

function removeMember(call: GraphCall): GraphAnswer {
  const role = findRole(call)
  const id = keyAt(call, 1).value.toLowerCase()
  const principal = needPrincipal(call, id)
  if (principal.directoryRoles?.includes(role.name) !== true) throw notFound(id)
  principal.directoryRoles = principal.directoryRoles.filter((name) => name !== role.name)
  return { status: 204 }
}

/** One directory role of one account or service principal, for the whole directory: unifiedroleassignment.md */
interface RoleAssignment {
  readonly id: string
  readonly principalId: string
  readonly roleDefinitionId: string
}

function roleAssignments(call: GraphCall): readonly RoleAssignment[] {
  const { directory } = call.company
  const held = [
    ...directory.seed.users.map(({ id, roles }) => ({ id, roles })),
    ...directory.servicePrincipals.map(({ id, directoryRoles = [] }) => ({ id, roles: directoryRoles })),
  ]
  return held.flatMap(({ id, roles }) => roles.map((name) => assignmentOf(id, roleTemplateIds[name])))
}

function assignmentOf(principalId: string, roleDefinitionId: string): RoleAssignment {
  const id = Buffer.from(`${roleDefinitionId}${principalId}`.replaceAll('-', ''), 'hex').toString('base64url')
  return { id, principalId, roleDefinitionId }
}

function assignmentEntity(assignment: RoleAssignment): Record<string, unknown> {
  return { ...assignment, directoryScopeId: '/' }
}

function listAssignments(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const rows = roleAssignments(call)
  return list(call, { set: assignmentSet, resource: roleAssignmentResource, rows, entity: assignmentEntity })
}

function postAssignment(call: GraphCall): GraphAnswer {
  const given = readBody(call.body, roleAssignmentShape) as Record<'principalId' | 'roleDefinitionId', string> & {
    readonly directoryScopeId: string
  }
  const principal = needPrincipal(call, given.principalId)
  const names = Object.keys(roleTemplateIds) as RoleName[]
  const name = names.find((one) => roleTemplateIds[one] === given.roleDefinitionId)
  if (name === undefined) throw notFound(given.roleDefinitionId)
  if (given.directoryScopeId !== '/') {
    throw badRequest(`Invalid value specified for property 'directoryScopeId' of resource 'UnifiedRoleAssignment'.`)
  }
  addRole(principal, name)
  const row = assignmentOf(given.principalId, given.roleDefinitionId)
  const entity = assignmentEntity(row)
  return one(call, { set: assignmentSet, resource: roleAssignmentResource, row, entity }, 201)
}

function deleteAssignment(call: GraphCall): GraphAnswer {
  const { value } = firstKey(call)
  const found = roleAssignments(call).find(({ id }) => id === value)
  if (found === undefined) throw notFound(value)
  const principal = needPrincipal(call, found.principalId)
  const kept = (principal.directoryRoles ?? []).filter((name) => roleTemplateIds[name] !== found.roleDefinitionId)
  principal.directoryRoles = kept
  return { status: 204 }
}
