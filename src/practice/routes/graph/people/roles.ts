import { roleTemplateIds } from '../../../tenant/roles.ts'
import type { SeedUser } from '../../../company/seed.ts'
import { needReader } from '../request/access-rules.ts'
import { isGuid } from '../request/body.ts'
import { firstKey, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { activeRoles, roleEntity, userEntity, type ActiveRole } from '../entities/person.ts'
import { readRoles } from '../request/permissions.ts'
import { list, one } from '../odata/query.ts'
import { badRequest, notFound } from '../request/refusal.ts'
import { typed } from '../entities/relations.ts'
import { directoryObjectResource, directoryRoleResource, userResource } from '../resources/directory.ts'

const set = 'directoryRoles'

/** The routes of the directory roles that are active in this company, and of their members: directoryrole.md */
export const roleRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: set, permissions: readRoles, answer: listRoles },
  { method: 'GET', path: `${set}/{}`, permissions: readRoles, answer: getRole },
  { method: 'GET', path: `${set}/{}/members`, permissions: readRoles, answer: listMembers },
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
  const rows = call.company.directory.seed.users.filter((user) => user.roles.includes(role.name))
  const entity = (user: SeedUser): Record<string, unknown> => {
    const whole = userEntity(user)
    return typed(userResource.type, Object.fromEntries((userResource.shown ?? []).map((name) => [name, whole[name]])))
  }
  return list(call, { set: 'directoryObjects', resource: directoryObjectResource, rows, entity })
}
