import type { StoredGrant } from '../../../tenant/directory.ts'
import { graphAppId } from '../../../company/first-party.ts'
import { mayDo } from '../request/access.ts'
import { needReader } from '../request/access-rules.ts'
import { readBody } from '../request/body.ts'
import { firstKey, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { grantEntity } from '../entities/service-principal.ts'
import { findServicePrincipal } from '../request/find.ts'
import { readApplications, readGrants, writeGrants } from '../request/permissions.ts'
import { list, one, refuseOptions, type Listed } from '../odata/query.ts'
import { alreadyThere, badRequest, denied, notFound } from '../request/refusal.ts'
import { grantResource } from '../resources/directory.ts'
import { grantChangeShape, grantShape } from '../shapes/service-principal.ts'

const set = 'oauth2PermissionGrants'

/** The routes of delegated consents. https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/oauth2permissiongrant.md */
export const grantRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: set,
    permissions: readGrants,
    answer: (call) =>
      list(
        call,
        listed(call, () => true),
      ),
  },
  { method: 'POST', path: set, permissions: writeGrants, answer: postGrant },
  { method: 'GET', path: `${set}/{}`, permissions: readGrants, answer: getGrant },
  { method: 'PATCH', path: `${set}/{}`, permissions: writeGrants, answer: patchGrant },
  { method: 'DELETE', path: `${set}/{}`, permissions: writeGrants, answer: deleteGrant },
  {
    method: 'GET',
    path: `servicePrincipals/{}/${set}`,
    permissions: [...readGrants, ...readApplications],
    answer: (call) => {
      const principal = findServicePrincipal(call.company.directory, firstKey(call))
      return list(
        call,
        listed(call, (grant) => grant.clientId === principal.id),
      )
    },
  },
]

function listed(call: GraphCall, isWanted: (grant: StoredGrant) => boolean): Listed<StoredGrant> {
  needReader(call.caller)
  const { directory } = call.company
  return {
    set,
    resource: grantResource,
    rows: directory.grants.filter(isWanted),
    sees: (grant) => directory.sees(grant, 'list'),
    entity: grantEntity,
  }
}

function find(call: GraphCall, view: 'get' | 'write'): StoredGrant {
  const { directory } = call.company
  const key = firstKey(call)
  const grant = key.by === 'id' ? directory.grants.get(key.value) : undefined
  if (!directory.sees(grant, view)) throw notFound(key.value)
  return grant
}

function getGrant(call: GraphCall): GraphAnswer {
  needReader(call.caller)
  const row = find(call, 'get')
  return one(call, { set, resource: grantResource, row, entity: grantEntity(row) })
}

function postGrant(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  const { directory } = call.company
  if (!mayDo(call.caller, 'consent-for-admin-scopes')) throw denied()
  const given = readBody(call.body, grantShape) as {
    clientId: string
    consentType: StoredGrant['consentType']
    principalId?: string | null
    resourceId: string
    scope?: string | null
  }
  const { clientId, consentType, principalId = null, resourceId } = given
  if ((consentType === 'Principal') !== (principalId !== null)) {
    throw badRequest(`Invalid value specified for property 'principalId' of resource 'OAuth2PermissionGrant'.`)
  }
  for (const id of [clientId, resourceId]) {
    if (!directory.sees(directory.servicePrincipals.get(id), 'write')) throw missing(id)
  }
  if (principalId !== null && directory.user(principalId) === undefined) throw missing(principalId)
  const resource = directory.servicePrincipals.get(resourceId)
  const scopes = readScopes(given.scope)
  const isKnown = scopes.every((scope) => resource?.appId !== graphAppId || isScope(resource.scopes, scope))
  // UNCONFIRMED(grant-of-unknown-scope): Entra stores any text here; refusing what the resource does not offer is stricter.
  if (!isKnown) throw badRequest(`Invalid value specified for property 'scope' of resource 'OAuth2PermissionGrant'.`)
  const ids = { clientId, consentType, principalId, resourceId }
  const isThere = directory.grants.some((known) =>
    Object.entries(ids).every(([name, id]) => known[name as 'id'] === id),
  )
  if (isThere) throw alreadyThere('Permission entry already exists.')
  const row = directory.addGrant({ ...ids, scopes })
  return one(call, { set, resource: grantResource, row, entity: grantEntity(row) }, 201)
}

function patchGrant(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  if (!mayDo(call.caller, 'consent-for-admin-scopes')) throw denied()
  const grant = find(call, 'write')
  grant.scopes = readScopes(readBody(call.body, grantChangeShape).scope as string | null)
  return { status: 204 }
}

function deleteGrant(call: GraphCall): GraphAnswer {
  refuseOptions(call)
  if (!mayDo(call.caller, 'consent-for-admin-scopes')) throw denied()
  call.company.directory.grants.remove(find(call, 'write'))
  return { status: 204 }
}

function readScopes(text: string | null | undefined): readonly string[] {
  return (text ?? '').split(' ').filter((scope) => scope !== '')
}

function isScope(scopes: readonly { readonly value: string }[], value: string): boolean {
  const openId = ['openid', 'profile', 'email', 'offline_access']
  return openId.includes(value) || scopes.some((scope) => scope.value === value)
}

/** https://github.com/hashicorp/terraform-provider-azuread waits for this one to go away. */
function missing(id: string) {
  return badRequest(`Resource '${id}' does not exist or one of its queried reference-property objects are not present.`)
}
