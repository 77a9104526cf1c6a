import { InteractionRequiredAuthError } from '@azure/msal-node'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { graph, luc, marieEve, newProof, sophie, stoppedClock, tenantId } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { interactive, msalScopes, publicClient } from '#support/msal-clients.ts'
import { PageWalker } from '#support/page-walker.ts'

const scopes = msalScopes
let tenant: Tenant
let walker: PageWalker

beforeEach(() => {
  tenant = createTenant()
  walker = new PageWalker(tenant.fetch)
})

describe('MSAL’s public client', () => {
  test.each(['organizations', 'common', tenantId, 'erablieredunord.example'])('signs in at %s', async (at) => {
    const {
      account,
      accessToken,
      scopes: given,
    } = await interactive(publicClient(tenant, { at }), walker, { account: marieEve })
    expect(account).toMatchObject({
      tenantId,
      localAccountId: marieEve,
      username: 'me.tremblay@erablieredunord.example',
    })
    expect(given).toEqual(expect.arrayContaining(scopes))
    expect(decodeJwt(accessToken)).toMatchObject({ aud: 'https://graph.microsoft.com', tid: tenantId, oid: marieEve })
  })

  test('is told of a refused consent', async () => {
    await expect(
      interactive(publicClient(tenant), walker, { account: marieEve, consent: 'cancel' }),
    ).rejects.toMatchObject({
      errorCode: 'access_denied',
      errorMessage: expect.stringContaining('AADSTS65004') as unknown,
    })
  })

  test('is told that only an administrator may consent', async () => {
    await expect(interactive(publicClient(tenant), walker, { account: sophie })).rejects.toMatchObject({
      errorCode: 'access_denied',
      errorMessage: expect.stringContaining('AADSTS90094') as unknown,
    })
  })

  test('reads Graph with what it got', async () => {
    const { accessToken } = await interactive(publicClient(tenant), walker, { account: luc })
    expect((await graph(tenant, accessToken, 'GET', '/me')).body).toMatchObject({ id: luc })
  })

  test('asks for one scope more and gets it added to the others', async () => {
    const client = publicClient(tenant)
    await interactive(client, walker, { account: marieEve })
    const { scopes: given } = await interactive(client, walker, { account: marieEve }, { scopes: ['Policy.Read.All'] })
    expect(given).toEqual(expect.arrayContaining([...scopes, 'Policy.Read.All']))
  })

  test('gets a token for Exchange with the refresh token it has for Graph, once that is consented', async () => {
    const client = publicClient(tenant)
    const { account } = await interactive(client, walker, { account: marieEve })
    const ask = { account: account ?? nobody(), scopes: ['https://outlook.office365.com/EWS.AccessAsUser.All'] }
    await expect(client.acquireTokenSilent(ask)).rejects.toMatchObject({ subError: 'consent_required' })
    await interactive(client, walker, { account: marieEve }, { scopes: ask.scopes })
    const { accessToken } = await client.acquireTokenSilent({ ...ask, forceRefresh: true })
    expect(decodeJwt(accessToken)).toMatchObject({ aud: 'https://outlook.office365.com', scp: 'EWS.AccessAsUser.All' })
  })

  test('takes up the browser’s session without a page when it asks no account', async () => {
    await interactive(publicClient(tenant), walker, { account: marieEve })
    const { account } = await interactive(
      publicClient(tenant),
      walker,
      { account: 'nobody' },
      { prompt: '', loginHint: 'me.tremblay@erablieredunord.example' },
    )
    expect(account?.localAccountId).toBe(marieEve)
  })

  test('asks for continuous access with a capability, and its token says so', async () => {
    const client = publicClient(tenant, { clientCapabilities: ['CP1'] })
    const { accessToken, expiresOn } = await interactive(client, walker, { account: marieEve })
    expect(decodeJwt(accessToken).xms_cc).toEqual(['CP1'])
    expect((expiresOn?.getTime() ?? 0) - Date.now()).toBeGreaterThan(20 * 3600_000)
  })

  test('meets a claims challenge: Graph ends the token, the refresh token is revoked, a new sign-in heals it', async () => {
    const clock = stoppedClock(new Date().toISOString())
    tenant = createTenant({ clock })
    walker = new PageWalker(tenant.fetch)
    const client = publicClient(tenant, { clientCapabilities: ['CP1'] })
    const { account, accessToken } = await interactive(client, walker, { account: marieEve })
    clock.forward(2000)
    tenant.revokeSessions(marieEve)
    const refused = await graph(tenant, accessToken, 'GET', '/me')
    expect(refused.body.error?.code).toBe('InvalidAuthenticationToken')
    const [, claims = ''] = /claims="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '') ?? []
    const asked = Buffer.from(claims, 'base64').toString()
    expect(JSON.parse(asked)).toMatchObject({ access_token: { nbf: { essential: true } } })
    await expect(
      client.acquireTokenSilent({ account: account ?? nobody(), scopes, claims: asked }),
    ).rejects.toMatchObject({ errorNo: 50173, subError: 'bad_token' })
    clock.forward(1000)
    const again = await interactive(client, walker, { account: marieEve }, { claims: asked })
    expect((await graph(tenant, again.accessToken, 'GET', '/me')).body).toMatchObject({ id: marieEve })
  })

  test('is told by an InteractionRequiredAuthError what only a browser can mend', async () => {
    const client = publicClient(tenant)
    const { account } = await interactive(client, walker, { account: marieEve })
    tenant.policies.conditionalAccess = 'mfa'
    const refused = await client
      .acquireTokenSilent({ account: account ?? nobody(), scopes, forceRefresh: true })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(InteractionRequiredAuthError)
    expect(refused).toMatchObject({ errorCode: 'invalid_grant', errorNo: 50076, subError: 'basic_action' })
    const { claims } = refused as InteractionRequiredAuthError
    expect(JSON.parse(claims)).toMatchObject({ access_token: { capolids: { essential: true } } })
    const healed = await interactive(client, walker, { account: marieEve }, { claims })
    expect(decodeJwt(healed.accessToken).amr).toEqual(['pwd', 'mfa'])
    const later = await client.acquireTokenSilent({ account: account ?? nobody(), scopes, forceRefresh: true })
    expect(decodeJwt(later.accessToken).amr).toEqual(['pwd', 'mfa'])
  })

  test('has no business at consumers', async () => {
    const client = publicClient(tenant, { at: 'consumers' })
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

function nobody(): never {
  throw new Error('nobody is signed in')
}
