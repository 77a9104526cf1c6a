import { needReader } from '../request/access-rules.ts'
import { isGuid, readBody } from '../request/body.ts'
import { firstKey, rootOf, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { readApplications } from '../request/permissions.ts'
import { one, refuseOptions } from '../odata/query.ts'
import { badRequest, notFound } from '../request/refusal.ts'
import { directoryObject } from '../entities/relations.ts'
import { directoryObjectResource } from '../resources/directory.ts'
import { guid, listOf, object, texts } from '../shapes/shape.ts'

const shape = object('getByIds', { ids: listOf(guid), types: texts }, ['ids'])

/** The routes that find objects of any kind by id alone. Azure CLI uses them to show names for ids. */
export const directoryObjectRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: 'directoryObjects/{}', permissions: readApplications, answer: getObject },
  { method: 'POST', path: 'directoryObjects/getByIds', permissions: readApplications, answer: getByIds },
]

function find(call: GraphCall, id: string): Record<string, unknown> | undefined {
  const { directory } = call.company
  const lagging = directory.applications.get(id) ?? directory.servicePrincipals.get(id)
  if (lagging !== undefined && !directory.sees(lagging, 'get')) return undefined
  return directoryObject(directory, id)
}

function getObject(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const { value } = firstKey(call)
  if (!isGuid(value)) throw badRequest(`Invalid object identifier '${value}'.`)
  const entity = find(call, value)
  if (entity === undefined) throw notFound(value)
  return one(call, { set: 'directoryObjects', resource: directoryObjectResource, row: entity, entity })
}

/** Returns the objects of up to 1,000 ids and leaves out those that do not exist: directoryobject-getbyids.md */
function getByIds(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  needReader(call.caller)
  const { ids, types = ['directoryObject'] } = readBody(call.body, shape) as { ids: string[]; types?: string[] }
  if (ids.length === 0 || ids.length > 1000) throw badRequest(`Invalid value specified for property 'ids'.`)
  const value = ids.flatMap((id) => {
    const entity = find(call, id)
    const kind = String(entity?.['@odata.type']).split('.').pop() ?? ''
    return entity !== undefined && types.some((type) => type === 'directoryObject' || type === kind) ? [entity] : []
  })
  return { status: 200, body: { '@odata.context': `${rootOf(call)}/$metadata#directoryObjects`, value } }
}
