import { Hono } from 'hono'
import type { Company } from '../company.ts'
import { needPermissions, readGraphCaller } from './graph/access.ts'
import { applicationRoutes } from './graph/applications.ts'
import { assignmentRoutes } from './graph/assignments.ts'
import type { GraphRoute } from './graph/call.ts'
import { organizationRoutes } from './graph/organization.ts'
import { passwordRoutes } from './graph/passwords.ts'
import { findRoutes } from './graph/path.ts'
import { GraphRefusal, newRequestId, refusalResponse } from './graph/refusal.ts'
import { servicePrincipalRoutes } from './graph/service-principals.ts'

const routes: readonly GraphRoute[] = [
  ...organizationRoutes,
  ...applicationRoutes,
  ...passwordRoutes,
  ...servicePrincipalRoutes,
  ...assignmentRoutes,
]

/** graph.microsoft.com, v1.0. What it does not know it refuses in Graph's words. */
export function graphHost(company: Company): Hono {
  const app = new Hono()
  app.all('*', async (c) => {
    const requestId = newRequestId()
    const clientRequestId = c.req.header('client-request-id') ?? requestId
    const response = await answer(company, c.req.raw).catch((error: unknown) => {
      if (error instanceof GraphRefusal) return refusalResponse(error, company.clock, requestId, clientRequestId)
      throw error
    })
    response.headers.set('request-id', requestId)
    response.headers.set('client-request-id', clientRequestId)
    response.headers.set('date', company.clock.now().toUTCString())
    return response
  })
  app.onError((error) => {
    throw error
  })
  return app
}

async function answer(company: Company, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const [, version = '', ...rest] = url.pathname.split('/')
  // Microsoft knows beta; this tenant does not yet.
  if (version !== 'v1.0') throw new GraphRefusal(400, 'BadRequest', `Invalid version: ${version}`)
  const caller = await readGraphCaller(company, request.headers.get('authorization'))
  const { routes: found, keys } = findRoutes(routes, rest.join('/'))
  const route = found.find((one) => one.method === request.method)
  if (route === undefined) {
    throw new GraphRefusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.')
  }
  const body = request.method === 'GET' ? undefined : await readJson(request)
  needPermissions(caller, route.permissions)
  const { status, body: sent } = route.answer({
    company,
    caller,
    keys,
    query: url.searchParams,
    headers: request.headers,
    body,
  })
  if (request.method !== 'GET') company.directory.writes += 1
  if (sent === undefined) return new Response(null, { status })
  return new Response(JSON.stringify(sent), {
    status,
    headers: {
      'content-type':
        'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      'odata-version': '4.0',
      'cache-control': 'no-cache',
    },
  })
}

/** UNCONFIRMED: Graph's exact code for a body that is not JSON by its header. */
async function readJson(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text === '') return undefined
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new GraphRefusal(
      415,
      'BadRequest',
      `A media type other than application/json is not supported for the request body.`,
    )
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new GraphRefusal(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    )
  }
}
