import type { StoredServicePrincipal } from '../../../tenant/directory.ts'
import { mayDo, type GraphCaller } from '../request/access.ts'
import { needOwnerOrManager, needQuota, needReader, readOwners } from '../request/access-rules.ts'
import { readBody } from '../request/body.ts'
import { firstKey, prefers, rootOf, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { servicePrincipalEntity } from '../entities/service-principal.ts'
import { checkKey, findServicePrincipal, readKey } from '../request/find.ts'
import { readApplications, writeApplications } from '../request/permissions.ts'
import { count, list, one, refuseOptions, type Listed } from '../odata/query.ts'
import { alreadyThere, badRequest, denied, GraphRefusal } from '../request/refusal.ts'
import { servicePrincipalRelations } from '../entities/relations.ts'
import { servicePrincipalResource } from '../resources/directory.ts'
import { newServicePrincipalShape, servicePrincipalShape } from '../shapes/service-principal.ts'

const set = 'servicePrincipals'

export const servicePrincipalRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: set, permissions: readApplications, answer: (call) => list(call, listed(call)) },
  { method: 'GET', path: `${set}/$count`, permissions: readApplications, answer: (call) => count(call, listed(call)) },
  { method: 'POST', path: set, permissions: writeApplications, answer: (call) => create(call, undefined) },
  { method: 'GET', path: `${set}/{}`, permissions: readApplications, answer: getServicePrincipal },
  { method: 'PATCH', path: `${set}/{}`, permissions: writeApplications, answer: patchServicePrincipal },
  { method: 'DELETE', path: `${set}/{}`, permissions: writeApplications, answer: deleteServicePrincipal },
]

function listed(call: GraphCall): Listed<StoredServicePrincipal> {
  needReader(call.caller)
  const { directory } = call.company
  return {
    set,
    resource: servicePrincipalResource,
    rows: directory.servicePrincipals,
    table: directory.servicePrincipals,
    sees: (principal) => directory.sees(principal, 'list'),
    entity: servicePrincipalEntity,
    relations: servicePrincipalRelations(directory),
  }
}

function shown(call: GraphCall, row: StoredServicePrincipal) {
  const relations = servicePrincipalRelations(call.company.directory)
  return { set, resource: servicePrincipalResource, relations, row, entity: servicePrincipalEntity(row) }
}

function getServicePrincipal(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  return one(call, shown(call, findServicePrincipal(call.company.directory, firstKey(call))))
}

/** The properties of a body that this file handles one by one. */
interface Given {
  readonly appId?: string
  readonly accountEnabled?: boolean
  readonly appRoleAssignmentRequired?: boolean
  readonly notes?: string | null
  readonly tags?: readonly string[]
  readonly displayName?: string
  readonly replyUrls?: readonly string[]
  readonly servicePrincipalNames?: readonly string[]
  readonly 'owners@odata.bind'?: readonly string[]
}

