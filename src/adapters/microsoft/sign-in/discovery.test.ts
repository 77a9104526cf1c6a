import { expect, test } from 'vitest'
import { clouds, loginHosts, publicCloud } from '#core/access/cloud.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import { createTransport, type Fetch } from '../transport.ts'
import { createDiscovery } from './discovery.ts'

const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const tenant = createTenant()
const clock = createVirtualClock()
const practice: Fetch = (url, init) => tenant.fetch(new Request(url, init))

function ask(idOrDomain: string, fetch: Fetch = practice, cloud = publicCloud) {
  const transport = createTransport({ fetch, hosts: loginHosts, clock, record: () => undefined })
  return createDiscovery({ transport, cloud, clock }).tenant(idOrDomain, new AbortController().signal)
}
const answers =
  (status: number, body: string, headers: Record<string, string> = {}): Fetch =>
  () =>
    Promise.resolve(new Response(body, { status, headers }))

test.each([['erablieredunord.example'], ['ErabliereDuNord.onmicrosoft.example'], [tenantId], [tenantId.toUpperCase()]])(
  '%s is this tenant’s',
  async (name) => {
    expect(await ask(name)).toEqual({ done: { tenantId, cloud: 'public' } })
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

/** A sign-in host that answers each question by its host's name; any other host is not to be asked. */
function hosts(answers: Readonly<Record<string, readonly [number, object]>>) {
  const asked: string[] = []
  const fetch: Fetch = (url) => {
    const { host } = new URL(url)
    asked.push(host)
    const [status, body] = answers[host] ?? [500, {}]
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'x-ms-request-id': '1' } }))
  }
  return { asked, fetch }
}

const [publicLogin, usLogin, chinaLogin] = [publicCloud.login, clouds.dod.login, clouds.china.login]
const refused = (number: number) => [400, { error: 'invalid_tenant', error_description: `AADSTS${number}: x` }] as const
const describing = (login: string, more: object) =>
  [
    200,
    { issuer: `https://${login}/${tenantId}/v2.0`, cloud_instance_name: login.replace('login.', ''), ...more },
  ] as const

test.each([
  ['gcc-high', usLogin, { tenant_region_sub_scope: 'DODCON', msgraph_host: 'graph.microsoft.us' }],
  ['dod', usLogin, { tenant_region_sub_scope: 'DOD', msgraph_host: 'graph.microsoft.us' }],
  ['gcc-high', usLogin, { msgraph_host: 'graph.microsoft.us' }],
  ['dod', usLogin, { tenant_region_sub_scope: null, msgraph_host: 'dod-graph.microsoft.us' }],
  ['china', chinaLogin, {}],
  ['china', 'login.chinacloudapi.cn', {}],
  // GCC is the public cloud.
  ['public', publicLogin, { tenant_region_sub_scope: 'GCC', msgraph_host: 'graph.microsoft.com' }],
])('the public host describes a tenant of %s at %s %j, and no other host is asked', async (cloud, login, more) => {
  const { asked, fetch } = hosts({ [publicLogin]: describing(login, more) })
  expect(await ask('client.example', fetch)).toEqual({ done: { tenantId, cloud } })
  expect(asked).toEqual([publicLogin])
})

test.each([
  ['of a cloud that is not in the table', 'login.sovereign.example', {}],
  ['of the US government, without what tells which', usLogin, {}],
])('a tenant %s', async (_what, login, more) => {
  const { fetch } = hosts({ [publicLogin]: describing(login, more) })
  expect(await ask('client.example', fetch)).toMatchObject({ no: { code: 'unknown-cloud' } })
})

test('a tenant that is said to be in another cloud is looked for in each other one, once', async () => {
  const elsewhere = { [publicLogin]: refused(90038) }
  const inChina = hosts({ ...elsewhere, [usLogin]: refused(90002), [chinaLogin]: describing(chinaLogin, {}) })
  expect(await ask('client.example', inChina.fetch)).toEqual({ done: { tenantId, cloud: 'china' } })
  expect(inChina.asked).toEqual([publicLogin, usLogin, chinaLogin])
  const nowhere = hosts({ ...elsewhere, [usLogin]: refused(90002), [chinaLogin]: refused(90002) })
  expect(await ask('client.example', nowhere.fetch)).toMatchObject({ no: { code: 'unknown-cloud' } })
  const blocked = hosts(elsewhere)
  expect(await ask('client.example', blocked.fetch)).toMatchObject({ notYet: 'busy' })
})

test('what nobody knows is told to no other cloud', async () => {
  const { asked, fetch } = hosts({ [publicLogin]: refused(90002) })
  expect(await ask('personne.example', fetch)).toEqual({ done: null })
  expect(asked).toEqual([publicLogin])
})

test('in another cloud its own host is asked first, and the public one about what that does not know', async () => {
  const told = { tenant_region_sub_scope: 'DOD' }
  const here = hosts({ [usLogin]: describing(usLogin, told) })
  expect(await ask(tenantId, here.fetch, clouds.dod)).toEqual({ done: { tenantId, cloud: 'dod' } })
  expect(here.asked).toEqual([usLogin])
  const other = hosts({ [usLogin]: refused(90002), [publicLogin]: describing(publicLogin, {}) })
  expect(await ask(tenantId, other.fetch, clouds.dod)).toEqual({ done: { tenantId, cloud: 'public' } })
})
