import * as client from 'openid-client'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { luc, marieEve, signInClientId, sophie, tenantId } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { PageWalker } from '#support/page-walker.ts'
import { makeClientCertificate, registerApplication } from '#support/registered-application.ts'

const issuer = new URL(`https://login.microsoftonline.com/${tenantId}/v2.0`)
let tenant: Tenant
let walker: PageWalker

beforeEach(() => {
  tenant = createTenant()
  walker = new PageWalker(tenant.fetch)
})

function discover(clientId: string, auth?: client.ClientAuth, at = issuer): Promise<client.Configuration> {
  const send: client.CustomFetch = (url, init) => tenant.fetch(new Request(url, init as RequestInit))
  return client.discovery(at, clientId, undefined, auth ?? client.None(), { [client.customFetch]: send })
}

describe('openid-client, an OpenID client certified for any provider', () => {
  test('discovers the tenant and accepts its issuer', async () => {
    const metadata = (await discover(signInClientId)).serverMetadata()
    expect(metadata.issuer).toBe(issuer.href)
    expect(metadata.device_authorization_endpoint).toBe(
      `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/devicecode`,
    )
  })

  test.each([tenantId, 'organizations', 'common'])(
    'signs a person in at %s, checks the id_token, reads userinfo, refreshes',
    async (at) => {
      const config = await discover(signInClientId, undefined, new URL(`https://login.microsoftonline.com/${at}/v2.0`))
      const verifier = client.randomPKCECodeVerifier()
      const nonce = client.randomNonce()
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: 'http://localhost:5000/',
        scope: 'openid profile email offline_access User.Read',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: 'a-state',
        nonce,
      })
      const { address: back = '' } = await walker.signIn(address.href, { account: sophie })
      const tokens = await client.authorizationCodeGrant(config, new URL(back), {
        pkceCodeVerifier: verifier,
        expectedState: 'a-state',
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      expect(claims).toMatchObject({
        tid: tenantId,
        oid: sophie,
        ver: '2.0',
        email: 's.gagnon@erablieredunord.example',
      })
      const who = await client.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '')
      expect(who).toMatchObject({ name: 'Sophie Gagnon', email: 's.gagnon@erablieredunord.example' })
      const again = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
      expect(decodeJwt(again.access_token)).toMatchObject({ oid: sophie, scp: 'User.Read openid profile email' })
    },
  )

  test('is told of a declined consent', async () => {
    const config = await discover(signInClientId)
    const verifier = client.randomPKCECodeVerifier()
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: 'http://localhost:5000/',
      scope: 'openid User.Read',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: 's',
    })
    const { address: back = '' } = await walker.signIn(address.href, { account: luc, consent: 'cancel' })
    await expect(
      client.authorizationCodeGrant(config, new URL(back), { pkceCodeVerifier: verifier, expectedState: 's' }),
    ).rejects.toMatchObject({
      error: 'access_denied',
      error_description: expect.stringMatching(/^AADSTS65004/) as unknown,
    })
  })

  test('signs a device in', async () => {
    const config = await discover(signInClientId)
    const begun = await client.initiateDeviceAuthorization(config, { scope: 'openid User.Read' })
    await walker.enterCode(begun.verification_uri, begun.user_code, { account: marieEve })
    const tokens = await client.pollDeviceAuthorizationGrant(config, { ...begun, interval: 0.1 })
    expect(decodeJwt(tokens.access_token)).toMatchObject({ oid: marieEve, appid: signInClientId })
  })

  test.each(['ClientSecretPost', 'ClientSecretBasic'] as const)('proves an application by %s', async (way) => {
    const { appId, secret } = await registerApplication(tenant)
    const config = await discover(appId, client[way](secret))
    const tokens = await client.clientCredentialsGrant(config, { scope: 'https://outlook.office365.com/.default' })
    expect(decodeJwt(tokens.access_token)).toMatchObject({ appid: appId, appidacr: '1', idtyp: 'app' })
  })

  test.each(['ClientSecretPost', 'ClientSecretBasic'] as const)(
    'with a wrong secret by %s is told invalid_client',
    async (way) => {
      const { appId } = await registerApplication(tenant)
      const config = await discover(appId, client[way]('wrong'))
      await expect(
        client.clientCredentialsGrant(config, { scope: 'https://outlook.office365.com/.default' }),
      ).rejects.toMatchObject({
        error: 'invalid_client',
        status: 401,
        error_description: expect.stringMatching(/^AADSTS7000215/) as unknown,
      })
    },
  )

  test('proves an application by certificate once it names it and its address as Entra wants', async () => {
    const application = await registerApplication(tenant)
    const certificate = await makeClientCertificate()
    await application.change({ keyCredentials: [certificate.keyCredential] })
    const der = Buffer.from(certificate.keyPem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
    const key = await crypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, [
      'sign',
    ])
    const plain = await discover(application.appId, client.PrivateKeyJwt(key))
    const scope = 'https://outlook.office365.com/.default'
    await expect(client.clientCredentialsGrant(plain, { scope })).rejects.toMatchObject({
      error_description: expect.stringMatching(/^AADSTS50027: .*No certificate thumbprint/) as unknown,
    })
    const named = await discover(
      application.appId,
      client.PrivateKeyJwt(key, {
        [client.modifyAssertion]: (header, payload) => {
          header['x5t#S256'] = certificate.x5tS256
          payload.aud = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
        },
      }),
    )
    const tokens = await client.clientCredentialsGrant(named, { scope })
    expect(decodeJwt(tokens.access_token)).toMatchObject({ appid: application.appId, appidacr: '2' })
  })

  test('leads a person out', async () => {
    const config = await discover(signInClientId)
    const address = client.buildEndSessionUrl(config, {
      post_logout_redirect_uri: 'http://localhost:5000/',
      state: 'out',
    })
    const response = await walker.open(address.href)
    expect(response.headers.get('location')).toBe('http://localhost:5000/?state=out')
  })
})
