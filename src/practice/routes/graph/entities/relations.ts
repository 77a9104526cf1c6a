import type { Directory, StoredApplication, StoredServicePrincipal } from '../../../tenant/directory.ts'
import { servicePrincipalEntity, assignmentEntity, grantEntity } from './service-principal.ts'
import { applicationEntity } from './application.ts'
import { userEntity } from './person.ts'
import { policyEntity } from './policy.ts'
import type { Relations } from '../odata/expand.ts'
import {
  applicationResource,
  assignmentResource,
  directoryObjectResource,
  grantResource,
  servicePrincipalResource,
  userResource,
} from '../resources/directory.ts'
import { policyResource } from '../resources/company.ts'

type Entity = Record<string, unknown>

/** Returns an object of any kind with its `@odata.type`, or undefined when no object has the id. */
export function directoryObject(directory: Directory, id: string): Entity | undefined {
  const user = directory.user(id)
  if (user !== undefined) return typed(userResource.type, shownOf(userEntity(user), userResource.shown))
  const principal = directory.servicePrincipals.get(id)
  if (principal !== undefined) return typed(servicePrincipalResource.type, servicePrincipalEntity(principal))
  const application = directory.applications.get(id)
  if (application !== undefined)
    return typed(applicationResource.type, applicationEntity(directory, application, 'list'))
  return undefined
}

export function typed(type: string, entity: Entity): Entity {
  return { '@odata.type': `#${type}`, ...entity }
}

function shownOf(entity: Entity, names: readonly string[] = []): Entity {
  return Object.fromEntries(names.map((name) => [name, entity[name]]))
}

export function ownersOf(directory: Directory, owned: { readonly owners: readonly string[] }): Entity[] {
  return owned.owners.map((id) => directoryObject(directory, id)).filter((owner) => owner !== undefined)
}

export function applicationRelations(directory: Directory): Relations<StoredApplication> {
  return {
    owners: { resource: directoryObjectResource, read: (application) => ownersOf(directory, application) },
    appManagementPolicies: {
      resource: policyResource,
      read: (application) =>
        application.policies.flatMap((id) => {
          const policy = directory.policies.get(id)
          return policy === undefined ? [] : [policyEntity(policy)]
        }),
    },
  }
}

export function servicePrincipalRelations(directory: Directory): Relations<StoredServicePrincipal> {
  const assignments = (side: 'principalId' | 'resourceId') => (principal: StoredServicePrincipal) =>
    directory.assignments
      .filter((assignment) => assignment[side] === principal.id && directory.sees(assignment, 'list'))
      .map((assignment) => assignmentEntity(directory, assignment))
  return {
    owners: { resource: directoryObjectResource, read: (principal) => ownersOf(directory, principal) },
    appRoleAssignments: { resource: assignmentResource, read: assignments('principalId') },
    appRoleAssignedTo: { resource: assignmentResource, read: assignments('resourceId') },
    oauth2PermissionGrants: {
      resource: grantResource,
      read: (principal) =>
        directory.grants
          .filter((grant) => grant.clientId === principal.id && directory.sees(grant, 'list'))
          .map(grantEntity),
    },
  }
}
