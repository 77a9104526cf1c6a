import { Hono } from 'hono'
import type { Company } from '../company/company.ts'
import { needPermissions, readGraphCaller } from './graph/request/access.ts'
import { applicationRoutes } from './graph/applications/applications.ts'
import { assignmentRoutes } from './graph/applications/assignments.ts'
import { answerBatch } from './graph/request/batch.ts'
import { rootOf, type GraphAnswer, type GraphRoute, type GraphVersion } from './graph/request/call.ts'
import { deletedRoutes } from './graph/applications/deleted-items.ts'
import { directoryObjectRoutes } from './graph/people/directory-objects.ts'
import { federatedCredentialRoutes } from './graph/applications/federated-credentials.ts'
import { propertyRoutes } from './graph/applications/properties.ts'
import { groupRoutes } from './graph/people/groups.ts'
import { grantRoutes } from './graph/applications/grants.ts'
import { mailRoutes } from './graph/mailboxes/mail.ts'
import { mailboxRoutes } from './graph/mailboxes/mailbox.ts'
import { organizationRoutes } from './graph/people/organization.ts'
import { ownerRoutes } from './graph/applications/owners.ts'
import { passwordRoutes } from './graph/applications/passwords.ts'
import { findRoutes } from './graph/request/path.ts'
import { peopleRoutes } from './graph/people/people.ts'
import { policyRoutes } from './graph/applications/policies.ts'
import { readJson } from './graph/request/read-json.ts'
import { GraphRefusal, newRequestId, refusalResponse } from './graph/request/refusal.ts'
import { roleRoutes } from './graph/people/roles.ts'
import { servicePrincipalRoutes } from './graph/applications/service-principals.ts'

const routes: readonly GraphRoute[] = [
  ...peopleRoutes,
  ...organizationRoutes,
  ...applicationRoutes,
  ...passwordRoutes,
  ...ownerRoutes,
  ...servicePrincipalRoutes,
  ...assignmentRoutes,
  ...grantRoutes,
  ...roleRoutes,
  ...policyRoutes,
  ...deletedRoutes,
  ...directoryObjectRoutes,
  ...groupRoutes,
  ...federatedCredentialRoutes,
  ...propertyRoutes,
  ...mailRoutes,
  ...mailboxRoutes,
]

/**
 * Serves Microsoft Graph: v1.0, and the same objects in beta. Unknown requests get Graph's own refusals.
 * `send` carries out one request of a batch as if a client had sent it.
 */
export function graphHost(company: Company, send: (request: Request) => Promise<Response>): Hono {
  const app = new Hono()
  app.all('*', async (c) => {
    const requestId = newRequestId()
    const clientRequestId = c.req.header('client-request-id') ?? requestId
    const response = await answer(company, c.req.raw, send).catch((error: unknown) => {
      if (error instanceof GraphRefusal) return refusalResponse(error, company, requestId, clientRequestId)
      throw error
    })
    response.headers.set('request-id', requestId)
    response.headers.set('client-request-id', clientRequestId)
    response.headers.set('date', company.clock.now().toUTCString())
    addGraphHeaders(response)
    return response
  })
  app.onError((error) => {
    throw error
  })
  return app
}

/** Adds the headers of Graph's gateway, in the form of https://github.com/Azure/azure-cli's recordings. */
function addGraphHeaders({ headers, status }: Response): void {
  const server = { DataCenter: 'Canada East', Slice: 'E', Ring: '3', ScaleUnit: '000', RoleInstance: 'QB1PEPF00004ED2' }
  headers.set('x-ms-ags-diagnostic', JSON.stringify({ ServerInfo: server }))
  headers.set('strict-transport-security', 'max-age=31536000')
  headers.set('vary', 'Accept-Encoding')
  // A request that is not let in costs nothing.
  if (status !== 401) headers.set('x-ms-resource-unit', '1')
}

async function answer(
  company: Company,
  request: Request,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  const url = new URL(request.url)
  const [, version = '', ...rest] = url.pathname.split('/')
  if (!isVersion(version)) throw new GraphRefusal(400, 'BadRequest', `Invalid version: ${version}`)
  // Older tools still write this name of the caller's own company.
  const parts = rest[0] === 'myorganization' ? rest.slice(1) : rest
  const caller = await readGraphCaller(company, request.headers.get('authorization'))
  if (parts.join('/') === '$batch') {
    if (request.method !== 'POST') throw notAllowed()
    const authorization = request.headers.get('authorization') ?? ''
    const { signal } = request
    const carried = { root: rootOf({ company, version }), authorization, signal, send }
    return json(200, await answerBatch(carried, await readJson(request)))
  }
  const { routes: found, keys } = findRoutes(routes, parts.join('/'))
  const route = found.find((one) => one.method === request.method)
  if (route === undefined) throw notAllowed()
  const body = request.method === 'GET' ? undefined : await readJson(request)
  needPermissions(caller, route.permissions)
  const { searchParams: query } = url
  const { headers } = request
  const answered = route.answer({ company, caller, version, path: rest.join('/'), keys, query, headers, body })
  if (request.method !== 'GET' && !readsByPost.some((end) => route.path.endsWith(end))) company.directory.writes += 1
  return toResponse(answered, headers.get('accept') ?? '')
}

/** The routes that are called with POST and change nothing. */
const readsByPost = ['getByIds', 'getMemberGroups']

function isVersion(text: string): text is GraphVersion {
  return text === 'v1.0' || text === 'beta'
}

function notAllowed(): GraphRefusal {
  return new GraphRefusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.')
}

function toResponse({ status, body, location }: GraphAnswer, accept: string): Response {
  if (body === undefined) return new Response(null, { status })
  if (typeof body === 'string') return new Response(body, { status, headers: { 'content-type': 'text/plain' } })
  const isBare = /odata\.metadata\s*=\s*none/i.test(accept)
  const response = json(status, isBare ? bare(body) : body, isBare ? 'none' : 'minimal')
  if (location !== undefined) response.headers.set('location', location)
  return response
}

/** Leaves out the annotations, as `odata.metadata=none` asks, but for the two that reading pages needs. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  const kept = ['@odata.nextLink', '@odata.count']
  const entries = Object.entries(value).filter(([name]) => !name.startsWith('@odata.') || kept.includes(name))
  return Object.fromEntries(entries.map(([name, inner]) => [name, bare(inner)]))
}

function json(status: number, body: unknown, metadata: 'minimal' | 'none' = 'minimal'): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': `application/json;odata.metadata=${metadata};odata.streaming=true;IEEE754Compatible=false;charset=utf-8`,
      'odata-version': '4.0',
      'cache-control': 'no-cache',
    },
  })
}
