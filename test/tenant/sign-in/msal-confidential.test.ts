import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { exchangeAppId, fullAccess, graph, luc, newProof, signIn, sophie } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { confidentialClient, msalScopes, publicClient } from '#support/msal-clients.ts'
import { PageWalker } from '#support/page-walker.ts'
import {
  applicationReadAll,
  graphAppId,
  makeClientCertificate,
  registerApplication,
  userRead,
} from '#support/registered-application.ts'

const exchange = 'https://outlook.office365.com/.default'
const scopes = msalScopes
let tenant: Tenant
let walker: PageWalker

beforeEach(() => {
  tenant = createTenant()
  walker = new PageWalker(tenant.fetch)
})

describe('MSAL’s confidential client', () => {
  test('proves itself by secret', async () => {
    const { appId, secret, principalId } = await registerApplication(tenant)
    const result = await confidentialClient(tenant, appId, { clientSecret: secret }).acquireTokenByClientCredential({
      scopes: [exchange],
    })
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
      aud: 'https://outlook.office365.com',
      appid: appId,
      appidacr: '1',
      idtyp: 'app',
      oid: principalId,
    })
  })

  test.each([
    ['a wrong secret', { clientSecret: 'AbC8Q~wrong' }, 7000215],
    ['the id of the secret', { clientSecret: '3f2504e0-4f89-11d3-9a0c-0305e82c3301' }, 7000215],
  ])('is refused with %s', async (_, proof, code) => {
    const { appId } = await registerApplication(tenant)
    await expect(
      confidentialClient(tenant, appId, proof).acquireTokenByClientCredential({ scopes: [exchange] }),
    ).rejects.toMatchObject({ errorCode: 'invalid_client', errorNo: code })
  })

  test('proves itself by certificate, and the token says so', async () => {
    const application = await registerApplication(tenant)
    const certificate = await makeClientCertificate()
    await application.change({ keyCredentials: [certificate.keyCredential] })
    const thumbprintSha256 = Buffer.from(certificate.x5tS256, 'base64url').toString('hex')
    const client = confidentialClient(tenant, application.appId, {
      clientCertificate: { thumbprintSha256, privateKey: certificate.keyPem, x5c: certificate.certPem },
    })
    const first = await client.acquireTokenByClientCredential({ scopes: [exchange] })
    expect(decodeJwt(first?.accessToken ?? '')).toMatchObject({ appid: application.appId, appidacr: '2' })
    // MSAL sends the same assertion again while it is valid.
    const second = await client.acquireTokenByClientCredential({ scopes: [exchange], skipCache: true })
    expect(second?.accessToken).not.toBe(first?.accessToken)
  })

  test('is refused with a certificate nobody registered', async () => {
    const { appId } = await registerApplication(tenant)
    const { x5tS256, keyPem } = await makeClientCertificate()
    const thumbprintSha256 = Buffer.from(x5tS256, 'base64url').toString('hex')
    await expect(
      confidentialClient(tenant, appId, {
        clientCertificate: { thumbprintSha256, privateKey: keyPem },
      }).acquireTokenByClientCredential({
        scopes: [exchange],
      }),
    ).rejects.toMatchObject({ errorCode: 'invalid_client', errorNo: 700027 })
  })

  test('keeps an old token until it skips its cache, and then sees the new grant', async () => {
    const { appId, secret, principalId } = await registerApplication(tenant)
    const client = confidentialClient(tenant, appId, { clientSecret: secret })
    const roles = async (skipCache: boolean) =>
      decodeJwt((await client.acquireTokenByClientCredential({ scopes: [exchange], skipCache }))?.accessToken ?? '')
        .roles
    expect(await roles(false)).toBeUndefined()
    const token = await signIn(tenant, luc)
    const resource = await graph(tenant, token, 'GET', `/servicePrincipals(appId='${exchangeAppId}')`)
    await graph(tenant, token, 'POST', `/servicePrincipals/${principalId}/appRoleAssignments`, {
      principalId,
      resourceId: resource.body.id,
      appRoleId: fullAccess,
    })
    expect(await roles(false)).toBeUndefined()
    expect(await roles(true)).toEqual(['full_access_as_app'])
  })

  test('redeems a code sent to its web address, with its secret', async () => {
    const { appId, secret } = await registerApplication(tenant, {
      web: { redirectUris: ['https://app.erablieredunord.example/signed-in'] },
      requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess: [{ id: userRead, type: 'Scope' }] }],
    })
    const client = confidentialClient(tenant, appId, { clientSecret: secret })
    const redirectUri = 'https://app.erablieredunord.example/signed-in'
    const address = await client.getAuthCodeUrl({ scopes: ['User.Read'], redirectUri, state: 'here' })
    const { answer, address: back } = await walker.signIn(address, { account: sophie })
    expect(back).toMatch(/^https:\/\/app\.erablieredunord\.example\/signed-in\?/)
    const result = await client.acquireTokenByCode({ code: answer.code ?? '', redirectUri, scopes: ['User.Read'] })
    expect(decodeJwt(result.accessToken)).toMatchObject({ appid: appId, appidacr: '1', oid: sophie })
    const silent = await client.acquireTokenSilent({
      account: result.account ?? nobody(),
      scopes: ['User.Read'],
      forceRefresh: true,
    })
    expect(decodeJwt(silent.accessToken).appidacr).toBe('1')
  })

  test('belongs to one company and is refused at organizations', async () => {
    const { appId } = await registerApplication(tenant, { publicClient: { redirectUris: ['http://localhost'] } })
    const { challenge } = newProof()
    const address = await publicClient(tenant, { clientId: appId }).getAuthCodeUrl({
      scopes,
      redirectUri: 'http://localhost',
      state: 's',
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
    })
    expect((await walker.signIn(address, { account: luc })).lastPage).toContain('AADSTS50194')
  })

  test('asks Graph roles that nobody gave in vain, and gets a token without them', async () => {
    const { appId, secret } = await registerApplication(tenant, {
      requiredResourceAccess: [
        { resourceAppId: graphAppId, resourceAccess: [{ id: applicationReadAll, type: 'Role' }] },
      ],
    })
    const result = await confidentialClient(tenant, appId, { clientSecret: secret }).acquireTokenByClientCredential({
      scopes: ['https://graph.microsoft.com/.default'],
    })
    expect(decodeJwt(result?.accessToken ?? '')).not.toHaveProperty('roles')
    expect((await graph(tenant, result?.accessToken ?? '', 'GET', '/applications')).body.error?.code).toBe(
      'Authorization_RequestDenied',
    )
  })
})

function nobody(): never {
  throw new Error('nobody is signed in')
}
