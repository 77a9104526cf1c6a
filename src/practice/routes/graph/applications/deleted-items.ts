import type { StoredApplication, StoredServicePrincipal } from '../../../tenant/directory.ts'
import { needOwnerOrManager, needReader } from '../request/access-rules.ts'
import { isGuid } from '../request/body.ts'
import { firstKey, rootOf, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { applicationEntity } from '../entities/application.ts'
import { servicePrincipalEntity } from '../entities/service-principal.ts'
import { readApplications, writeApplications } from '../request/permissions.ts'
import { count, list, one, refuseOptions, type Listed } from '../odata/query.ts'
import { alreadyThere, badRequest, notFound } from '../request/refusal.ts'
import { typed } from '../entities/relations.ts'
import { applicationResource, directoryObjectResource, servicePrincipalResource } from '../resources/directory.ts'

const set = 'directory/deletedItems'
const applications = `${set}/microsoft.graph.application`
const servicePrincipals = `${set}/microsoft.graph.servicePrincipal`

/** What was deleted in the last 30 days, and the way back. directory-deleteditems-*.md */
export const deletedRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: applications,
    permissions: readApplications,
    answer: (call) => list(call, deletedApplications(call)),
  },
  {
    method: 'GET',
    path: `${applications}/$count`,
    permissions: readApplications,
    answer: (call) => count(call, deletedApplications(call)),
  },
  {
    method: 'GET',
    path: servicePrincipals,
    permissions: readApplications,
    answer: (call) => list(call, deletedServicePrincipals(call)),
  },
  { method: 'GET', path: `${set}/{}`, permissions: readApplications, answer: getDeleted },
  { method: 'DELETE', path: `${set}/{}`, permissions: writeApplications, answer: deleteForGood },
  { method: 'POST', path: `${set}/{}/restore`, permissions: writeApplications, answer: restore },
]

function deletedApplications(call: GraphCall): Listed<StoredApplication> {
  needReader(call.caller)
  const { directory } = call.company
  return {
    set: 'applications',
    resource: applicationResource,
    rows: directory.deletedApplications,
    table: directory.deletedApplications,
    sees: (row) => call.company.directory.isRestorable(row),
    entity: (row) => applicationEntity(directory, row, 'list'),
  }
}

function deletedServicePrincipals(call: GraphCall): Listed<StoredServicePrincipal> {
  needReader(call.caller)
  const { directory } = call.company
  return {
    set: 'servicePrincipals',
    resource: servicePrincipalResource,
    rows: directory.deletedServicePrincipals,
    table: directory.deletedServicePrincipals,
    sees: (row) => call.company.directory.isRestorable(row),
    entity: servicePrincipalEntity,
  }
}

type Found =
  | { readonly kind: 'application'; readonly row: StoredApplication }
  | { readonly kind: 'servicePrincipal'; readonly row: StoredServicePrincipal }

function find(call: GraphCall): Found {
  const { directory } = call.company
  const { by, value } = firstKey(call)
  if (by !== 'id') throw badRequest('Bad Request - Error in query syntax.')
  if (!isGuid(value)) throw badRequest(`Invalid object identifier '${value}'.`)
  const application = directory.deletedApplications.get(value)
  if (application !== undefined && call.company.directory.isRestorable(application))
    return { kind: 'application', row: application }
  const principal = directory.deletedServicePrincipals.get(value)
  if (principal !== undefined && call.company.directory.isRestorable(principal))
    return { kind: 'servicePrincipal', row: principal }
  throw notFound(value)
}

function entityOf(call: GraphCall, found: Found): Record<string, unknown> {
  return found.kind === 'application'
    ? typed(applicationResource.type, applicationEntity(call.company.directory, found.row, 'get'))
    : typed(servicePrincipalResource.type, servicePrincipalEntity(found.row))
}

function getDeleted(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const found = find(call)
  return one(call, {
    set: 'directoryObjects',
    resource: directoryObjectResource,
    row: found,
    entity: entityOf(call, found),
  })
}

function deleteForGood(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const found = find(call)
  needOwnerOrManager(call.caller, found.row)
  if (found.kind === 'application') directory.deletedApplications.remove(found.row)
  else directory.deletedServicePrincipals.remove(found.row)
  return { status: 204 }
}

/** Restoring an application does not restore its service principal: that is a request of its own. */
function restore(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const found = find(call)
  needOwnerOrManager(call.caller, found.row)
  if (!directory.restore(found.row)) {
    const property = found.kind === 'application' ? 'uniqueName' : 'servicePrincipalNames'
    throw alreadyThere(`Another object with the same value for property ${property} already exists.`)
  }
  return {
    status: 200,
    body: { '@odata.context': `${rootOf(call)}/$metadata#directoryObjects/$entity`, ...entityOf(call, found) },
  }
}
