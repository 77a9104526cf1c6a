import { randomUUID } from 'node:crypto'
import type { StoredFederatedCredential } from '../../../tenant/stored.ts'
import { list, one, refuseOptions } from '../odata/query.ts'
import { needOwnerOrManager, needReader } from '../request/access-rules.ts'
import { readBody } from '../request/body.ts'
import { firstKey, keyAt, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { findApplication } from '../request/find.ts'
import { readApplications, writeApplications } from '../request/permissions.ts'
import { alreadyThere, badRequest, notFound } from '../request/refusal.ts'
import { federatedCredentialResource } from '../resources/directory.ts'
import { federatedCredentialShape } from '../shapes/application.ts'

const set = 'applications/{}/federatedIdentityCredentials'

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/federatedidentitycredential.md */
export const federatedCredentialRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: set, permissions: readApplications, answer: listCredentials },
  { method: 'POST', path: set, permissions: writeApplications, answer: postCredential },
  { method: 'GET', path: `${set}/{}`, permissions: readApplications, answer: getCredential },
  { method: 'DELETE', path: `${set}/{}`, permissions: writeApplications, answer: deleteCredential },
]

/** The most federated credentials of one application. */
const mostCredentials = 20

function setOf(id: string): string {
  return `applications('${id}')/federatedIdentityCredentials`
}

function entityOf(credential: StoredFederatedCredential): Record<string, unknown> {
  return { ...credential }
}

function listCredentials(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const { id, federatedCredentials = [] } = findApplication(call.company.directory, firstKey(call))
  return list(call, {
    set: setOf(id),
    resource: federatedCredentialResource,
    rows: federatedCredentials,
    entity: entityOf,
  })
}

/** A credential is found by its id or its name. */
function find(call: GraphCall, isWrite: boolean) {
  const application = findApplication(call.company.directory, firstKey(call), isWrite)
  const { value } = keyAt(call, 1)
  const found = application.federatedCredentials?.find(({ id, name }) => id === value || name === value)
  if (found === undefined) throw notFound(value)
  return { application, found }
}

function getCredential(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const { application, found } = find(call, false)
  return one(call, {
    set: setOf(application.id),
    resource: federatedCredentialResource,
    row: found,
    entity: entityOf(found),
  })
}

function postCredential(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const application = findApplication(call.company.directory, firstKey(call), true)
  needOwnerOrManager(call.caller, application)
  const given = readBody(call.body, federatedCredentialShape) as Omit<
    StoredFederatedCredential,
    'id' | 'description'
  > & {
    readonly description?: string | null
  }
  const before = application.federatedCredentials ?? []
  if (given.audiences.length !== 1) {
    throw badRequest(`Invalid value specified for property 'audiences' of resource 'FederatedIdentityCredential'.`)
  }
  const isTaken = before.some((known) => known.name === given.name || isSame(known, given))
  if (isTaken) throw alreadyThere('FederatedIdentityCredential with this name, or issuer and subject, already exists.')
  if (before.length >= mostCredentials) {
    throw badRequest('The application has the most federated identity credentials that it can have.')
  }
  const row: StoredFederatedCredential = { description: null, ...given, id: randomUUID() }
  application.federatedCredentials = [...before, row]
  const wanted = { set: setOf(application.id), resource: federatedCredentialResource, row, entity: entityOf(row) }
  return one(call, wanted, 201)
}

function isSame(
  known: StoredFederatedCredential,
  given: Pick<StoredFederatedCredential, 'issuer' | 'subject'>,
): boolean {
  return known.issuer === given.issuer && known.subject === given.subject
}

function deleteCredential(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { application, found } = find(call, true)
  needOwnerOrManager(call.caller, application)
  application.federatedCredentials = application.federatedCredentials?.filter((other) => other !== found) ?? []
  return { status: 204 }
}
