import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTenant, type Tenant } from '../tenant/tenant.ts'
import { servePortal } from './portal.ts'

let tenant: Tenant
let portal: Awaited<ReturnType<typeof servePortal>>

beforeEach(async () => {
  tenant = createTenant()
  portal = await servePortal(tenant)
})
afterEach(() => portal.close())

function post(path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(`${portal.origin}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
}

async function register(): Promise<string> {
  const answer = await post('/register', {
    name: 'Prextra',
    accounts: 'AzureADMyOrg',
    platform: 'publicClient',
    redirect: 'https://login.microsoftonline.com/common/oauth2/nativeclient',
  })
  expect(answer.status).toBe(303)
  return (answer.headers.get('location') ?? '').replace('/?appId=', '')
}

test('each button makes its object through Microsoft Graph', async () => {
  const appId = await register()
  const manifest = JSON.stringify({
    resourceAppId: '00000002-0000-0ff1-ce00-000000000000',
    resourceAccess: [{ id: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40', type: 'Role' }],
  })
  expect((await post(`/manifest/${appId}`, { requiredResourceAccess: manifest })).status).toBe(303)
  expect((await post(`/consent/${appId}`, {})).status).toBe(303)
  const page = await (await post(`/secret/${appId}`, { description: 'CDID', days: '90' })).text()
  const [application] = tenant.state.applications
  expect(application?.passwordCredentials).toHaveLength(1)
  expect(page).toContain(`${application?.passwordCredentials[0]?.hint ?? '-'}8Q~`)
  expect(tenant.state.appRoleAssignments).toHaveLength(1)
  expect(tenant.requests.filter(({ host }) => host === 'graph.microsoft.com').length).toBeGreaterThan(5)
  const keyId = application?.passwordCredentials[0]?.keyId ?? ''
  await post(`/delete-secret/${appId}`, { keyId })
  expect(tenant.state.applications[0]?.passwordCredentials).toEqual([])
})

test('its administrator consents to nothing: no other enterprise application appears', async () => {
  const before = tenant.state.servicePrincipals.length
  await register()
  expect(tenant.state.servicePrincipals).toHaveLength(before + 1)
  expect(tenant.state.oauth2PermissionGrants).toEqual([])
})

test('a manifest that is not JSON is refused on the page, and nothing is changed', async () => {
  const appId = await register()
  const page = await (await post(`/manifest/${appId}`, { requiredResourceAccess: '{' })).text()
  expect(page).toContain('role="alert"')
})

test('an application that is not there has a page that says so', async () => {
  expect((await fetch(`${portal.origin}/?appId=${'0'.repeat(8)}-0000-4000-8000-000000000000`)).status).toBe(404)
})
