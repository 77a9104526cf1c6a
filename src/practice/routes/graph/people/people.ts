import type { SeedUser } from '../../../company/seed.ts'
import { holds } from '../request/access.ts'
import { needReader } from '../request/access-rules.ts'
import { isGuid } from '../request/body.ts'
import { firstKey, isAdvanced, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { activeRoles, hidden, roleEntity, userEntity, type ActiveRole } from '../entities/person.ts'
import { readMe, readRoles, readUsers } from '../request/permissions.ts'
import { count, list, one, type Listed } from '../odata/query.ts'
import { badRequest, denied, GraphRefusal, notFound } from '../request/refusal.ts'
import { typed } from '../entities/relations.ts'
import { directoryObjectResource, directoryRoleResource, userResource } from '../resources/directory.ts'

const memberships = ['memberOf', 'transitiveMemberOf'] as const
type Membership = (typeof memberships)[number]

const set = 'users'
const cast = 'microsoft.graph.directoryRole'

export const peopleRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: 'me', permissions: readMe, answer: (call) => getUser(call, me(call)) },
  { method: 'GET', path: set, permissions: readUsers, answer: (call) => list(call, listed(call)) },
  { method: 'GET', path: `${set}/$count`, permissions: readUsers, answer: (call) => count(call, listed(call)) },
  { method: 'GET', path: `${set}/{}`, permissions: readMe, answer: (call) => getUser(call, userOf(call)) },
  ...memberships.flatMap((membership): GraphRoute[] =>
    (['me', `${set}/{}`] as const).flatMap((who): GraphRoute[] => {
      const find = who === 'me' ? me : userOf
      return [
        {
          method: 'GET',
          path: `${who}/${membership}`,
          permissions: readMe,
          answer: (call) => list(call, listMemberships(call, find(call))),
        },
        {
          method: 'GET',
          path: `${who}/${membership}/${cast}`,
          permissions: readMe,
          answer: (call) => list(call, rolesOf(call, find(call), membership)),
        },
        {
          method: 'GET',
          path: `${who}/${membership}/${cast}/$count`,
          permissions: readMe,
          answer: (call) => count(call, rolesOf(call, find(call), membership, true)),
        },
      ]
    }),
  ),
]

/** Returns the account of the token. Throws 400 when an application acts as itself. */
export function me(call: GraphCall): SeedUser {
  const { user } = call.caller
  // A delegated administrator has no user object here.
  if (user?.kind === 'delegated') throw notFound(user.id)
  if (user !== undefined) return user
  throw new GraphRefusal(400, 'BadRequest', '/me request is only valid with delegated authentication flow.')
}

/** Returns the account that a path names by id or user principal name. With User.Read alone only the caller's own. */
export function userOf(call: GraphCall): SeedUser {
  const { by, value } = firstKey(call)
  if (by !== 'id' && by !== 'userPrincipalName') throw badRequest('Bad Request - Error in query syntax.')
  if (!isGuid(value) && !value.includes('@')) throw badRequest(`Invalid object identifier '${value}'.`)
  const user = call.company.directory.user(value)
  const isSelf = user !== undefined && user.id === call.caller.user?.id
  if (!isSelf) {
    needReader(call.caller)
    if (!holds(call.caller, readUsers)) throw denied()
  }
  if (user === undefined) throw notFound(value)
  return user
}

function getUser(call: GraphCall, row: SeedUser): GraphAnswer {
  return one(call, { set, resource: userResource, row, entity: userEntity(row) })
}

function listed(call: GraphCall): Listed<SeedUser> {
  needReader(call.caller)
  const { directory } = call.company
  return { set, resource: userResource, rows: directory.users(), entity: userEntity }
}

/** Lists what an account is a member of, which here is its directory roles. */
function listMemberships(call: GraphCall, user: SeedUser): Listed<ActiveRole> {
  return {
    set: 'directoryObjects',
    resource: directoryObjectResource,
    rows: heldBy(call, user),
    entity: (role) => roleFor(call, role, true),
  }
}

/**
 * Lists the directory roles of an account. On transitiveMemberOf an OData cast is an advanced query, refused with 400
 * without its header and `$count=true`.
 * https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/concepts/aad-advanced-queries.md
 */
function rolesOf(call: GraphCall, user: SeedUser, membership: Membership, isCount = false): Listed<ActiveRole> {
  if (membership === 'transitiveMemberOf' && !isCount && !isAdvanced(call)) {
    // UNCONFIRMED(cast-without-header): the sentence.
    throw new GraphRefusal(
      400,
      'Request_UnsupportedQuery',
      `The specified OData cast '${cast}' is only supported with $count=true and the header ConsistencyLevel:eventual.`,
    )
  }
  return {
    set: 'directoryRoles',
    resource: directoryRoleResource,
    rows: heldBy(call, user),
    entity: (role) => roleFor(call, role, false),
  }
}

function heldBy(call: GraphCall, user: SeedUser): ActiveRole[] {
  return activeRoles(call.company.directory).filter((role) => user.roles.includes(role.name))
}

/** Returns a role as the caller may read it: with User.Read alone only its type and id. */
function roleFor(call: GraphCall, role: ActiveRole, isMixed: boolean): Record<string, unknown> {
  const entity = roleEntity(role)
  if (!holds(call.caller, readRoles)) return hidden(cast, entity)
  return isMixed ? typed(cast, entity) : entity
}
