import { Client, GraphError, PageIterator, type PageCollection } from '@microsoft/microsoft-graph-client'
import type { Application, PasswordCredential, ServicePrincipal } from '@microsoft/microsoft-graph-types'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { exchangeAppId, fullAccess, graph, marieEve, recipe, signIn, stoppedClock } from '#support/tenant-client.ts'
import type { Faults } from '#practice/faults/faults.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { everyScope, graphClient } from '../signed-in-company.ts'

/** Runs Microsoft's Graph client with its default middleware. The global fetch is the tenant, and timers move its clock. */
async function asItComes(faults: Faults = {}) {
  const clock = stoppedClock()
  const tenant = createTenant({ clock, faults })
  const token = await signIn(tenant, marieEve, everyScope)
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => tenant.fetch(new Request(input, init)))
  const later = globalThis.setTimeout
  vi.stubGlobal('setTimeout', (done: () => void, ms = 0) => {
    clock.forward(ms)
    return later(done, 0)
  })
  const client = Client.init({ authProvider: (done) => done(null, token), defaultVersion: 'v1.0' })
  return { client, tenant, token }
}

afterEach(() => vi.unstubAllGlobals())

const failureOf = async (call: Promise<unknown>) => {
  const error: unknown = await call.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(GraphError)
  return error as GraphError
}

describe.each(['its default chain', 'one middleware of ours'] as const)(
  'Microsoft’s Graph client, with %s',
  (chain) => {
    let client: Client
    let tenant: Tenant

    beforeEach(async () => {
      const made = await asItComes()
      tenant = made.tenant
      client = chain === 'its default chain' ? made.client : graphClient(made.tenant, made.token)
    })

    test('walks the whole path: application, enterprise application, grant, secret', async () => {
      const application = (await client.api('/applications').post(recipe)) as Application
      const principal = (await client.api('/servicePrincipals').post({ appId: application.appId })) as ServicePrincipal
      const exchange = (await client
        .api(`/servicePrincipals(appId='${exchangeAppId}')`)
        .select(['id', 'appRoles'])
        .get()) as ServicePrincipal
      const grant = { principalId: principal.id, resourceId: exchange.id, appRoleId: fullAccess }
      await client.api(`/servicePrincipals/${exchange.id ?? ''}/appRoleAssignedTo`).post(grant)
      const secret = (await client.api(`/applications/${application.id ?? ''}/addPassword`).post({
        passwordCredential: { displayName: 'CDID 2026-11', endDateTime: '2027-05-01T00:00:00Z' },
      })) as PasswordCredential
      expect(secret.secretText).toMatch(/^.{3}8Q~.{34}$/)
      expect(tenant.state).toMatchObject({
        applications: [
          {
            displayName: recipe.displayName,
            passwordCredentials: [{ keyId: secret.keyId, endDateTime: '2027-05-01T00:00:00Z' }],
          },
        ],
        appRoleAssignments: [grant],
      })
      expect(tenant.writes).toBeGreaterThanOrEqual(4)
    })

    test('iterates pages to the end', async () => {
      for (let n = 0; n < 7; n += 1) await client.api('/applications').post({ displayName: `app ${n}` })
      const page = (await client.api('/applications').top(3).select('displayName').get()) as PageCollection
      const observed: string[] = []
      const iterator = new PageIterator(client, page, (item: Application) => {
        observed.push(item.displayName ?? '')
        return true
      })
      await iterator.iterate()
      expect(observed).toEqual(Array.from({ length: 7 }, (_, n) => `app ${n}`))
      expect(iterator.isComplete()).toBe(true)
    })

    test('counts and searches with ConsistencyLevel', async () => {
      await client.api('/applications').post({ displayName: 'Prextra Outlook Sync' })
      const found = (await client
        .api('/applications')
        .header('ConsistencyLevel', 'eventual')
        .count(true)
        .search('"displayName:outlook"')
        .get()) as { '@odata.count': number; value: Application[] }
      expect(found).toMatchObject({ '@odata.count': 1, value: [{ displayName: 'Prextra Outlook Sync' }] })
    })

    test.each([
      ['/nothing', 400, 'BadRequest', `Resource not found for the segment 'nothing'.`],
      [
        `/applications/${marieEve}`,
        404,
        'Request_ResourceNotFound',
        `Resource '${marieEve}' does not exist or one of its queried reference-property objects are not present.`,
      ],
      [
        '/applications?$filter=nothing eq 1',
        400,
        'BadRequest',
        `Invalid filter clause: Could not find a property named 'nothing' on type 'microsoft.graph.application'.`,
      ],
    ])('reads the refusal of GET %s', async (path, statusCode, code, message) => {
      expect(await failureOf(client.api(path).get())).toMatchObject({
        statusCode,
        code,
        message,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      })
    })

    test('reads the refusals of writes', async () => {
      expect(await failureOf(client.api('/applications').post({ displayname: 'x' }))).toMatchObject({
        code: 'BadRequest',
        message: `The property 'displayname' does not exist on type 'microsoft.graph.application'. Make sure to only use property names that are defined by the type.`,
      })
      expect(await failureOf(client.api('/me').patch({ jobTitle: 'x' }))).toMatchObject({ statusCode: 405 })
      expect(tenant.state.applications).toEqual([])
    })

    test('patches, deletes and gets nothing back', async () => {
      const application = (await client.api('/applications').post({ displayName: 'x' })) as Application
      const one = client.api(`/applications/${application.id ?? ''}`)
      expect(await one.patch({ notes: 'y', web: { redirectUris: ['https://x.example/a'] } })).toBeUndefined()
      expect(await one.get()).toMatchObject({
        notes: 'y',
        web: { redirectUris: ['https://x.example/a'], implicitGrantSettings: { enableIdTokenIssuance: false } },
      })
      expect(await one.delete()).toBeUndefined()
      expect(tenant.state.deletedItems).toMatchObject([{ id: application.id }])
    })
  },
)

