import { list } from '../odata/query.ts'
import { needReader } from '../request/access-rules.ts'
import { isGuid, readBody } from '../request/body.ts'
import { firstKey, rootOf, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { readApplications, readGroups, readMe } from '../request/permissions.ts'
import { badRequest, notFound } from '../request/refusal.ts'
import { activeRoles } from '../entities/person.ts'
import { directoryObject } from '../entities/relations.ts'
import { directoryObjectResource, groupResource } from '../resources/directory.ts'
import { flag, object } from '../shapes/shape.ts'
import { me, userOf } from './people.ts'

const memberGroupsShape = object('getMemberGroups', { securityEnabledOnly: flag }, ['securityEnabledOnly'])

/** The routes of groups and of what an account owns. The companies of this tenant have no groups. */
export const groupRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: 'groups', permissions: readGroups, answer: listGroups },
  { method: 'GET', path: 'groups/{}', permissions: readGroups, answer: getGroup },
  {
    method: 'POST',
    path: 'me/getMemberGroups',
    permissions: readMe,
    answer: (call) => memberGroups(call, me(call).id),
  },
  {
    method: 'POST',
    path: 'users/{}/getMemberGroups',
    permissions: readMe,
    answer: (call) => memberGroups(call, userOf(call).id),
  },
  {
    method: 'GET',
    path: 'me/ownedObjects',
    permissions: readOwned(),
    answer: (call) => ownedObjects(call, me(call).id),
  },
  {
    method: 'GET',
    path: 'users/{}/ownedObjects',
    permissions: readOwned(),
    answer: (call) => ownedObjects(call, userOf(call).id),
  },
]

function readOwned() {
  return [...readMe, ...readApplications]
}

function listGroups(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  return list(call, { set: 'groups', resource: groupResource, rows: [], entity: (row) => row })
}

function getGroup(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const { value } = firstKey(call)
  if (!isGuid(value)) throw badRequest(`Invalid object identifier '${value}'.`)
  throw notFound(value)
}

/** Returns the ids of an account's groups. With `securityEnabledOnly: false`, directory roles belong to them. */
function memberGroups(call: GraphCall, accountId: string): GraphAnswer {
  const { securityEnabledOnly } = readBody(call.body, memberGroupsShape)
  const { directory } = call.company
  const account = directory.user(accountId)
  const held = activeRoles(directory).filter(({ name }) => account?.roles.includes(name) === true)
  const roles = securityEnabledOnly === true ? [] : held
  const context = `${rootOf(call)}/$metadata#Collection(Edm.String)`
  return { status: 200, body: { '@odata.context': context, value: roles.map(({ id }) => id) } }
}

function ownedObjects(call: GraphCall, accountId: string): GraphAnswer {
  const { directory } = call.company
  const rows = [...directory.applications, ...directory.servicePrincipals]
    .filter((owned) => owned.owners.includes(accountId) && directory.sees(owned, 'list'))
    .map(({ id }) => directoryObject(directory, id))
    .filter((found) => found !== undefined)
  return list(call, { set: 'directoryObjects', resource: directoryObjectResource, rows, entity: (row) => row })
}
