import { expect, test } from 'vitest'
import type { Faults } from './faults.ts'
import {
  exchangeAppId,
  fullAccess,
  graph,
  marieEve,
  postToken,
  register,
  signIn,
  stoppedClock,
} from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '../tenant/tenant.ts'

const addPassword = { method: 'POST', url: 'https://graph.microsoft.com/v1.0/applications/*/addPassword' }

async function withApplication(
  faults: Faults,
  clock = stoppedClock(),
): Promise<{ tenant: Tenant; token: string; path: string }> {
  const tenant = createTenant({ faults, clock })
  const token = await signIn(tenant, marieEve)
  const { body } = await graph(tenant, token, 'POST', '/applications', { displayName: 'Prextra' })
  return { tenant, token, path: `/applications/${String(body.id)}` }
}

const secrets = (tenant: Tenant) => tenant.state.applications[0]?.passwordCredentials.length

test('a fault before commit does nothing, with the status, headers and body asked for', async () => {
  const clock = stoppedClock()
  const wait = { statusCode: 429, headers: [{ name: 'Retry-After', value: '7' }] }
  const { tenant, token, path } = await withApplication(
    { mocks: [{ request: { ...addPassword, nth: 1 }, response: wait }] },
    clock,
  )
  const writes = tenant.writes
  const first = await graph(tenant, token, 'POST', `${path}/addPassword`, {})
  expect(first).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } })
  expect(first.headers.get('retry-after')).toBe('7')
  expect(secrets(tenant)).toBe(0)
  expect(tenant.writes).toBe(writes)
  clock.forward(7000)
  expect((await graph(tenant, token, 'POST', `${path}/addPassword`, {})).status).toBe(200)
  expect(tenant.failures).toEqual([])
  expect(
    tenant.requests.filter((request) => request.path.endsWith('/addPassword')).map((request) => request.status),
  ).toEqual([429, 200])
})

test('503 after commit: the secret is made, and the answer does not say so', async () => {
  const { tenant, token, path } = await withApplication({
    mocks: [{ request: { ...addPassword, nth: 1 }, response: { statusCode: 503 }, effect: 'answer-after-commit' }],
  })
  const writes = tenant.writes
  const answer = await graph(tenant, token, 'POST', `${path}/addPassword`, {})
  expect(answer.status).toBe(503)
  expect(answer.body).not.toHaveProperty('secretText')
  expect(secrets(tenant)).toBe(1)
  expect(tenant.writes - writes).toBe(1)
})

test.each([
  ['reset-before-commit', 0],
  ['reset-after-commit', 1],
] as const)('%s rejects as a closed connection does, and leaves %i secrets', async (effect, count) => {
  const { tenant, token, path } = await withApplication({ mocks: [{ request: addPassword, effect }] })
  await expect(graph(tenant, token, 'POST', `${path}/addPassword`, {})).rejects.toMatchObject({
    name: 'TypeError',
    message: 'fetch failed',
    cause: { code: 'ECONNRESET' },
  })
  expect(secrets(tenant)).toBe(count)
  expect(tenant.requests.at(-1)).toMatchObject({ status: 0, path: `/v1.0${path}/addPassword` })
})

test('a rule may look into the body, count, and be taken up again after a reset', async () => {
  const tenant = createTenant({
    faults: {
      mocks: [
        {
          request: {
            method: 'POST',
            url: 'https://login.microsoftonline.com/*/token',
            bodyFragment: 'client_credentials',
            nth: 2,
          },
          response: { statusCode: 500, body: 'Service unavailable' },
        },
      ],
    },
  })
  const ask = async () => {
    const response = await postToken(tenant, { grant_type: 'client_credentials' })
    return [response.status, (await response.text()).slice(0, 7)]
  }
  await signIn(tenant, marieEve)
  expect([await ask(), await ask(), await ask()].map(([status]) => status)).toEqual([400, 500, 400])
  tenant.reset()
  expect([await ask(), await ask()]).toEqual([
    [400, '{"error'],
    [500, 'Service'],
  ])
})

