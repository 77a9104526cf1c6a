import { beforeEach, describe, expect, test } from 'vitest'
import { luc, marieEve, tenantId } from '#support/tenant-client.ts'
import { openCompany, type SignedInCompany } from '../signed-in-company.ts'

let company: SignedInCompany

beforeEach(async () => {
  company = await openCompany()
})

interface Item {
  readonly id: string
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: { readonly [name: string]: unknown; readonly error?: { code: string; message: string } } | null
}

const batch = async (requests: unknown, signedIn = company) => {
  const answer = await signedIn.send('POST', '/$batch', { requests })
  const items = (answer.body.responses ?? []) as Item[]
  return { answer, items, of: (id: string) => items.find((item) => item.id === id) }
}

const json = { 'Content-Type': 'application/json' }

test('the start-up reads in one batch, each with its own headers and status', async () => {
  const { answer, of } = await batch([
    { id: 'me', method: 'GET', url: '/me?$select=id' },
    { id: 'org', method: 'GET', url: '/organization?$select=displayName' },
    {
      id: 'roles',
      method: 'GET',
      url: '/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true&$select=displayName',
      headers: { ConsistencyLevel: 'eventual' },
    },
    { id: 'count', method: 'GET', url: '/servicePrincipals/$count', headers: { ConsistencyLevel: 'eventual' } },
    { id: 'policy', method: 'GET', url: '/policies/defaultAppManagementPolicy' },
    { id: 'none', method: 'GET', url: `/applications(appId='${tenantId}')` },
    { id: 'wrong', method: 'GET', url: '/nothing' },
  ])
  expect(answer.status).toBe(200)
  expect(of('me')).toMatchObject({ status: 200, body: { id: luc } })
  expect(of('org')?.body?.value).toEqual([{ displayName: 'Érablière du Nord inc.' }])
  expect(of('roles')?.body).toMatchObject({ '@odata.count': 1, value: [{ displayName: 'Global Administrator' }] })
  expect(of('count')?.body).toBe('3')
  expect(of('policy')?.headers['Content-Type']).toContain('application/json')
  expect(of('none')?.body?.error?.code).toBe('Request_ResourceNotFound')
  expect(of('wrong')?.body?.error?.message).toBe(`Resource not found for the segment 'nothing'.`)
})

test('what depends on a failed request is 424, on down the chain; what does not is done', async () => {
  const { of } = await batch([
    { id: '3', method: 'GET', url: '/me', dependsOn: ['2'] },
    { id: '2', method: 'GET', url: '/me', dependsOn: ['1'] },
    { id: '1', method: 'POST', url: '/applications', headers: json, body: { displayname: 'x' } },
    {
      id: '4',
      method: 'POST',
      url: '/applications',
      headers: json,
      body: { displayName: 'Prextra' },
      dependsOn: ['5'],
    },
    { id: '5', method: 'GET', url: '/me' },
  ])
  expect([of('1')?.status, of('2')?.status, of('3')?.status, of('4')?.status]).toEqual([400, 424, 424, 201])
  expect(of('3')?.body?.error?.code).toBe('FailedDependency')
  expect(company.tenant.state.applications).toMatchObject([{ displayName: 'Prextra' }])
})

test('one item is throttled by itself, with its Retry-After inside', async () => {
  const wait = { statusCode: 429, headers: [{ name: 'Retry-After', value: '3' }] }
  const request = { method: 'GET', url: 'https://graph.microsoft.com/v1.0/organization*', nth: 1 }
  const throttled = await openCompany({ faults: { mocks: [{ request, response: wait }] } })
  const both = [
    { id: 'a', method: 'GET', url: '/me' },
    { id: 'b', method: 'GET', url: '/organization' },
  ]
  const first = await batch(both, throttled)
  expect(first.of('a')?.body).toMatchObject({ id: luc })
  expect(first.of('b')).toMatchObject({
    status: 429,
    headers: { 'Retry-After': '3' },
    body: { error: { code: 'TooManyRequests' } },
  })
  const early = await batch(both, throttled)
  expect(early.of('b')?.status).toBe(429)
  expect(throttled.tenant.failures).toMatchObject([
    { method: 'GET', address: 'graph.microsoft.com/v1.0/organization', earlyByMs: 3000 },
  ])
  throttled.clock.forward(3000)
  expect((await batch(both, throttled)).of('b')?.body).toHaveProperty('value')
})

describe('a batch is refused whole', () => {
  const get = (id: string) => ({ id, method: 'GET', url: '/me' })
  test.each([
    ['with 21 requests', Array.from({ length: 21 }, (_, n) => get(String(n))), 'exceeds the maximum value of 20'],
    ['with two of one id', [get('1'), get('1')], 'ids must be unique'],
    ['without an id', [{ method: 'GET', url: '/me' }], 'Invalid batch payload'],
    ['with a number for an id', [{ ...get('1'), id: 1 }], 'Invalid batch payload'],
    ['with an unknown property', [{ ...get('1'), path: '/me' }], 'Invalid batch payload'],
    ['with an unknown method', [{ ...get('1'), method: 'FETCH' }], `unknown method 'FETCH'`],
    ['with a whole address', [{ ...get('1'), url: 'https://evil.example/me' }], 'relative to the version'],
    [
      'with a batch inside',
      [{ ...get('1'), method: 'POST', url: '/$batch', headers: json, body: {} }],
      'relative to the version',
    ],
    ['depending on nobody', [{ ...get('1'), dependsOn: ['2'] }], `depends on '2'`],
    [
      'in a circle',
      [
        { ...get('1'), dependsOn: ['2'] },
        { ...get('2'), dependsOn: ['1'] },
      ],
      'in a circle',
    ],
    ['with a body and no type', [{ ...get('1'), method: 'POST', url: '/applications', body: {} }], 'no content-type'],
    ['when empty', [], 'Invalid batch payload'],
    ['when no list', {}, 'Invalid batch payload'],
  ])('%s', async (_, requests, words) => {
    const { answer } = await batch(requests)
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: 'BadRequest', message: expect.stringContaining(words) as unknown } },
    })
    expect(company.tenant.state.applications).toEqual([])
  })
})

test('each request has only the rights of the batch’s token', async () => {
  const poor = await openCompany({ account: marieEve, scope: 'openid User.Read' })
  const { of } = await batch(
    [
      { id: '1', method: 'GET', url: '/me?$select=displayName' },
      { id: '2', method: 'GET', url: '/applications', headers: { Authorization: `Bearer ${company.token}` } },
    ],
    poor,
  )
  expect(of('1')?.body).toMatchObject({ displayName: 'Marie-Ève Tremblay' })
  expect(of('2')?.body?.error?.code).toBe('Authorization_RequestDenied')
})
