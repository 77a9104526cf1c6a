import { randomUUID } from 'node:crypto'
import { readDuration } from '../../../tenant/app-policy.ts'
import type { PolicyRestrictions, Restriction, StoredPolicy } from '../../../tenant/stored.ts'
import { mayDo } from '../request/access.ts'
import { readBody } from '../request/body.ts'
import { firstKey, keyAt, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { applicationEntity } from '../entities/application.ts'
import { defaultPolicyEntity, policyEntity } from '../entities/policy.ts'
import { findApplication } from '../request/find.ts'
import { readOdataId } from './owners.ts'
import { assignPolicies, readPolicies, writePolicies } from '../request/permissions.ts'
import { list, one, refuseOptions } from '../odata/query.ts'
import { badRequest, denied, notFound } from '../request/refusal.ts'
import { typed } from '../entities/relations.ts'
import {
  applicationResource,
  defaultPolicyResource,
  directoryObjectResource,
  policyResource,
} from '../resources/directory.ts'
import { defaultPolicyShape, policyShape } from '../shapes/policy.ts'

const byDefault = 'policies/defaultAppManagementPolicy'
const set = 'policies/appManagementPolicies'

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/appmanagementpolicy.md */
export const policyRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: byDefault, permissions: readPolicies, answer: getDefault },
  { method: 'PATCH', path: byDefault, permissions: writePolicies, answer: patchDefault },
  { method: 'GET', path: set, permissions: readPolicies, answer: listPolicies },
  { method: 'POST', path: set, permissions: writePolicies, answer: postPolicy },
  { method: 'GET', path: `${set}/{}`, permissions: readPolicies, answer: getPolicy },
  { method: 'PATCH', path: `${set}/{}`, permissions: writePolicies, answer: patchPolicy },
  { method: 'DELETE', path: `${set}/{}`, permissions: writePolicies, answer: deletePolicy },
  { method: 'GET', path: `${set}/{}/appliesTo`, permissions: readPolicies, answer: listAppliesTo },
  { method: 'GET', path: 'applications/{}/appManagementPolicies', permissions: readPolicies, answer: listAssigned },
  { method: 'POST', path: 'applications/{}/appManagementPolicies/$ref', permissions: assignPolicies, answer: assign },
  {
    method: 'DELETE',
    path: 'applications/{}/appManagementPolicies/{}/$ref',
    permissions: assignPolicies,
    answer: unassign,
  },
]

function needReader(call: GraphCall): void {
  // UNCONFIRMED(policy-readers): which roles may read it; Global Reader and above is the documented one.
  if (!mayDo(call.caller, 'read-policies')) throw denied()
}

function needWriter(call: GraphCall): void {
  refuseOptions(call)
  if (!mayDo(call.caller, 'manage-policies')) throw denied()
}

function getDefault(call: GraphCall): GraphAnswer {
  needReader(call)
  const row = call.company.directory.defaultPolicy
  return one(call, { set: byDefault, resource: defaultPolicyResource, row, entity: defaultPolicyEntity(row) })
}

function patchDefault(call: GraphCall): GraphAnswer {
  needWriter(call)
  const { applicationRestrictions, ...given } = readBody(call.body, defaultPolicyShape)
  change(call.company.directory.defaultPolicy, { ...given, restrictions: applicationRestrictions })
  return { status: 204 }
}

function listPolicies(call: GraphCall): GraphAnswer {
  needReader(call)
  return list(call, { set, resource: policyResource, rows: call.company.directory.policies, entity: policyEntity })
}

function find(call: GraphCall, index = 0): StoredPolicy {
  const { value } = keyAt(call, index)
  const policy = call.company.directory.policies.get(value)
  if (policy === undefined) throw notFound(value)
  return policy
}

function getPolicy(call: GraphCall): GraphAnswer {
  needReader(call)
  const row = find(call)
  return one(call, { set, resource: policyResource, row, entity: policyEntity(row) })
}

