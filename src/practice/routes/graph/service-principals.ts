import type { Directory, StoredServicePrincipal } from '../../directory.ts'
import { mayDo, needReader, type GraphCaller } from './access.ts'
import { readApplications, writeApplications } from './applications.ts'
import { readBody } from './body.ts'
import { firstKey, type GraphAnswer, type GraphCall, type GraphRoute } from './call.ts'
import { servicePrincipalEntity } from './entities.ts'
import { findServicePrincipal } from './find.ts'
import { list, one, refuseOptions } from './query.ts'
import { badRequest, denied, GraphRefusal } from './refusal.ts'
import { servicePrincipalShape } from './shapes.ts'

const type = 'microsoft.graph.servicePrincipal'
const set = 'servicePrincipals'

export const servicePrincipalRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: set, permissions: readApplications, answer: listServicePrincipals },
  { method: 'POST', path: set, permissions: writeApplications, answer: postServicePrincipal },
  { method: 'GET', path: `${set}/{}`, permissions: readApplications, answer: getServicePrincipal },
  { method: 'DELETE', path: `${set}/{}`, permissions: writeApplications, answer: deleteServicePrincipal },
]

const example: StoredServicePrincipal = {
  id: '',
  appId: '',
  displayName: '',
  ownerTenantId: '',
  createdDateTime: '',
  accountEnabled: true,
  appRoleAssignmentRequired: false,
  identifiers: [],
  appRoles: [],
  scopes: [],
  tags: [],
  notes: null,
  hiddenFor: 0,
}

function listServicePrincipals(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const { directory } = call.company
  const entities = directory.servicePrincipals
    .filter((principal) => directory.sees(principal))
    .map((principal) => servicePrincipalEntity(principal))
  return list(call, set, type, entities, servicePrincipalEntity(example), {
    scalars: ['appId', 'displayName'],
    collections: ['tags', 'servicePrincipalNames'],
  })
}

function getServicePrincipal(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const principal = findServicePrincipal(call.company.directory, firstKey(call))
  return one(call, set, type, servicePrincipalEntity(principal))
}

function postServicePrincipal(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const { appId, accountEnabled, appRoleAssignmentRequired, notes, tags } = readBody(
    call.body,
    servicePrincipalShape,
  ) as {
    appId: string
    accountEnabled?: boolean
    appRoleAssignmentRequired?: boolean
    notes?: string | null
    tags?: string[]
  }
  const application = directory.applications.find((known) => known.appId === appId)
  if (!mayCreate(call.caller, application?.owners ?? [])) throw denied()
  const looksLeft = application?.hiddenFor ?? 0
  if (!directory.sees(application)) {
    // The same cause has two faces. https://github.com/hashicorp/terraform-provider-azuread service_principal_resource.go
    if (looksLeft > 0 && looksLeft % 2 === 0) {
      throw new GraphRefusal(
        403,
        'Authorization_RequestDenied',
        'When using this permission, the backing application of the service principal being created must in the local tenant',
      )
    }
    throw badRequest(`The appId '${appId}' of the service principal does not reference a valid application object.`)
  }
  if (directory.servicePrincipals.some((known) => known.appId === appId)) {
    throw new GraphRefusal(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    )
  }
  const { displayName, tags: copied } = application.properties as { displayName: string; tags: string[] }
  const principal = directory.addServicePrincipal({
    appId,
    displayName,
    ownerTenantId: directory.seed.tenantId,
    tags: tags ?? [...copied],
    ...(accountEnabled === undefined ? {} : { accountEnabled }),
    ...(appRoleAssignmentRequired === undefined ? {} : { appRoleAssignmentRequired }),
    ...(notes === undefined ? {} : { notes }),
  })
  return one(call, set, type, servicePrincipalEntity(principal), 201)
}

function deleteServicePrincipal(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const principal = findServicePrincipal(directory, firstKey(call))
  if (!mayCreate(call.caller, ownersOf(directory, principal))) throw denied()
  directory.deleteServicePrincipal(principal)
  return { status: 204 }
}

function mayCreate(caller: GraphCaller, owners: readonly string[]): boolean {
  return mayDo(caller, 'manage-all-applications') || (caller.user !== undefined && owners.includes(caller.user.id))
}

function ownersOf(directory: Directory, principal: StoredServicePrincipal): readonly string[] {
  return directory.applications.find((application) => application.appId === principal.appId)?.owners ?? []
}
