import type { Company } from '../../company.ts'
import type { StoredApplication } from '../../directory.ts'
import { mayDo, needReader, type GraphCaller, type Permissions } from './access.ts'
import { readBody } from './body.ts'
import { firstKey, type GraphCall, type GraphAnswer, type GraphRoute } from './call.ts'
import { applicationEntity, newApplicationProperties } from './entities.ts'
import { findApplication } from './find.ts'
import { list, one, refuseOptions } from './query.ts'
import { badRequest, denied, GraphRefusal } from './refusal.ts'
import { applicationShape } from './shapes.ts'

const type = 'microsoft.graph.application'
const set = 'applications'

export const readApplications: Permissions = [
  ['Application.Read.All'],
  ['Application.ReadWrite.All'],
  ['Directory.Read.All'],
]
export const writeApplications: Permissions = [['Application.ReadWrite.All']]

export const applicationRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: set, permissions: readApplications, answer: listApplications },
  {
    method: 'POST',
    path: set,
    permissions: [...writeApplications, ['AppRegistration.Create']],
    answer: postApplication,
  },
  { method: 'GET', path: `${set}/{}`, permissions: readApplications, answer: getApplication },
  { method: 'PATCH', path: `${set}/{}`, permissions: writeApplications, answer: patchApplication },
  { method: 'DELETE', path: `${set}/{}`, permissions: writeApplications, answer: deleteApplication },
  {
    method: 'GET',
    path: 'directory/deletedItems/microsoft.graph.application',
    permissions: readApplications,
    answer: listDeleted,
  },
]

const filterable = { scalars: ['displayName', 'appId', 'uniqueName'], collections: ['tags', 'identifierUris'] }

/** An application with nothing in it: it names every property a read may select. */
const example: StoredApplication = {
  id: '',
  appId: '',
  uniqueName: null,
  createdDateTime: '',
  deletedDateTime: null,
  owners: [],
  properties: { displayName: '' },
  passwords: [],
  keys: [],
  hiddenFor: 0,
}

function listApplications(call: GraphCall): GraphAnswer {
  return answerList(call, set, call.company.directory.applications)
}

function listDeleted(call: GraphCall): GraphAnswer {
  return answerList(
    call,
    'directory/deletedItems/microsoft.graph.application',
    call.company.directory.deletedApplications,
  )
}

function answerList(call: GraphCall, path: string, applications: readonly StoredApplication[]): GraphAnswer {
  needReader(call.caller)
  const { directory } = call.company
  const seen = applications.filter((application) => directory.sees(application))
  const entities = seen.map((application) => applicationEntity(directory, application))
  return list(call, path, type, entities, applicationEntity(directory, example), filterable)
}

function getApplication(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const { directory } = call.company
  const application = findApplication(directory, firstKey(call))
  return one(call, set, type, applicationEntity(directory, application))
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
    const createsIfMissing = /(^|,)\s*create-if-missing\s*(,|$)/i.test(call.headers.get('prefer') ?? '')
    // UNCONFIRMED: that the name of a deleted application is free during its 30 days. Here it is.
    const existing = directory.applications.find((application) => application.uniqueName === key.value)
    if (createsIfMissing && existing === undefined) return create(call, key.value)
    if (createsIfMissing && !directory.sees(existing)) {
      // The key is taken by an object this replica does not have yet. UNCONFIRMED: Graph's wording here.
      throw new GraphRefusal(
        409,
        'Request_MultipleObjectsWithSameKeyValue',
        'Another object with the same value for property uniqueName already exists.',
      )
    }
  }
  const application = findApplication(directory, key)
  needOwnerOrManager(call.caller, application)
  // Arrays and objects given are replaced whole.
  application.properties = { ...application.properties, ...readApplication(call) }
  return { status: 204 }
}

function create(call: GraphCall, uniqueName: string | null): GraphAnswer {
  const { company, caller } = call
  const { directory } = company
  needRegistrar(company, caller)
  const given = readApplication(call)
  if (given.displayName === undefined) {
    throw badRequest(`A value is required for property 'displayName' of resource 'Application'.`)
  }
  const application = directory.addApplication({
    uniqueName,
    // Who may manage every application is not made the owner of one.
    owners: caller.user === undefined || mayDo(caller, 'manage-all-applications') ? [] : [caller.user.id],
    properties: { ...structuredClone(newApplicationProperties), ...given },
  })
  if (company.exchange.ewsAllowsNewApplications) company.exchange.ewsAllowedAppIds.push(application.appId)
  return one(call, set, type, applicationEntity(directory, application), 201)
}

function deleteApplication(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  const application = findApplication(directory, firstKey(call))
  needOwnerOrManager(call.caller, application)
  directory.deleteApplication(application)
  return { status: 204 }
}

function readApplication(call: GraphCall): Record<string, unknown> {
  const given = readBody(call.body, applicationShape)
  if (given.displayName === '')
    throw badRequest(`Invalid value specified for property 'displayName' of resource 'Application'.`)
  return given
}

/** An account needs the role, or to be the application's owner. */
export function needOwnerOrManager(caller: GraphCaller, application: StoredApplication): void {
  if (mayDo(caller, 'manage-all-applications')) return
  if (caller.user !== undefined && application.owners.includes(caller.user.id)) return
  throw denied()
}

/** Members may register unless the company turned that off; guests never without a role. */
function needRegistrar(company: Company, caller: GraphCaller): void {
  if (mayDo(caller, 'register-applications')) return
  if (company.directory.seed.usersMayRegisterApplications && caller.user?.kind === 'member') return
  throw denied()
}
