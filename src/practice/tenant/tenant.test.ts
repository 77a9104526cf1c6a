import { get } from 'node:http'
import { expect, test } from 'vitest'
import { authorizeAddress, graph, marieEve, newProof, signedIn, tenantId, walk } from '#support/tenant-client.ts'
import { createTenant } from './tenant.ts'

test('reset brings the seed back; the record holds no query and no body', async () => {
  const { tenant, token } = await signedIn()
  tenant.exchange.ewsEnabled = false
  await graph(tenant, token, 'GET', `/applications?$filter=displayName eq 'secret-name'`)
  expect(tenant.requests.at(-1)).toEqual({
    n: tenant.requests.length,
    method: 'GET',
    host: 'graph.microsoft.com',
    path: '/v1.0/applications',
    status: 200,
    at: expect.stringMatching(/Z$/) as unknown,
  })
  tenant.reset()
  expect(tenant.requests).toEqual([])
  expect(tenant.writes).toBe(0)
  expect(tenant.exchange.ewsEnabled).toBe(true)
  expect(tenant.state.servicePrincipals).toHaveLength(2)
})

test('any other host name is not found', async () => {
  const tenant = createTenant()
  for (const address of [
    'https://graph.microsoft.us/v1.0/me',
    'http://graph.microsoft.com/v1.0/me',
    'https://graph.microsoft.com:8443/v1.0/me',
  ]) {
    await expect(tenant.fetch(new Request(address))).rejects.toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { code: 'ENOTFOUND' },
    })
  }
  expect(tenant.requests).toEqual([])
})

test('served to a browser, the pages carry a person through, and there is nothing else', async () => {
  const tenant = createTenant()
  const served = await tenant.serve()
  try {
    expect(served.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const here = authorizeAddress(newProof()).replace('https://login.microsoftonline.com', served.origin)
    const { answer } = await walk(fetch, here, { account: marieEve })
    expect(answer).toMatchObject({ state: 'the-state' })
    expect(answer).toHaveProperty('code')

    const token = await fetch(`${served.origin}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    expect(token.status).toBe(404)
    for (const path of ['/v1.0/me', '/EWS/Exchange.asmx', `/${tenantId}/discovery/v2.0/keys`, '/']) {
      expect((await fetch(`${served.origin}${path}`)).status).toBe(404)
    }
    expect(tenant.requests[0]).toMatchObject({
      n: 1,
      method: 'GET',
      host: new URL(served.origin).host,
      path: '/organizations/oauth2/v2.0/authorize',
      status: 200,
    })
  } finally {
    await served.close()
  }
  await expect(fetch(served.origin)).rejects.toThrow()
})

test('served, it refuses other host names and forms of other sites', async () => {
  const served = await createTenant().serve()
  try {
    const renamed = await new Promise<number | undefined>((resolve, reject) => {
      // fetch may not choose its Host header; a page behind DNS rebinding can.
      const headers = { host: `evil.example:${new URL(served.origin).port}` }
      get(`${served.origin}/organizations/oauth2/v2.0/authorize`, { headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).once('error', reject)
    })
    expect(renamed).toBe(403)
    const foreign = await fetch(`${served.origin}/practice/account`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ transaction: 'x' }),
    })
    expect(foreign.status).toBe(403)
  } finally {
    await served.close()
  }
})
