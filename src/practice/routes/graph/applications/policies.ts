import { randomUUID } from 'node:crypto'
import { readDuration } from '../../../tenant/app-policy.ts'
import type { PolicyRestrictions, Restriction, StoredPolicy } from '../../../tenant/stored.ts'
import { mayDo } from '../request/access.ts'
import { readBody } from '../request/body.ts'
import { firstKey, keyAt, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import type { StoredApplication, StoredServicePrincipal } from '../../../tenant/directory.ts'
import { applicationEntity } from '../entities/application.ts'
import { servicePrincipalEntity } from '../entities/service-principal.ts'
import { defaultPolicyEntity, policyEntity } from '../entities/policy.ts'
import { findApplication, findServicePrincipal } from '../request/find.ts'
import { readOdataId } from './owners.ts'
import { assignPolicies, readPolicies, writePolicies } from '../request/permissions.ts'
import { list, one, refuseOptions } from '../odata/query.ts'
import { badRequest, denied, notFound } from '../request/refusal.ts'
import { typed } from '../entities/relations.ts'
import { applicationResource, directoryObjectResource, servicePrincipalResource } from '../resources/directory.ts'
import { defaultPolicyResource, policyResource } from '../resources/company.ts'
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
  ...(['applications', 'servicePrincipals'] as const).flatMap((target): GraphRoute[] => [
    {
      method: 'GET',
      path: `${target}/{}/appManagementPolicies`,
      permissions: readPolicies,
      answer: (call) => listAssigned(call, target),
    },
    {
      method: 'POST',
      path: `${target}/{}/appManagementPolicies/$ref`,
      permissions: assignPolicies,
      answer: (call) => assign(call, target),
    },
    {
      method: 'DELETE',
      path: `${target}/{}/appManagementPolicies/{}/$ref`,
      permissions: assignPolicies,
      answer: (call) => unassign(call, target),
    },
  ]),
]

type Target = 'applications' | 'servicePrincipals'

function needReader(call: GraphCall): void {
  // UNCONFIRMED(policy-readers): which roles may read it; Global Reader is the least privileged one that is documented.
  if (!mayDo(call.caller, 'read-policies')) throw denied()
}

/** Throws 403 unless the caller may change the policies of single applications. */
function needWriter(call: GraphCall): void {
  refuseOptions(call)
  if (!mayDo(call.caller, 'manage-app-policies')) throw denied()
}

function findTarget(call: GraphCall, target: Target, isWrite: boolean): StoredApplication | StoredServicePrincipal {
  const { directory } = call.company
  const key = firstKey(call)
  return target === 'applications'
    ? findApplication(directory, key, isWrite)
    : findServicePrincipal(directory, key, isWrite)
}

function getDefault(call: GraphCall): GraphAnswer {
  needReader(call)
  const { defaultPolicy: row, faults } = call.company.directory
  const entity = defaultPolicyEntity(row, faults.shownRestrictions)
  return one(call, { set: byDefault, resource: defaultPolicyResource, row, entity })
}