describe('its default chain under faults', () => {
  const throttle = (method: string, url: string, statusCode = 429) => ({
    request: { method, url: `https://graph.microsoft.com/v1.0${url}`, nth: 1 },
    response: { statusCode, headers: [{ name: 'Retry-After', value: '7' }] },
  })

  test('waits for Retry-After on a read, and no early request is recorded', async () => {
    const { client, tenant } = await asItComes({ mocks: [throttle('GET', '/me')] })
    expect(await client.api('/me').get()).toMatchObject({ id: marieEve })
    expect(tenant.requests.filter(({ path }) => path === '/v1.0/me').map(({ status }) => status)).toEqual([429, 200])
    expect(tenant.failures).toEqual([])
  })

  test('repeats a POST as well: one addPassword asked for, two made, where the first answer was lost', async () => {
    const rule = { ...throttle('POST', '/applications/*/addPassword', 503), effect: 'answer-after-commit' as const }
    const { client, tenant } = await asItComes({ mocks: [rule] })
    const application = (await client.api('/applications').post({ displayName: 'x' })) as Application
    await client.api(`/applications/${application.id ?? ''}/addPassword`).post({})
    expect(tenant.state.applications[0]?.passwordCredentials).toHaveLength(2)
  })

  test('gives up on a connection that stays broken', async () => {
    const request = { url: 'https://graph.microsoft.com/v1.0/me' }
    const { client } = await asItComes({ mocks: [{ request, effect: 'reset-before-commit' }] })
    expect(await failureOf(client.api('/me').get())).toMatchObject({ message: 'fetch failed' })
  })

  test('takes a captive portal’s page for no answer of Graph’s', async () => {
    const request = { url: 'https://graph.microsoft.com/v1.0/me' }
    const { client } = await asItComes({ mocks: [{ request, effect: 'captive-portal' }] })
    const answer: unknown = await client
      .api('/me')
      .get()
      .catch((error: unknown) => error)
    expect(answer).not.toHaveProperty('id')
  })
})

test('its default chain reports which SDK is calling, and the tenant answers the same', async () => {
  const { client, tenant, token } = await asItComes()
  const viaClient = (await client.api('/me').select('id').get()) as object
  expect(viaClient).toEqual((await graph(tenant, token, 'GET', '/me?$select=id')).body)
})
