import { needReader } from '../request/access-rules.ts'
import { firstKey, rootOf, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { applicationEntity } from '../entities/application.ts'
import { servicePrincipalEntity } from '../entities/service-principal.ts'
import { findApplication, findServicePrincipal, viewOf } from '../request/find.ts'
import { refuseOptions } from '../odata/query.ts'
import { readApplications } from '../request/permissions.ts'
import { applicationResource, servicePrincipalResource } from '../resources/directory.ts'

/** The addresses of single properties, such as `/servicePrincipals/{id}/appRoles`: OData 4.0, "Addressing a Property". */
export const propertyRoutes: readonly GraphRoute[] = [
  ...Object.keys(applicationResource.properties).map((name): GraphRoute => routeOf('applications', name)),
  ...Object.keys(servicePrincipalResource.properties).map((name): GraphRoute => routeOf('servicePrincipals', name)),
]

type OwningSet = 'applications' | 'servicePrincipals'

function routeOf(set: OwningSet, name: string): GraphRoute {
  return {
    method: 'GET',
    path: `${set}/{}/${name}`,
    permissions: readApplications,
    answer: (call) => getProperty(call, set, name),
  }
}

function getProperty(call: GraphCall, set: OwningSet, name: string): GraphAnswer {
  refuseOptions(call)
  needReader(call.caller)
  const { directory } = call.company
  const key = firstKey(call)
  const entity =
    set === 'applications'
      ? applicationEntity(directory, findApplication(directory, key), viewOf(key, false))
      : servicePrincipalEntity(findServicePrincipal(directory, key))
  const value = entity[name] ?? null
  // A property without a value is 204.
  if (value === null) return { status: 204 }
  const context = `${rootOf(call)}/$metadata#${set}('${String(entity.id)}')/${name}`
  return { status: 200, body: { '@odata.context': context, value } }
}