function postPolicy(call: GraphCall): GraphAnswer {
  needWriter(call)
  const given = readBody(call.body, policyShape)
  for (const name of ['displayName', 'restrictions']) {
    if (given[name] === undefined)
      throw badRequest(`A value is required for property '${name}' of resource 'AppManagementPolicy'.`)
  }
  const row: StoredPolicy = {
    id: randomUUID(),
    displayName: '',
    description: '',
    isEnabled: false,
    restrictions: { passwordCredentials: [], keyCredentials: [] },
  }
  change(row, given)
  call.company.directory.policies.add(row)
  return one(call, { set, resource: policyResource, row, entity: policyEntity(row) }, 201)
}

function patchPolicy(call: GraphCall): GraphAnswer {
  needWriter(call)
  change(find(call), readBody(call.body, policyShape))
  return { status: 204 }
}

function deletePolicy(call: GraphCall): GraphAnswer {
  needWriter(call)
  const { directory } = call.company
  const policy = find(call)
  directory.policies.remove(policy)
  for (const application of directory.applications)
    application.policies = application.policies.filter((id) => id !== policy.id)
  return { status: 204 }
}

function listAppliesTo(call: GraphCall): GraphAnswer {
  needReader(call)
  const { directory } = call.company
  const policy = find(call)
  const rows = directory.applications.filter((application) => application.policies.includes(policy.id))
  return list(call, {
    set: 'directoryObjects',
    resource: directoryObjectResource,
    rows,
    entity: (row) => typed(applicationResource.type, applicationEntity(directory, row, 'list')),
  })
}

function listAssigned(call: GraphCall): GraphAnswer {
  needReader(call)
  const { directory } = call.company
  const rows = findApplication(directory, firstKey(call)).policies.flatMap((id) => directory.policies.get(id) ?? [])
  return list(call, { set, resource: policyResource, rows, entity: policyEntity })
}

function assign(call: GraphCall): GraphAnswer {
  needWriter(call)
  const { directory } = call.company
  const application = findApplication(directory, firstKey(call), true)
  const pattern = /^https:\/\/graph\.microsoft\.com\/(?:v1\.0|beta)\/policies\/appManagementPolicies\/([0-9a-f-]{36})$/i
  const id = pattern.exec(String(readOdataId(call.body)))?.[1] ?? ''
  if (directory.policies.get(id) === undefined) throw notFound(id)
  if (application.policies.length > 0) {
    // "Only one policy object can be assigned to an application or service principal." appmanagementpolicy.md
    throw badRequest('Only one policy of this type can be assigned to the object.')
  }
  application.policies = [id.toLowerCase()]
  return { status: 204 }
}

function unassign(call: GraphCall): GraphAnswer {
  needWriter(call)
  const application = findApplication(call.company.directory, firstKey(call), true)
  const id = keyAt(call, 1).value.toLowerCase()
  if (!application.policies.includes(id)) throw notFound(id)
  application.policies = []
  return { status: 204 }
}

function change(policy: StoredPolicy, given: Record<string, unknown>): void {
  const { displayName, description, isEnabled, restrictions } = given as Partial<StoredPolicy> & {
    description?: string | null
  }
  const read = restrictions === undefined ? policy.restrictions : readRestrictions(restrictions)
  policy.displayName = displayName ?? policy.displayName
  policy.description = description ?? policy.description
  policy.isEnabled = isEnabled ?? policy.isEnabled
  policy.restrictions = read
}

function readRestrictions(given: Partial<PolicyRestrictions>): PolicyRestrictions {
  const whole = (list: readonly Partial<Restriction>[] = []): Restriction[] =>
    list.map(
      ({ restrictionType = '', state = 'enabled', maxLifetime = null, restrictForAppsCreatedAfterDateTime = null }) => {
        const isLifetime = restrictionType.endsWith('Lifetime')
        if (isLifetime !== (maxLifetime !== null) || (maxLifetime !== null && Number.isNaN(readDuration(maxLifetime))))
          throw badRequest(
            `Invalid value specified for property 'maxLifetime' of resource 'AppManagementConfiguration'.`,
          )
        return { restrictionType, state, maxLifetime, restrictForAppsCreatedAfterDateTime }
      },
    )
  return { passwordCredentials: whole(given.passwordCredentials), keyCredentials: whole(given.keyCredentials) }
}
