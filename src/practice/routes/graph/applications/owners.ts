import type { GraphAnswer, GraphCall, GraphRoute } from '../request/call.ts'
import { firstKey, keyAt } from '../request/call.ts'
import { needOwnerOrManager, needReader, readReference } from '../request/access-rules.ts'
import { findApplication, findServicePrincipal } from '../request/find.ts'
import { readApplications, writeApplications } from '../request/permissions.ts'
import { count, list, refuseOptions, type Listed } from '../odata/query.ts'
import { badRequest, notFound } from '../request/refusal.ts'
import { ownersOf } from '../entities/relations.ts'
import { directoryObjectResource } from '../resources/directory.ts'

type Owned = 'applications' | 'servicePrincipals'

/** `/applications/{id}/owners` and the same of service principals. */
export const ownerRoutes: readonly GraphRoute[] = (['applications', 'servicePrincipals'] as const).flatMap(
  (set): GraphRoute[] => [
    {
      method: 'GET',
      path: `${set}/{}/owners`,
      permissions: readApplications,
      answer: (call) => list(call, listed(call, set)),
    },
    {
      method: 'GET',
      path: `${set}/{}/owners/$count`,
      permissions: readApplications,
      answer: (call) => count(call, listed(call, set)),
    },
    {
      method: 'POST',
      path: `${set}/{}/owners/$ref`,
      permissions: writeApplications,
      answer: (call) => add(call, set),
    },
    {
      method: 'DELETE',
      path: `${set}/{}/owners/{}/$ref`,
      permissions: writeApplications,
      answer: (call) => remove(call, set),
    },
  ],
)

function find(call: GraphCall, set: Owned, isWrite: boolean) {
  const { directory } = call.company
  const key = firstKey(call)
  return set === 'applications'
    ? findApplication(directory, key, isWrite)
    : findServicePrincipal(directory, key, isWrite)
}

function listed(call: GraphCall, set: Owned): Listed<Record<string, unknown>> {
  needReader(call.caller)
  const rows = ownersOf(call.company.directory, find(call, set, false))
  return { set: 'directoryObjects', resource: directoryObjectResource, rows, entity: (row) => row }
}

function add(call: GraphCall, set: Owned): GraphAnswer {
  refuseOptions(call)
  const owned = find(call, set, true)
  needOwnerOrManager(call.caller, owned)
  const id = readReference(call.company, readOdataId(call.body))
  if (owned.owners.includes(id)) {
    throw badRequest(
      `One or more added object references already exist for the following modified properties: 'owners'.`,
    )
  }
  owned.owners = [...owned.owners, id]
  return { status: 204 }
}

function remove(call: GraphCall, set: Owned): GraphAnswer {
  refuseOptions(call)
  const owned = find(call, set, true)
  needOwnerOrManager(call.caller, owned)
  const id = keyAt(call, 1).value.toLowerCase()
  if (!owned.owners.includes(id)) throw notFound(id)
  owned.owners = owned.owners.filter((other) => other !== id)
  return { status: 204 }
}

/** Returns the `@odata.id` of a reference. Throws when the body holds anything else. */
export function readOdataId(body: unknown): unknown {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : []
  const [[name, value] = []] = entries
  if (entries.length !== 1 || name !== '@odata.id') {
    throw badRequest(`Invalid URL format specified in @odata.id for reference-property link.`)
  }
  return value
}