function patchDefault(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  if (!mayDo(call.caller, 'manage-policies')) throw denied()
  const { applicationRestrictions, servicePrincipalRestrictions, ...given } = readBody(call.body, defaultPolicyShape)
  const { defaultPolicy } = call.company.directory
  change(defaultPolicy, { ...given, restrictions: applicationRestrictions })
  if (servicePrincipalRestrictions !== undefined)
    defaultPolicy.servicePrincipalRestrictions = readRestrictions(
      servicePrincipalRestrictions as Partial<PolicyRestrictions>,
    )
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
  // appmanagementpolicy-post.md: these two are required. UNCONFIRMED(new-policy-is-off): without `isEnabled` it is off.
  for (const name of ['displayName', 'description']) {
    if (given[name] === undefined || given[name] === null)
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
  // UNCONFIRMED(delete-assigned-policy): that a policy can be deleted while it is assigned, and is unassigned by it.
  for (const holder of [...directory.applications, ...directory.servicePrincipals])
    if (holder.policies?.includes(policy.id) === true) holder.policies = []
  return { status: 204 }
}

function listAppliesTo(call: GraphCall): GraphAnswer {
  needReader(call)
  const { directory } = call.company
  const { id } = find(call)
  const applications = directory.applications
    .filter((application) => application.policies.includes(id))
    .map((row) => typed(applicationResource.type, applicationEntity(directory, row, 'list')))
  const principals = directory.servicePrincipals
    .filter((principal) => principal.policies?.includes(id) === true)
    .map((row) => typed(servicePrincipalResource.type, servicePrincipalEntity(row)))
  return list(call, {
    set: 'directoryObjects',
    resource: directoryObjectResource,
    rows: [...applications, ...principals],
    entity: (row) => row,
  })
}

function listAssigned(call: GraphCall, target: Target): GraphAnswer {
  needReader(call)
  const { directory } = call.company
  const { policies = [] } = findTarget(call, target, false)
  const rows = policies.flatMap((id) => directory.policies.get(id) ?? [])
  return list(call, { set, resource: policyResource, rows, entity: policyEntity })
}

function assign(call: GraphCall, target: Target): GraphAnswer {
  needWriter(call)
  const { directory } = call.company
  const holder = findTarget(call, target, true)
  const pattern = /^https:\/\/graph\.microsoft\.com\/(?:v1\.0|beta)\/policies\/appManagementPolicies\/([0-9a-f-]{36})$/i
  const id = pattern.exec(String(readOdataId(call.body)))?.[1] ?? ''
  if (directory.policies.get(id) === undefined) throw notFound(id)
  if ((holder.policies ?? []).length > 0) {
    // "Only one policy object can be assigned to an application or service principal." appmanagementpolicy-post-appliesto.md
    throw badRequest('Only one policy of this type can be assigned to the object.')
  }
  holder.policies = [id.toLowerCase()]
  holder.policyAssignment = directory.replicas.begin('policyAssignment')
  return { status: 204 }
}

function unassign(call: GraphCall, target: Target): GraphAnswer {
  needWriter(call)
  const holder = findTarget(call, target, true)
  const id = keyAt(call, 1).value.toLowerCase()
  if (holder.policies?.includes(id) !== true) throw notFound(id)
  holder.policies = []
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

function readRestrictions(
  given: Partial<PolicyRestrictions> & {
    readonly applicationRestrictions?: { readonly identifierUris?: unknown } | null
  },
): PolicyRestrictions {
  const whole = (list: readonly Partial<Restriction>[] = []): Restriction[] => {
    const types = list.map(({ restrictionType }) => restrictionType)
    // "Each value of restrictionType can be used only once per policy." passwordcredentialconfiguration.md
    if (new Set(types).size < types.length) {
      throw badRequest(
        `Invalid value specified for property 'restrictionType' of resource 'AppManagementConfiguration'.`,
      )
    }
    return list.map(readRestriction)
  }
  return {
    passwordCredentials: whole(given.passwordCredentials),
    keyCredentials: whole(given.keyCredentials),
    identifierUris: given.identifierUris ?? given.applicationRestrictions?.identifierUris ?? null,
  }
}

function readRestriction({
  restrictionType = '',
  state = 'enabled',
  maxLifetime = null,
  restrictForAppsCreatedAfterDateTime = null,
  excludeActors = null,
}: Partial<Restriction>): Restriction {
  const isLifetime = restrictionType.endsWith('Lifetime')
  if (isLifetime !== (maxLifetime !== null) || (maxLifetime !== null && Number.isNaN(readDuration(maxLifetime)))) {
    throw badRequest(`Invalid value specified for property 'maxLifetime' of resource 'AppManagementConfiguration'.`)
  }
  return { restrictionType, state, maxLifetime, restrictForAppsCreatedAfterDateTime, excludeActors }
}
