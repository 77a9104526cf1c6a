import type { StoredServicePrincipal } from '../../directory.ts'
import { graphAppId } from '../../first-party.ts'
import { mayDo, needReader, type GraphCaller } from './access.ts'
import { readApplications } from './applications.ts'
import { readBody } from './body.ts'
import { firstKey, type GraphAnswer, type GraphCall, type GraphRoute } from './call.ts'
import { assignmentEntity } from './entities.ts'
import { findServicePrincipal } from './find.ts'
import { list, one, refuseOptions } from './query.ts'
import { badRequest, denied, notFound } from './refusal.ts'
import { appRoleAssignmentShape } from './shapes.ts'

type Side = 'appRoleAssignments' | 'appRoleAssignedTo'

const type = 'microsoft.graph.appRoleAssignment'

/** Application.ReadWrite.All suffices for every resource but Microsoft Graph: checked again once the resource is known. */
const grantPermissions = [
  ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'],
  ['AppRoleAssignment.ReadWrite.All', 'Application.ReadWrite.All'],
  ['Application.ReadWrite.All'],
]

export const assignmentRoutes: readonly GraphRoute[] = (['appRoleAssignments', 'appRoleAssignedTo'] as const).flatMap(
  (side): GraphRoute[] => [
    {
      method: 'GET',
      path: `servicePrincipals/{}/${side}`,
      permissions: readApplications,
      answer: (call) => listAssignments(call, side),
    },
    {
      method: 'POST',
      path: `servicePrincipals/{}/${side}`,
      permissions: grantPermissions,
      answer: (call) => grant(call, side),
    },
    {
      method: 'DELETE',
      path: `servicePrincipals/{}/${side}/{}`,
      permissions: grantPermissions,
      answer: (call) => revoke(call, side),
    },
  ],
)

function listAssignments(call: GraphCall, side: Side): GraphAnswer {
  needReader(call.caller)
  const { directory } = call.company
  const principal = findServicePrincipal(directory, firstKey(call))
  const entities = directory.assignments
    .filter((assignment) => assignment[idOf(side)] === principal.id)
    .filter((assignment) => directory.sees(assignment))
    .map((assignment) => assignmentEntity(directory, assignment))
  const example = { id: '', appRoleId: '', principalId: '', resourceId: '', createdDateTime: '', hiddenFor: 0 }
  // UNCONFIRMED which filters Graph takes here; none is the strict reading.
  return list(call, `servicePrincipals/${principal.id}/${side}`, type, entities, assignmentEntity(directory, example), {
    scalars: [],
    collections: [],
  })
}

function grant(call: GraphCall, side: Side): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const here = findServicePrincipal(directory, firstKey(call))
  const wish = readBody(call.body, appRoleAssignmentShape) as Record<'principalId' | 'resourceId' | 'appRoleId', string>
  const { principalId, resourceId, appRoleId } = wish
  if (wish[idOf(side)] !== here.id)
    throw badRequest(`Invalid value specified for property '${idOf(side)}' of resource 'AppRoleAssignment'.`)
  const resource = directory.servicePrincipals.find((known) => known.id === resourceId)
  const principal = directory.servicePrincipals.find((known) => known.id === principalId)
  // The object of the path was seen already; looking twice would count twice.
  if (resource === undefined || (resource !== here && !directory.sees(resource)))
    throw badRequest('Not a valid reference update.')
  needGrantor(call.caller, resource)
  if (principal === undefined || (principal !== here && !directory.sees(principal)))
    throw badRequest('Not a valid reference update.')
  if (!resource.appRoles.some((role) => role.id === appRoleId)) {
    throw badRequest(`Permission being assigned was not found on application '${resource.appId}'.`)
  }
  const isThere = directory.assignments.some(
    (known) => known.principalId === principalId && known.resourceId === resourceId && known.appRoleId === appRoleId,
  )
  // UNCONFIRMED text.
  if (isThere) throw badRequest('Permission being assigned already exists on the object')
  const assignment = directory.addAssignment({ principalId, resourceId, appRoleId })
  return one(call, `servicePrincipals('${here.id}')/${side}`, type, assignmentEntity(directory, assignment), 201)
}

function revoke(call: GraphCall, side: Side): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const here = findServicePrincipal(directory, firstKey(call))
  const id = call.keys[1]?.value ?? ''
  const assignment = directory.assignments.find((known) => known.id === id && known[idOf(side)] === here.id)
  if (!directory.sees(assignment)) throw notFound(id)
  const resource = directory.servicePrincipals.find((known) => known.id === assignment.resourceId)
  if (resource !== undefined) needGrantor(call.caller, resource)
  directory.assignments = directory.assignments.filter((known) => known !== assignment)
  return { status: 204 }
}

/** Who may grant what: Microsoft Graph's roles need a higher role and the scope made for it. */
function needGrantor(caller: GraphCaller, resource: StoredServicePrincipal): void {
  const isGraph = resource.appId === graphAppId
  if (!mayDo(caller, isGraph ? 'grant-graph-app-roles' : 'grant-app-roles')) throw denied()
  if (isGraph && !caller.permissions.includes('AppRoleAssignment.ReadWrite.All')) throw denied()
}

function idOf(side: Side): 'principalId' | 'resourceId' {
  return side === 'appRoleAssignments' ? 'principalId' : 'resourceId'
}
