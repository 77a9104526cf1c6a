import {
  ConfidentialClientApplication,
  InteractionRequiredAuthError,
  LogLevel,
  PublicClientApplication,
  type AuthenticationResult,
} from '@azure/msal-node'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  exchangeAppId,
  fullAccess,
  graph,
  luc,
  marieEve,
  newProof,
  signIn,
  signInClientId,
  sophie,
  stoppedClock,
  tenantId,
} from '#practice/rehearsal.ts'
import { createTenant, type Tenant } from '#practice/tenant.ts'
import { msalNetwork } from '#support/msal-network.ts'
import { PageWalker, type Person } from '#support/page-walker.ts'
import {
  applicationReadAll,
  graphAppId,
  makeClientCertificate,
  registerApplication,
  userRead,
} from '#support/registered-application.ts'

const scopes = ['User.Read', 'Application.ReadWrite.All']
const exchange = 'https://outlook.office365.com/.default'
const authority = (name: string) => `https://login.microsoftonline.com/${name}`

let tenant: Tenant
let walker: PageWalker

beforeEach(() => {
  tenant = createTenant()
  walker = new PageWalker(tenant.fetch)
})

const system = () => ({ networkClient: msalNetwork(tenant.fetch), loggerOptions: { logLevel: LogLevel.Error } })

function publicClient(clientId = signInClientId, at = 'organizations'): PublicClientApplication {
  return new PublicClientApplication({ auth: { clientId, authority: authority(at) }, system: system() })
}

function confidentialClient(
  clientId: string,
  proof:
    { clientSecret: string } | { clientCertificate: { thumbprintSha256: string; privateKey: string; x5c?: string } },
  at = tenantId,
): ConfidentialClientApplication {
  return new ConfidentialClientApplication({ auth: { clientId, authority: authority(at), ...proof }, system: system() })
}

/** MSAL's own interactive flow, its loopback server and all; the walker is its browser. */
async function interactive(
  client: PublicClientApplication,
  person: Person,
  more: Partial<Parameters<PublicClientApplication['acquireTokenInteractive']>[0]> = {},
): Promise<AuthenticationResult> {
  return client.acquireTokenInteractive({
    scopes,
    prompt: 'select_account',
    ...more,
    openBrowser: async (address) => {
      const { answer, address: back } = await walker.signIn(address, person)
      if (back !== undefined) await fetch(back, { method: 'POST', body: new URLSearchParams(answer) })
    },
  })
}

