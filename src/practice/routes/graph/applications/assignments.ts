import type { StoredAssignment, StoredServicePrincipal } from '../../../tenant/directory.ts'
import { graphAppId } from '../../../company/first-party.ts'
import { mayDo, type GraphCaller } from '../request/access.ts'
import { needReader } from '../request/access-rules.ts'
import { readBody } from '../request/body.ts'
import { firstKey, keyAt, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { assignmentEntity } from '../entities/service-principal.ts'
import { findServicePrincipal } from '../request/find.ts'
import { grantAppRoles, readApplications } from '../request/permissions.ts'
import { count, list, one, refuseOptions, type Listed } from '../odata/query.ts'
import { badRequest, denied, notFound } from '../request/refusal.ts'
import { assignmentResource } from '../resources/directory.ts'
import { appRoleAssignmentShape } from '../shapes/service-principal.ts'

type Side = 'appRoleAssignments' | 'appRoleAssignedTo'

export const assignmentRoutes: readonly GraphRoute[] = (['appRoleAssignments', 'appRoleAssignedTo'] as const).flatMap(
  (side): GraphRoute[] => [
    {
      method: 'GET',
      path: `servicePrincipals/{}/${side}`,
      permissions: readApplications,
      answer: (call) => list(call, listed(call, side)),
    },
    {
      method: 'GET',
      path: `servicePrincipals/{}/${side}/$count`,
      permissions: readApplications,
      answer: (call) => count(call, listed(call, side)),
    },
    {
      method: 'GET',
      path: `servicePrincipals/{}/${side}/{}`,
      permissions: readApplications,
      answer: (call) => get(call, side),
    },
    {
      method: 'POST',
      path: `servicePrincipals/{}/${side}`,
      permissions: grantAppRoles,
      answer: (call) => grant(call, side),
    },
    {
      method: 'DELETE',
      path: `servicePrincipals/{}/${side}/{}`,
      permissions: grantAppRoles,
      answer: (call) => revoke(call, side),
    },
  ],
)

function setOf(principal: StoredServicePrincipal, side: Side): string {
  return `servicePrincipals('${principal.id}')/${side}`
}

function listed(call: GraphCall, side: Side): Listed<StoredAssignment> {
  needReader(call.caller)
  const { directory } = call.company
  const principal = findServicePrincipal(directory, firstKey(call))
  return {
    set: setOf(principal, side),
    resource: assignmentResource,
    rows: directory.assignments.filter((assignment) => assignment[idOf(side)] === principal.id),
    sees: (assignment) => directory.sees(assignment, 'list'),
    entity: (assignment) => assignmentEntity(directory, assignment),
  }
}

function get(call: GraphCall, side: Side): GraphAnswer {
  needReader(call.caller)
  const { directory } = call.company
  const principal = findServicePrincipal(directory, firstKey(call))
  const { value } = keyAt(call, 1)
  const row = directory.assignments.get(value)
  if (row?.[idOf(side)] !== principal.id || !directory.sees(row, 'get')) throw notFound(value)
  return one(call, {
    set: setOf(principal, side),
    resource: assignmentResource,
    row,
    entity: assignmentEntity(directory, row),
  })
}

function grant(call: GraphCall, side: Side): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const here = findServicePrincipal(directory, firstKey(call), true)
  const wanted = readBody(call.body, appRoleAssignmentShape) as Record<
    'principalId' | 'resourceId' | 'appRoleId',
    string
  >
  const { principalId, resourceId, appRoleId } = wanted
  if (wanted[idOf(side)] !== here.id)
    throw badRequest(`Invalid value specified for property '${idOf(side)}' of resource 'AppRoleAssignment'.`)
  const resource = directory.servicePrincipals.get(resourceId)
  const principal = directory.servicePrincipals.get(principalId)
  // The object in the path was already read; a second read would use up one more read of its lag.
  if (resource === undefined || (resource !== here && !directory.sees(resource, 'write')))
    throw badRequest('Not a valid reference update.')
  needGrantor(call.caller, resource)
  if (principal === undefined || (principal !== here && !directory.sees(principal, 'write')))
    throw badRequest('Not a valid reference update.')
  if (!resource.appRoles.some((role) => role.id === appRoleId)) {
    // UNCONFIRMED(permission-not-on-application): the sentence.
    throw badRequest(`Permission being assigned was not found on application '${resource.appId}'.`)
  }
  const isThere = directory.assignments.some(
    (known) => known.principalId === principalId && known.resourceId === resourceId && known.appRoleId === appRoleId,
  )
  if (isThere) throw badRequest('Permission being assigned already exists on the object')
  const assignment = directory.addAssignment({ principalId, resourceId, appRoleId })
  const entity = assignmentEntity(directory, assignment)
  return one(call, { set: setOf(here, side), resource: assignmentResource, row: assignment, entity }, 201)
}

function revoke(call: GraphCall, side: Side): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const here = findServicePrincipal(directory, firstKey(call), true)
  const id = keyAt(call, 1).value
  const assignment = directory.assignments.get(id)
  if (assignment?.[idOf(side)] !== here.id || !directory.sees(assignment, 'write')) throw notFound(id)
  const resource = directory.servicePrincipals.get(assignment.resourceId)
  if (resource !== undefined) needGrantor(call.caller, resource)
  directory.assignments.remove(assignment)
  return { status: 204 }
}

/** Throws 403 unless the caller may grant roles of this resource. Microsoft Graph's need a higher role and a scope of their own. */
function needGrantor(caller: GraphCaller, resource: StoredServicePrincipal): void {
  const isGraph = resource.appId === graphAppId
  if (!mayDo(caller, isGraph ? 'grant-graph-app-roles' : 'grant-app-roles')) throw denied()
  if (isGraph && !caller.permissions.includes('AppRoleAssignment.ReadWrite.All')) throw denied()
}

function idOf(side: Side): 'principalId' | 'resourceId' {
  return side === 'appRoleAssignments' ? 'principalId' : 'resourceId'
}
