import { beforeEach, describe, expect, test } from 'vitest'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import {
  authorizeAddress,
  fullAccess,
  exchangeAppId,
  graph,
  luc,
  newProof,
  nadia,
  register,
  signIn,
  sophie,
  stoppedClock,
  tenantId,
  walk,
} from '#support/tenant-client.ts'

const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
const management = 'https://management.core.windows.net/'
const portal = '74658136-14ec-4630-ad9b-26e160ff0fc6'
const redirectUri = 'http://localhost:8400'

let tenant: Tenant
beforeEach(() => {
  tenant = createTenant({ clock: stoppedClock() })
})

async function post(fields: Record<string, string>) {
  const address = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
  const answer = await tenant.fetch(new Request(address, { method: 'POST', body: new URLSearchParams(fields) }))
  return (await answer.json()) as { scope: string; access_token: string; refresh_token: string; error_codes?: number[] }
}

/** Signs in as `az login` does: one token for Azure first, the others by its refresh token. */
async function azLogin(account: string) {
  const proof = newProof()
  const scope = `${management}/.default offline_access openid profile`
  const address = authorizeAddress(proof, { client_id: azureCli, redirect_uri: redirectUri, scope })
  const { answer, pages } = await walk(tenant.fetch, address, { account })
  const fields = { client_id: azureCli, redirect_uri: redirectUri, code_verifier: proof.verifier, scope }
  const tokens = await post({ ...fields, grant_type: 'authorization_code', code: answer.code ?? '' })
  const tokenFor = (wanted: string) =>
    post({ client_id: azureCli, grant_type: 'refresh_token', refresh_token: tokens.refresh_token, scope: wanted })
  return { pages, tokens, tokenFor }
}

const call = (address: string, token: string | undefined, method = 'GET') =>
  tenant.fetch(
    new Request(address, { method, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }),
  )
const azure = 'https://management.azure.com'

describe('a sign-in of the Azure CLI', () => {
  test('asks no consent, and its scope holds `.default`, by which MSAL finds the token again', async () => {
    const { pages, tokens } = await azLogin(luc)
    expect(pages.join('')).not.toContain('/practice/consent')
    expect(tokens.scope.split(' ')).toEqual(
      expect.arrayContaining([`${management}/user_impersonation`, `${management}/.default`]),
    )
  })

  test('reads the company’s subscriptions, of which there are none, and its tenant', async () => {
    const { tokens } = await azLogin(luc)
    const subscriptions = await call(`${azure}/subscriptions?api-version=2022-12-01`, tokens.access_token)
    expect(await subscriptions.json()).toMatchObject({ value: [] })
    const tenants = await call(`${azure}/tenants?api-version=2022-12-01`, tokens.access_token)
    expect(await tenants.json()).toMatchObject({ value: [{ tenantId, defaultDomain: 'erablieredunord.example' }] })
    expect(tenants.headers.get('x-ms-request-id')).toMatch(/-/)
  })

  test.each([
    ['no token', undefined, '/subscriptions?api-version=2022-12-01', 401, 'AuthenticationFailed'],
    ['a token that is none', 'x.y.z', '/subscriptions?api-version=2022-12-01', 401, 'InvalidAuthenticationToken'],
  ])('%s', async (_, token, path, status, code) => {
    const answer = await call(`${azure}${path}`, token)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('www-authenticate')).toContain('authorization_uri')
    expect(await answer.json()).toMatchObject({ error: { code } })
  })

  test.each([
    ['/subscriptions', 400, 'MissingApiVersionParameter'],
    ['/subscriptions/x/resourceGroups?api-version=2022-12-01', 404, 'ResourceNotFound'],
  ])('%s is refused', async (path, status, code) => {
    const { tokens } = await azLogin(luc)
    const answer = await call(`${azure}${path}`, tokens.access_token)
    expect([answer.status, await answer.json()]).toMatchObject([status, { error: { code } }])
  })

  test('a token for Graph does not open Azure, nor the other way round', async () => {
    const { tokens, tokenFor } = await azLogin(luc)
    const ofGraph = await tokenFor('https://graph.microsoft.com/.default')
    expect((await call(`${azure}/tenants?api-version=2022-12-01`, ofGraph.access_token)).status).toBe(401)
    expect((await graph(tenant, tokens.access_token, 'GET', '/me')).status).toBe(401)
  })

  test('has the published permissions at Graph, and grants with them', async () => {
    const { tokenFor } = await azLogin(luc)
    const { access_token: token, scope } = await tokenFor('https://graph.microsoft.com/.default')
    const names = scope.split(' ').map((one) => one.replace('https://graph.microsoft.com/', ''))
    expect(names).toEqual(
      expect.arrayContaining([
        'Application.ReadWrite.All',
        'AppRoleAssignment.ReadWrite.All',
        'AuditLog.Read.All',
        'DelegatedPermissionGrant.ReadWrite.All',
        'Directory.AccessAsUser.All',
        'Group.ReadWrite.All',
        'User.Read.All',
        'User.ReadWrite.All',
      ]),
    )
    const made = await register(tenant, token)
    const grant = {
      clientId: made.principalId,
      consentType: 'AllPrincipals',
      resourceId: tenant.state.servicePrincipals.find(({ displayName }) => displayName === 'Microsoft Graph')?.id,
      scope: 'User.Read',
    }
    expect((await graph(tenant, token, 'POST', '/oauth2PermissionGrants', grant)).status).toBe(201)
    expect((await graph(tenant, token, 'GET', '/me')).status).toBe(200)
  })
})

describe('az ad app permission admin-consent', () => {
  async function openApplication() {
    const token = await signIn(tenant, luc)
    const requiredResourceAccess = [
      { resourceAppId: exchangeAppId, resourceAccess: [{ id: fullAccess, type: 'Role' }] },
    ]
    const made = await graph(tenant, token, 'POST', '/applications', { displayName: 'Prextra', requiredResourceAccess })
    return String(made.body.appId)
  }
  const consentTo = (appId: string, token: string | undefined) =>
    call(
      `https://main.iam.ad.ext.azure.com/api/RegisteredApplications/${appId}/Consent?onBehalfOfAll=true`,
      token,
      'POST',
    )

  test('grants all that the application asks for', async () => {
    const appId = await openApplication()
    const { access_token: token } = await (await azLogin(luc)).tokenFor(`${portal}/.default`)
    expect((await consentTo(appId, token)).status).toBe(204)
    expect(tenant.state.appRoleAssignments.map(({ appRoleId }) => appRoleId)).toEqual([fullAccess])
  })

  test.each([sophie, nadia])('is refused to who may not consent (%#)', async (account) => {
    const appId = await openApplication()
    const { access_token: token } = await (await azLogin(account)).tokenFor(`${portal}/.default`)
    expect((await consentTo(appId, token)).status).toBe(403)
    expect(tenant.state.appRoleAssignments).toEqual([])
  })

  test('needs a token of its own, and an application that exists', async () => {
    const { tokens, tokenFor } = await azLogin(luc)
    const appId = await openApplication()
    expect((await consentTo(appId, undefined)).status).toBe(401)
    expect((await consentTo(appId, tokens.access_token)).status).toBe(401)
    const { access_token: token } = await tokenFor(`${portal}/.default`)
    expect((await consentTo(tenantId, token)).status).toBe(404)
  })
})