describe('MSAL’s public client', () => {
  test.each(['organizations', 'common', tenantId, 'erablieredunord.example'])('signs in at %s', async (at) => {
    const {
      account,
      accessToken,
      scopes: given,
    } = await interactive(publicClient(signInClientId, at), { account: marieEve })
    expect(account).toMatchObject({
      tenantId,
      localAccountId: marieEve,
      username: 'me.tremblay@erablieredunord.example',
    })
    expect(given).toEqual(expect.arrayContaining(scopes))
    expect(decodeJwt(accessToken)).toMatchObject({ aud: 'https://graph.microsoft.com', tid: tenantId, oid: marieEve })
  })

  test('is told of a refused consent', async () => {
    await expect(interactive(publicClient(), { account: marieEve, consent: 'cancel' })).rejects.toMatchObject({
      errorCode: 'access_denied',
      errorMessage: expect.stringContaining('AADSTS65004') as unknown,
    })
  })

  test('is told that only an administrator may consent', async () => {
    await expect(interactive(publicClient(), { account: sophie })).rejects.toMatchObject({
      errorCode: 'access_denied',
      errorMessage: expect.stringContaining('AADSTS90094') as unknown,
    })
  })

  test('reads Graph with what it got', async () => {
    const { accessToken } = await interactive(publicClient(), { account: luc })
    expect((await graph(tenant, accessToken, 'GET', '/me')).body).toMatchObject({ id: luc })
  })

  test('asks for one scope more and gets it added to the others', async () => {
    const client = publicClient()
    await interactive(client, { account: marieEve })
    const { scopes: given } = await interactive(client, { account: marieEve }, { scopes: ['Policy.Read.All'] })
    expect(given).toEqual(expect.arrayContaining([...scopes, 'Policy.Read.All']))
  })

  test('gets a token for Exchange with the refresh token it has for Graph, once that is consented', async () => {
    const client = publicClient()
    const { account } = await interactive(client, { account: marieEve })
    const ask = { account: account ?? never(), scopes: ['https://outlook.office365.com/EWS.AccessAsUser.All'] }
    await expect(client.acquireTokenSilent(ask)).rejects.toMatchObject({ subError: 'consent_required' })
    await interactive(client, { account: marieEve }, { scopes: ask.scopes })
    const { accessToken } = await client.acquireTokenSilent({ ...ask, forceRefresh: true })
    expect(decodeJwt(accessToken)).toMatchObject({ aud: 'https://outlook.office365.com', scp: 'EWS.AccessAsUser.All' })
  })

  test('takes up the browser’s session without a page when it asks no account', async () => {
    await interactive(publicClient(), { account: marieEve })
    const { account } = await interactive(
      publicClient(),
      { account: 'nobody' },
      { prompt: '', loginHint: 'me.tremblay@erablieredunord.example' },
    )
    expect(account?.localAccountId).toBe(marieEve)
  })

  test('asks for continuous access with a capability, and its token says so', async () => {
    const client = new PublicClientApplication({
      auth: { clientId: signInClientId, authority: authority('organizations'), clientCapabilities: ['CP1'] },
      system: system(),
    })
    const { accessToken, expiresOn } = await interactive(client, { account: marieEve })
    expect(decodeJwt(accessToken).xms_cc).toEqual(['CP1'])
    expect((expiresOn?.getTime() ?? 0) - Date.now()).toBeGreaterThan(20 * 3600_000)
  })

  test('meets a claims challenge: Graph ends the token, the refresh token is revoked, a new sign-in heals it', async () => {
    const clock = stoppedClock(new Date().toISOString())
    tenant = createTenant({ clock })
    walker = new PageWalker(tenant.fetch)
    const client = new PublicClientApplication({
      auth: { clientId: signInClientId, authority: authority('organizations'), clientCapabilities: ['CP1'] },
      system: system(),
    })
    const { account, accessToken } = await interactive(client, { account: marieEve })
    clock.forward(2000)
    tenant.revokeSessions(marieEve)
    const refused = await graph(tenant, accessToken, 'GET', '/me')
    expect(refused.body.error?.code).toBe('InvalidAuthenticationToken')
    const [, claims = ''] = /claims="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '') ?? []
    const asked = Buffer.from(claims, 'base64').toString()
    expect(JSON.parse(asked)).toMatchObject({ access_token: { nbf: { essential: true } } })
    await expect(
      client.acquireTokenSilent({ account: account ?? never(), scopes, claims: asked }),
    ).rejects.toMatchObject({ errorNo: 50173, subError: 'bad_token' })
    clock.forward(1000)
    const again = await interactive(client, { account: marieEve }, { claims: asked })
    expect((await graph(tenant, again.accessToken, 'GET', '/me')).body).toMatchObject({ id: marieEve })
  })

  test('is told by an InteractionRequiredAuthError what only a browser can mend', async () => {
    const client = publicClient()
    const { account } = await interactive(client, { account: marieEve })
    tenant.policies.conditionalAccess = 'mfa'
    const refused = await client
      .acquireTokenSilent({ account: account ?? never(), scopes, forceRefresh: true })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(InteractionRequiredAuthError)
    expect(refused).toMatchObject({ errorCode: 'invalid_grant', errorNo: 50076, subError: 'basic_action' })
    const { claims } = refused as InteractionRequiredAuthError
    expect(JSON.parse(claims)).toMatchObject({ access_token: { capolids: { essential: true } } })
    const healed = await interactive(client, { account: marieEve }, { claims })
    expect(decodeJwt(healed.accessToken).amr).toEqual(['pwd', 'mfa'])
    const later = await client.acquireTokenSilent({ account: account ?? never(), scopes, forceRefresh: true })
    expect(decodeJwt(later.accessToken).amr).toEqual(['pwd', 'mfa'])
  })

  test('has no business at consumers', async () => {
    const client = publicClient(signInClientId, 'consumers')
    await expect(
      client.acquireTokenByCode({
        code: 'x',
        redirectUri: 'http://localhost',
        scopes,
        codeVerifier: newProof().verifier,
      }),
    ).rejects.toMatchObject({ errorCode: 'invalid_request', errorNo: 9002332 })
  })
})