test('an aborted request is not carried out', async () => {
  const tenant = createTenant()
  const abort = new AbortController()
  abort.abort()
  await expect(
    tenant.fetch(new Request('https://graph.microsoft.com/v1.0/me', { signal: abort.signal })),
  ).rejects.toMatchObject({ name: 'AbortError' })
  expect(tenant.requests).toEqual([])
})

test('for a while a new application is not found by reads, by writes and by its enterprise application', async () => {
  const { tenant, token, path } = await withApplication({ lag: { application: 5 } })
  const [application] = tenant.state.applications
  const appId = application?.appId ?? ''
  expect((await graph(tenant, token, 'GET', path)).body.error?.message).toBe(
    `Resource '${path.split('/')[2] ?? ''}' does not exist or one of its queried reference-property objects are not present.`,
  )
  expect((await graph(tenant, token, 'GET', `/applications?$filter=appId eq '${appId}'`)).body.value).toEqual([])
  expect((await graph(tenant, token, 'POST', `${path}/addPassword`, {})).status).toBe(404)
  const posts = [
    await graph(tenant, token, 'POST', '/servicePrincipals', { appId }),
    await graph(tenant, token, 'POST', '/servicePrincipals', { appId }),
  ]
  expect(posts.map((post) => [post.status, post.body.error?.message])).toEqual([
    [
      403,
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    ],
    [400, `The appId '${appId}' of the service principal does not reference a valid application object.`],
  ])
  expect((await graph(tenant, token, 'POST', '/servicePrincipals', { appId })).status).toBe(201)
})

test('an upsert never makes a second application of one it cannot see yet', async () => {
  const tenant = createTenant({ faults: { lag: { application: 1 } } })
  const token = await signIn(tenant, marieEve)
  const upsert = () =>
    graph(
      tenant,
      token,
      'PATCH',
      `/applications(uniqueName='p')`,
      { displayName: 'P' },
      { prefer: 'create-if-missing' },
    )
  expect([(await upsert()).status, (await upsert()).status, (await upsert()).status]).toEqual([201, 409, 204])
  expect(tenant.state.applications).toHaveLength(1)
})

test('a new service principal is not found by the grant, with both of Graph’s refusals', async () => {
  const { tenant, token } = await withApplication({ lag: { servicePrincipal: 2 } })
  const { body } = await graph(tenant, token, 'POST', '/servicePrincipals', {
    appId: tenant.state.applications[0]?.appId,
  })
  const principalId = String(body.id)
  const resourceId = tenant.state.servicePrincipals.find((one) => one.appId === exchangeAppId)?.id ?? ''
  const grant = { principalId, resourceId, appRoleId: fullAccess }
  const hidden = await graph(tenant, token, 'POST', `/servicePrincipals/${resourceId}/appRoleAssignedTo`, grant)
  expect(hidden).toMatchObject({ status: 400, body: { error: { message: 'Not a valid reference update.' } } })
  expect(
    (await graph(tenant, token, 'POST', `/servicePrincipals/${principalId}/appRoleAssignments`, grant)).status,
  ).toBe(404)
  expect(
    (await graph(tenant, token, 'POST', `/servicePrincipals/${principalId}/appRoleAssignments`, grant)).status,
  ).toBe(201)
})

test('a new secret and a new grant reach the token endpoint late', async () => {
  const tenant = createTenant({ faults: { lag: { passwordCredential: 2, appRoleAssignment: 1 } } })
  const { appId, secretText } = await register(tenant, await signIn(tenant, marieEve))
  const ask = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: secretText,
    scope: 'https://outlook.office365.com/.default',
  }
  const read = async () =>
    (await (await postToken(tenant, ask)).json()) as { error_codes?: number[]; access_token?: string }
  expect((await read()).error_codes).toEqual([7000215])
  expect((await read()).error_codes).toEqual([7000215])
  const roles = async () =>
    (
      JSON.parse(Buffer.from((await read()).access_token?.split('.')[1] ?? '', 'base64url').toString()) as {
        roles?: string[]
      }
    ).roles
  expect(await roles()).toBeUndefined()
  expect(await roles()).toEqual(['full_access_as_app'])
})
