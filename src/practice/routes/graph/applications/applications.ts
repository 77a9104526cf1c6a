import { precise } from '../../../tenant/clock.ts'
import type { StoredApplication } from '../../../tenant/directory.ts'
import { needOwnerOrManager, needQuota, needReader, needRegistrar, readOwners } from '../request/access-rules.ts'
import { readBody } from '../request/body.ts'
import { firstKey, prefers, rootOf, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { applicationEntity, merge, newApplicationProperties } from '../entities/application.ts'
import { checkKey, findApplication, readKey, viewOf } from '../request/find.ts'
import { readKeyCredentials } from './key-credentials.ts'
import { readApplications, registerApplications, writeApplications } from '../request/permissions.ts'
import { count, list, one, refuseOptions, type Listed } from '../odata/query.ts'
import { alreadyThere, badRequest, type GraphRefusal } from '../request/refusal.ts'
import { applicationRelations } from '../entities/relations.ts'
import { applicationResource } from '../resources/directory.ts'
import { applicationShape } from '../shapes/application.ts'

const set = 'applications'

export const applicationRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: set, permissions: readApplications, answer: (call) => list(call, listed(call)) },
  { method: 'GET', path: `${set}/$count`, permissions: readApplications, answer: (call) => count(call, listed(call)) },
  { method: 'POST', path: set, permissions: registerApplications, answer: postApplication },
  { method: 'GET', path: `${set}/{}`, permissions: readApplications, answer: getApplication },
  { method: 'PATCH', path: `${set}/{}`, permissions: writeApplications, answer: patchApplication },
  { method: 'DELETE', path: `${set}/{}`, permissions: writeApplications, answer: deleteApplication },
]

function listed(call: GraphCall): Listed<StoredApplication> {
  needReader(call.caller)
  const { directory } = call.company
  return {
    set,
    resource: applicationResource,
    rows: directory.applications,
    table: directory.applications,
    sees: (application) => directory.sees(application, 'list'),
    entity: (application) => applicationEntity(directory, application, 'list'),
    relations: applicationRelations(directory),
  }
}

function getApplication(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const key = firstKey(call)
  const row = findApplication(call.company.directory, key)
  const withKeys = call.query.get('$select')?.split(',').includes('keyCredentials') === true
  return one(call, {
    ...shown(call, row),
    entity: applicationEntity(call.company.directory, row, viewOf(key, false), withKeys),
  })
}

function shown(call: GraphCall, row: StoredApplication) {
  const { directory } = call.company
  const relations = applicationRelations(directory)
  return { set, resource: applicationResource, relations, row, entity: applicationEntity(directory, row, 'write') }
}

function postApplication(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  return create(call, null)
}

function patchApplication(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const key = firstKey(call)
  if (key.by === 'uniqueName') {
    checkKey(key, ['uniqueName'])
    const createsIfMissing = prefers(call, 'create-if-missing')
    const deleted = readKey(directory.deletedApplications, key)
    if (createsIfMissing && deleted !== undefined && directory.isRestorable(deleted)) throw nameReserved()
    const existing = readKey(directory.applications, key)
    if (createsIfMissing && existing === undefined) return create(call, key.value)
    if (createsIfMissing && !directory.sees(existing, 'write')) {
      // Another object has the name, and this replica does not have it yet. UNCONFIRMED(upsert-on-unseen-name): Graph's wording.
      throw alreadyThere('Another object with the same value for property uniqueName already exists.')
    }
    if (createsIfMissing && existing !== undefined) return change(call, existing)
  }
  return change(call, findApplication(directory, key, true))
}

/**
 * Returns the refusal of a uniqueName whose application is among the deleted items: https://github.com/byte5ai/omadia/issues/916
 * UNCONFIRMED(reserved-unique-name): the sentence.
 */
function nameReserved(): GraphRefusal {
  return badRequest('Another object with the same value for property uniqueName already exists.')
}

function change(call: GraphCall, application: StoredApplication): GraphAnswer {
  const { directory } = call.company
  needOwnerOrManager(call.caller, application)
  const { keyCredentials, ...given } = readApplication(call)
  if ('owners@odata.bind' in given) throw badRequest(`Property 'owners' cannot be bound in an update.`)
  needFreeIdentifiers(call, given, application)
  if (keyCredentials !== undefined)
    application.keys = readKeyCredentials(call.company, keyCredentials, application.keys)
  application.properties = merge(application.properties, given)
  directory.follow(application)
  return { status: 204 }
}