describe('MSAL’s device code', () => {
  const ask = (client: PublicClientApplication, person: Person, page?: (code: string) => void) =>
    client.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode, verificationUri }) => {
        page?.(userCode)
        void walker.enterCode(verificationUri, userCode, person)
      },
    })

  test('is typed on the page, and the poll is answered', async () => {
    const result = await ask(publicClient(), { account: marieEve }, (code) => expect(code).toMatch(/^[A-Z2-9]{9}$/))
    expect(result?.account).toMatchObject({ localAccountId: marieEve, tenantId })
    expect(decodeJwt(result?.accessToken ?? '').scp).toContain('Application.ReadWrite.All')
  })

  test('works for Microsoft’s own Graph client, which asks consent as any other', async () => {
    const result = await ask(publicClient('14d82eec-204b-4c2f-b7e8-296a70dab67e'), { account: luc })
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
      appid: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
      app_displayname: 'Microsoft Graph Command Line Tools',
    })
  })

  test('stops at a company that forbids it, though the browser was let in', async () => {
    tenant.policies.conditionalAccess = 'block-device-code'
    await expect(ask(publicClient(), { account: marieEve })).rejects.toThrow('post_request_failed: invalid_grant')
  })

  test('ends when the person declines', async () => {
    await expect(ask(publicClient(), { account: marieEve, consent: 'cancel' })).rejects.toThrow(
      'post_request_failed: authorization_declined',
    )
  })

  test('is refused to an application that is no public client', async () => {
    const { appId } = await registerApplication(tenant)
    await expect(ask(publicClient(appId, tenantId), { account: luc })).rejects.toThrow(
      'post_request_failed: invalid_client',
    )
  })
})

describe('MSAL’s confidential client', () => {
  test('proves itself by secret', async () => {
    const { appId, secret, principalId } = await registerApplication(tenant)
    const result = await confidentialClient(appId, { clientSecret: secret }).acquireTokenByClientCredential({
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
      confidentialClient(appId, proof).acquireTokenByClientCredential({ scopes: [exchange] }),
    ).rejects.toMatchObject({ errorCode: 'invalid_client', errorNo: code })
  })

  test('proves itself by certificate, and the token says so', async () => {
    const application = await registerApplication(tenant)
    const certificate = await makeClientCertificate()
    await application.change({ keyCredentials: [certificate.keyCredential] })
    const thumbprintSha256 = Buffer.from(certificate.x5tS256, 'base64url').toString('hex')
    const client = confidentialClient(application.appId, {
      clientCertificate: { thumbprintSha256, privateKey: certificate.keyPem, x5c: certificate.certPem },
    })
    const first = await client.acquireTokenByClientCredential({ scopes: [exchange] })
    expect(decodeJwt(first?.accessToken ?? '')).toMatchObject({ appid: application.appId, appidacr: '2' })
    // MSAL shows the same assertion again while it is valid.
    const second = await client.acquireTokenByClientCredential({ scopes: [exchange], skipCache: true })
    expect(second?.accessToken).not.toBe(first?.accessToken)
  })

  test('is refused with a certificate nobody registered', async () => {
    const { appId } = await registerApplication(tenant)
    const { x5tS256, keyPem } = await makeClientCertificate()
    const thumbprintSha256 = Buffer.from(x5tS256, 'base64url').toString('hex')
    await expect(
      confidentialClient(appId, {
        clientCertificate: { thumbprintSha256, privateKey: keyPem },
      }).acquireTokenByClientCredential({
        scopes: [exchange],
      }),
    ).rejects.toMatchObject({ errorCode: 'invalid_client', errorNo: 700027 })
  })

  test('keeps an old token until it skips its cache, and then sees the new grant', async () => {
    const { appId, secret, principalId } = await registerApplication(tenant)
    const client = confidentialClient(appId, { clientSecret: secret })
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
    const client = confidentialClient(appId, { clientSecret: secret })
    const redirectUri = 'https://app.erablieredunord.example/signed-in'
    const address = await client.getAuthCodeUrl({ scopes: ['User.Read'], redirectUri, state: 'here' })
    const { answer, address: back } = await walker.signIn(address, { account: sophie })
    expect(back).toMatch(/^https:\/\/app\.erablieredunord\.example\/signed-in\?/)
    const result = await client.acquireTokenByCode({ code: answer.code ?? '', redirectUri, scopes: ['User.Read'] })
    expect(decodeJwt(result.accessToken)).toMatchObject({ appid: appId, appidacr: '1', oid: sophie })
    const silent = await client.acquireTokenSilent({
      account: result.account ?? never(),
      scopes: ['User.Read'],
      forceRefresh: true,
    })
    expect(decodeJwt(silent.accessToken).appidacr).toBe('1')
  })

  test('belongs to one company and is refused at organizations', async () => {
    const { appId } = await registerApplication(tenant, { publicClient: { redirectUris: ['http://localhost'] } })
    const { challenge } = newProof()
    const address = await publicClient(appId).getAuthCodeUrl({
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
    const result = await confidentialClient(appId, { clientSecret: secret }).acquireTokenByClientCredential({
      scopes: ['https://graph.microsoft.com/.default'],
    })
    expect(decodeJwt(result?.accessToken ?? '')).not.toHaveProperty('roles')
    expect((await graph(tenant, result?.accessToken ?? '', 'GET', '/applications')).body.error?.code).toBe(
      'Authorization_RequestDenied',
    )
  })
})

function never(): never {
  throw new Error('nobody is signed in')
}
