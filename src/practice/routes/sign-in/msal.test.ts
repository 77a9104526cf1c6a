import {
  ConfidentialClientApplication,
  LogLevel,
  PublicClientApplication,
  type INetworkModule,
  type NetworkResponse,
} from '@azure/msal-node'
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import {
  graph,
  marieEve,
  newProof,
  redirectUri,
  register,
  signIn,
  signInClientId,
  tenantId,
  walk,
} from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '../../tenant/tenant.ts'

function network(tenant: Tenant): INetworkModule {
  const send = async <T>(url: string, init: RequestInit): Promise<NetworkResponse<T>> => {
    const response = await tenant.fetch(new Request(url, init))
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (await response.json()) as T,
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send(url, { headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url, options) =>
      send(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
  }
}

const system = (tenant: Tenant) => ({ networkClient: network(tenant), loggerOptions: { logLevel: LogLevel.Error } })

test('MSAL’s public client signs in through the pages, then without a page, then by refresh token', async () => {
  const tenant = createTenant()
  const client = new PublicClientApplication({
    auth: { clientId: signInClientId, authority: 'https://login.microsoftonline.com/organizations' },
    system: system(tenant),
  })
  const { account, accessToken } = await client.acquireTokenInteractive({
    scopes: ['User.Read', 'Application.ReadWrite.All'],
    prompt: 'select_account',
    openBrowser: async (address) => {
      const { answer } = await walk(tenant.fetch, address, { account: marieEve })
      await fetch(new URL(address).searchParams.get('redirect_uri') ?? '', {
        method: 'POST',
        body: new URLSearchParams(answer),
      })
    },
  })
  expect(account).toMatchObject({
    tenantId,
    localAccountId: marieEve,
    homeAccountId: `${marieEve}.${tenantId}`,
    username: 'me.tremblay@erablieredunord.example',
    name: 'Marie-Ève Tremblay',
  })
  expect(account?.idTokenClaims).toMatchObject({
    acct: 0,
    wids: ['158c047a-c907-4556-b7ef-446551a6b5f7', 'b79fbf4d-3ef9-4689-8143-76b194e85509'],
  })
  if (account === null) throw new Error('no account')
  const before = tenant.requests.length
  const silent = await client.acquireTokenSilent({ account, scopes: ['Application.ReadWrite.All'] })
  expect(silent.accessToken).toBe(accessToken)
  expect(tenant.requests).toHaveLength(before)
  const fresh = await client.acquireTokenSilent({ account, scopes: ['User.Read'], forceRefresh: true })
  expect(fresh.accessToken).not.toBe(accessToken)
  await expect(client.acquireTokenSilent({ account, scopes: ['Policy.Read.All'] })).rejects.toMatchObject({
    errorCode: 'invalid_grant',
    subError: 'consent_required',
  })
})

test('MSAL’s public client is told of a refusal by its code', async () => {
  const tenant = createTenant()
  const client = new PublicClientApplication({
    auth: { clientId: signInClientId, authority: `https://login.microsoftonline.com/${tenantId}` },
    system: system(tenant),
  })
  await expect(
    client.acquireTokenByCode({
      code: 'never-issued',
      redirectUri,
      scopes: ['User.Read'],
      codeVerifier: newProof().verifier,
    }),
  ).rejects.toMatchObject({ errorCode: 'invalid_grant', errorNo: 9002313 })
})

test('MSAL’s confidential client gets a fresh token whose roles are the grants of that moment', async () => {
  const tenant = createTenant()
  const token = await signIn(tenant, marieEve)
  const { appId, secretText, principalId, resourceId } = await register(tenant, token)
  const client = new ConfidentialClientApplication({
    auth: { clientId: appId, clientSecret: secretText, authority: `https://login.microsoftonline.com/${tenantId}` },
    system: system(tenant),
  })
  const ask = { scopes: ['https://outlook.office365.com/.default'], skipCache: true }
  const first = await client.acquireTokenByClientCredential(ask)
  const claims = decodeJwt(first?.accessToken ?? '')
  expect(claims).toMatchObject({
    aud: 'https://outlook.office365.com',
    appid: appId,
    appidacr: '1',
    idtyp: 'app',
    tid: tenantId,
    oid: principalId,
    roles: ['full_access_as_app'],
  })
  expect(claims).not.toHaveProperty('scp')

  const [assignment] = tenant.state.appRoleAssignments
  await graph(tenant, token, 'DELETE', `/servicePrincipals/${resourceId}/appRoleAssignedTo/${assignment?.id ?? ''}`)
  const second = await client.acquireTokenByClientCredential(ask)
  expect(decodeJwt(second?.accessToken ?? '')).not.toHaveProperty('roles')
})