function create(call: GraphCall, uniqueName: string | null): GraphAnswer {
  const { company, caller } = call
  const { directory } = company
  needRegistrar(company, caller)
  needQuota(company, caller)
  const { keyCredentials = [], 'owners@odata.bind': owners, ...given } = readApplication(call)
  if (given.displayName === undefined) {
    throw badRequest(`A value is required for property 'displayName' of resource 'Application'.`)
  }
  needFreeIdentifiers(call, given)
  const application = directory.addApplication({
    uniqueName,
    createdBy: caller.user?.id ?? null,
    owners: readOwners(company, caller, owners),
    properties: merge(structuredClone(newApplicationProperties), given),
    keys: readKeyCredentials(company, keyCredentials, []),
  })
  if (company.exchange.ewsAllowsNewApplications) company.exchange.ewsAllowedAppIds.push(application.appId)
  const location = `${rootOf(call, 'v2')}/${directory.seed.tenantId}/directoryObjects/${application.id}/Microsoft.DirectoryServices.Application`
  const created = shown(call, application)
  const entity = { ...created.entity, createdDateTime: precise(directory.clock.now()) }
  return { ...one(call, { ...created, entity }, 201), location }
}

function deleteApplication(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const application = findApplication(directory, firstKey(call), true)
  needOwnerOrManager(call.caller, application)
  directory.deleteApplication(application)
  return { status: 204 }
}

function readApplication(call: GraphCall): Record<string, unknown> {
  const given = readBody(call.body, applicationShape)
  if (given.displayName === '')
    throw badRequest(`Invalid value specified for property 'displayName' of resource 'Application'.`)
  const { requiredResourceAccess = [] } = given as { requiredResourceAccess?: readonly RequiredAccess[] }
  needWithinLimits(requiredResourceAccess)
  const resources = requiredResourceAccess.map(({ resourceAppId }) => resourceAppId.toLowerCase())
  // UNCONFIRMED(resource-twice): the sentence, and that it is always refused. An administrator met the refusal:
  // https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/1622
  if (new Set(resources).size < resources.length)
    throw badRequest(`Invalid value specified for property 'requiredResourceAccess' of resource 'Application'.`)
  for (const platform of ['web', 'spa', 'publicClient']) {
    const { redirectUris = [] } = (given[platform] ?? {}) as { redirectUris?: readonly string[] }
    // UNCONFIRMED(redirect-refusal): the sentence; that an address must be absolute and without wildcard is documented.
    if (!redirectUris.every(isAddress)) throw badRequest(`Invalid value specified for property 'redirectUris'.`)
  }
  return given
}

interface RequiredAccess {
  readonly resourceAppId: string
  readonly resourceAccess: readonly unknown[]
}

/**
 * Throws 400 for more than 50 resources or 400 permissions: application-update.md
 * UNCONFIRMED(required-access-limits): the sentence.
 */
function needWithinLimits(required: readonly RequiredAccess[]): void {
  const permissions = required.reduce((sum, { resourceAccess }) => sum + resourceAccess.length, 0)
  if (required.length <= 50 && permissions <= 400) return
  throw badRequest(`Invalid value specified for property 'requiredResourceAccess' of resource 'Application'.`)
}

/** https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity-platform/reply-url.md */
function isAddress(text: string): boolean {
  return text.length <= 256 && /^[a-z][a-z0-9+.-]*:\/?\/?[^\s*]+$/i.test(text)
}

function needFreeIdentifiers(call: GraphCall, given: Record<string, unknown>, self?: StoredApplication): void {
  const { identifierUris = [] } = given as { identifierUris?: readonly string[] }
  if (identifierUris.length === 0) return
  const isTaken = call.company.directory.applications.some((other) => {
    const theirs = (other.properties.identifierUris ?? []) as readonly string[]
    return other !== self && theirs.some((uri) => identifierUris.includes(uri))
  })
  if (isTaken) throw badRequest('Another object with the same value for property identifierUris already exists.')
}