function create(call: GraphCall, upserted: string | undefined): GraphAnswer {
  refuseOptions(call)
  const { company, caller } = call
  const { directory } = company
  const body = upserted === undefined ? call.body : { ...(call.body as object | undefined), appId: upserted }
  const {
    appId = '',
    'owners@odata.bind': owners,
    servicePrincipalNames = [],
    ...given
  } = readBody(body, newServicePrincipalShape) as Given
  const application = directory.applications.by('appId', appId)
  // UNCONFIRMED(denied-before-unknown-application): that 403 comes before 400 where the caller may not create it anyway.
  if (!mayCreate(caller, application?.owners ?? [])) throw denied()
  const looksLeft = application?.hiddenFor ?? 0
  if (application === undefined || !directory.sees(application, 'write')) throw unknownApplication(appId, looksLeft)
  if (directory.servicePrincipals.by('appId', appId) !== undefined) {
    // UNCONFIRMED(duplicate-service-principal-text).
    throw alreadyThere(
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    )
  }
  needQuota(company, caller)
  const { displayName, tags = [] } = application.properties as { displayName: string; tags?: readonly string[] }
  const { accountEnabled, appRoleAssignmentRequired, notes, ...properties } = given
  delete (properties as { tags?: unknown }).tags
  delete (properties as { displayName?: unknown }).displayName
  const principal = directory.addServicePrincipal({
    appId,
    displayName: given.displayName ?? displayName,
    ownerTenantId: directory.seed.tenantId,
    tags: given.tags ?? [...tags],
    createdBy: caller.user?.id ?? null,
    owners: readOwners(company, caller, owners),
    properties: { ...properties },
    ...(accountEnabled === undefined ? {} : { accountEnabled }),
    ...(appRoleAssignmentRequired === undefined ? {} : { appRoleAssignmentRequired }),
    ...(notes === undefined ? {} : { notes }),
  })
  directory.follow(application)
  principal.displayName = given.displayName ?? displayName
  principal.identifiers = [...new Set([...principal.identifiers, ...servicePrincipalNames])]
  const location = `${rootOf(call, 'v2')}/${directory.seed.tenantId}/directoryObjects/${principal.id}/Microsoft.DirectoryServices.ServicePrincipal`
  return { ...one(call, shown(call, principal), 201), location }
}

/** Returns one of the two refusals that Entra gives for the same cause. https://github.com/hashicorp/terraform-provider-azuread service_principal_resource.go */
function unknownApplication(appId: string, looksLeft: number): GraphRefusal {
  if (looksLeft > 0 && looksLeft % 2 === 0) {
    return new GraphRefusal(
      403,
      'Authorization_RequestDenied',
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    )
  }
  return badRequest(`The appId '${appId}' of the service principal does not reference a valid application object.`)
}

function patchServicePrincipal(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const key = firstKey(call)
  if (key.by === 'appId' && prefers(call, 'create-if-missing')) {
    checkKey(key, ['appId'])
    if (readKey(directory.servicePrincipals, key) === undefined) return create(call, key.value)
  }
  const principal = findServicePrincipal(directory, key, true)
  needOwnerOrManager(call.caller, allOwners(call, principal))
  const {
    tags,
    notes,
    accountEnabled,
    appRoleAssignmentRequired,
    displayName,
    replyUrls,
    servicePrincipalNames,
    ...rest
  } = readBody(call.body, servicePrincipalShape) as Given
  if (servicePrincipalNames !== undefined) {
    if (!servicePrincipalNames.includes(principal.appId))
      throw badRequest(`Invalid value specified for property 'servicePrincipalNames' of resource 'ServicePrincipal'.`)
    principal.identifiers = servicePrincipalNames
  }
  principal.tags = tags ?? principal.tags
  if (replyUrls !== undefined) principal.replyUrls = replyUrls
  principal.notes = notes === undefined ? principal.notes : notes
  principal.accountEnabled = accountEnabled ?? principal.accountEnabled
  principal.appRoleAssignmentRequired = appRoleAssignmentRequired ?? principal.appRoleAssignmentRequired
  principal.displayName = displayName ?? principal.displayName
  principal.properties = { ...principal.properties, ...rest }
  return { status: 204 }
}

function deleteServicePrincipal(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const principal = findServicePrincipal(directory, firstKey(call), true)
  needOwnerOrManager(call.caller, allOwners(call, principal))
  directory.deleteServicePrincipal(principal)
  return { status: 204 }
}

function mayCreate(caller: GraphCaller, owners: readonly string[]): boolean {
  return mayDo(caller, 'manage-all-applications') || (caller.user !== undefined && owners.includes(caller.user.id))
}

/** Returns the owners of a service principal and of its application. */
function allOwners(call: GraphCall, principal: StoredServicePrincipal): { owners: readonly string[] } {
  const application = call.company.directory.applications.by('appId', principal.appId)
  return { owners: [...principal.owners, ...(application?.owners ?? [])] }
}
