import { expect, test } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import { createTransport, type Fetch } from '../transport.ts'
import { createDiscovery } from './discovery.ts'

const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const tenant = createTenant()
const clock = createVirtualClock()
const practice: Fetch = (url, init) => tenant.fetch(new Request(url, init))

function ask(idOrDomain: string, fetch: Fetch = practice, signal = new AbortController().signal) {
  const transport = createTransport({ fetch, hosts: [publicCloud.login], clock, record: () => undefined })
  return createDiscovery({ transport, cloud: publicCloud, clock }).tenantId(idOrDomain, signal)
}
const answers =
  (status: number, body: string, headers: Record<string, string> = {}): Fetch =>
  () =>
    Promise.resolve(new Response(body, { status, headers }))

test.each([['erablieredunord.example'], ['ErabliereDuNord.onmicrosoft.example'], [tenantId], [tenantId.toUpperCase()]])(
  '%s is this tenant’s',
  async (name) => {
    expect(await ask(name)).toEqual({ done: tenantId })
  },
)

test.each([['personne.example'], ['12345678-1234-4234-8234-123456789012']])('%s is nobody’s', async (name) => {
  expect(await ask(name)).toEqual({ done: null })
})

test.each([['common'], ['organizations']])('%s is no tenant, and never one’s id', async (name) => {
  expect(await ask(name)).toMatchObject({ no: { code: 'microsoft-unexpected' } })
})

test('a busy host is a wait, with Microsoft’s own time', async () => {
  expect(await ask(tenantId, answers(429, '{}', { 'retry-after': '7' }))).toMatchObject({
    notYet: 'throttled',
    afterMs: 7000,
  })
})

test.each([
  ['an issuer that is no tenant’s', 200, '{"issuer":"https://login.microsoftonline.com/{tenantid}/v2.0"}'],
  ['an error of a kind nobody knows', 400, '{"error":"invalid_request","error_description":"AADSTS12345: x"}'],
])('%s is an answer nobody can read, not “no such tenant”', async (_what, status, body) => {
  expect(await ask(tenantId, answers(status, body))).toMatchObject({ no: { code: 'microsoft-unexpected' } })
})

test.each([
  ['a sign-in page of the hotel’s', 200, '<html><title>Bienvenue</title></html>'],
  ['a filter’s page', 400, '<html><title>Bloqué</title>AADSTS90002</html>'],
  ['nothing', 200, ''],
])('%s is not Microsoft’s, and not “no such tenant”', async (_what, status, body) => {
  expect(await ask(tenantId, answers(status, body))).toMatchObject({ no: { code: 'not-microsoft' } })
})

test.each([90002, 900021, 900023])('AADSTS%i: Microsoft knows no such tenant', async (number) => {
  const body = JSON.stringify({ error: 'invalid_tenant', error_description: `AADSTS${number}: Tenant not found.` })
  expect(await ask('personne.example', answers(400, body))).toEqual({ done: null })
})

test('no network is not an unknown tenant', async () => {
  const gone: Fetch = () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'))
  expect(await ask(tenantId, gone)).toMatchObject({ no: { code: 'unreachable' } })
})

test('what a person entered cannot change the rest of the address', async () => {
  const asked: string[] = []
  await ask('../common/oauth2/token?x=#', (url) => {
    asked.push(url)
    return Promise.resolve(new Response('{}', { status: 400 }))
  })
  expect(new URL(asked[0] ?? '').pathname.split('/')).toHaveLength(5)
})
