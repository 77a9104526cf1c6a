import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose'
import { expect, test } from 'vitest'
import {
  adminScopes,
  alex,
  authorizeAddress,
  graph,
  luc,
  marieEve,
  newProof,
  postToken,
  redirectUri,
  signIn,
  signInClientId,
  sophie,
  stoppedClock,
  tenantId,
  walk,
} from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '../../../tenant/tenant.ts'

interface Refused {
  error: string
  error_description: string
  error_codes: number[]
  suberror?: string
  trace_id: string
  correlation_id: string
  timestamp: string
}

async function newCode(tenant: Tenant, account = marieEve, change: Record<string, string> = {}) {
  const proof = newProof()
  const { answer } = await walk(tenant.fetch, authorizeAddress(proof, change, tenantId), { account })
  const fields = {
    client_id: signInClientId,
    grant_type: 'authorization_code',
    code: answer.code ?? '',
    redirect_uri: redirectUri,
    code_verifier: proof.verifier,
    scope: adminScopes,
    client_info: '1',
  }
  return fields
}

async function refusal(response: Response): Promise<Refused & { status: number }> {
  return { status: response.status, ...((await response.json()) as Refused) }
}

test('tokens verify with the published key and stand in the published discovery', async () => {
  const tenant = createTenant()
  const read = async (path: string): Promise<unknown> =>
    (await tenant.fetch(new Request(`https://login.microsoftonline.com/${path}`))).json()
  const metadata = (await read(`${tenantId}/v2.0/.well-known/openid-configuration`)) as Record<string, string>
  expect(metadata.issuer).toBe(`https://login.microsoftonline.com/${tenantId}/v2.0`)
  expect((await read('common/v2.0/.well-known/openid-configuration')) as object).toMatchObject({
    issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
  })
  const keys = (await read(new URL(metadata.jwks_uri ?? '').pathname.slice(1))) as JSONWebKeySet
  expect(Object.keys(keys.keys[0] ?? {})).not.toContain('d')
  const answer = (await (await postToken(tenant, await newCode(tenant))).json()) as { id_token: string }
  const { payload } = await jwtVerify(answer.id_token, createLocalJWKSet(keys), {
    issuer: metadata.issuer ?? '',
    audience: signInClientId,
  })
  expect(payload).toMatchObject({
    nonce: 'the-nonce',
    tid: tenantId,
    oid: marieEve,
    preferred_username: 'me.tremblay@erablieredunord.example',
    ver: '2.0',
  })
  expect(
    await read(
      'common/discovery/instance?api-version=1.1&authorization_endpoint=https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
    ),
  ).toHaveProperty('tenant_discovery_endpoint')
})

test('a guest is marked as one, and an ordinary member holds the member role alone', async () => {
  const tenant = createTenant()
  const idClaims = async (account: string, scope: string) => {
    const fields = { ...(await newCode(tenant, account, { scope })), scope }
    return decodeJwt(((await (await postToken(tenant, fields)).json()) as { id_token: string }).id_token)
  }
  expect(await idClaims(alex, adminScopes)).toMatchObject({
    acct: 1,
    wids: expect.arrayContaining(['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3']) as unknown,
  })
  expect(await idClaims(sophie, 'openid profile User.Read')).toMatchObject({
    acct: 0,
    wids: ['b79fbf4d-3ef9-4689-8143-76b194e85509'],
  })
})

test('the answer holds what was asked: no refresh token without offline_access, no id_token without openid', async () => {
  const tenant = createTenant()
  const whole = (await (await postToken(tenant, await newCode(tenant))).json()) as Record<string, unknown>
  expect(whole).toMatchObject({ token_type: 'Bearer', scope: 'User.Read Application.ReadWrite.All openid profile' })
  expect(whole).toHaveProperty('refresh_token')
  const scope = 'https://graph.microsoft.com/User.Read'
  const bare = (await (
    await postToken(tenant, { ...(await newCode(tenant, luc, { scope })), scope, client_info: '' })
  ).json()) as Record<string, unknown>
  expect(Object.keys(bare).sort()).toEqual(['access_token', 'expires_in', 'ext_expires_in', 'scope', 'token_type'])
  expect(bare.scope).toBe('https://graph.microsoft.com/User.Read')
})

test('a refresh token ages, and one nobody gave is refused so that MSAL asks for a new sign-in', async () => {
  const clock = stoppedClock()
  const tenant = createTenant({ clock })
  const { refresh_token } = (await (await postToken(tenant, await newCode(tenant))).json()) as { refresh_token: string }
  const ask = { grant_type: 'refresh_token', client_id: signInClientId, refresh_token, scope: adminScopes }
  expect(await (await postToken(tenant, ask)).json()).toMatchObject({ token_type: 'Bearer' })
  const forged = await refusal(await postToken(tenant, { ...ask, refresh_token: '1.forged' }))
  expect(forged).toMatchObject({ error: 'invalid_grant', suberror: 'bad_token' })
  clock.forward(91 * 24 * 3600_000)
  expect((await refusal(await postToken(tenant, ask))).error_codes).toEqual([700082])
})

test('a code works once, for ten minutes, for its verifier and its address', async () => {
  const clock = stoppedClock()
  const tenant = createTenant({ clock })
  const once = await newCode(tenant)
  expect((await refusal(await postToken(tenant, { ...once, code_verifier: newProof().verifier }))).error_codes).toEqual(
    [501481],
  )
  expect(
    (await refusal(await postToken(tenant, { ...once, redirect_uri: 'http://localhost:43118' }))).error_codes,
  ).toEqual([500112])
  expect((await refusal(await postToken(tenant, { ...once, client_secret: 'x' }))).error_codes).toEqual([700025])
  expect((await postToken(tenant, once)).status).toBe(200)
  expect(await refusal(await postToken(tenant, once))).toMatchObject({ error: 'invalid_grant', error_codes: [54005] })

  const late = await newCode(tenant)
  clock.forward(10 * 60_000)
  expect((await refusal(await postToken(tenant, late))).error_codes).toEqual([70008])
})

test('client credentials are refused in Entra’s words, one cause at a time', async () => {
  const clock = stoppedClock()
  const tenant = createTenant({ clock })
  const token = await signIn(tenant, luc)
  const { body } = await graph(tenant, token, 'POST', '/applications', { displayName: 'Prextra' })
  const appId = String(body.appId)
  const secret = await graph(tenant, token, 'POST', `/applications/${String(body.id)}/addPassword`, {
    passwordCredential: { endDateTime: '2026-12-01T00:00:00Z' },
  })
  const good = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: String(secret.body.secretText),
    scope: 'https://outlook.office365.com/.default',
  }
  const ask = async (change: Record<string, string>, at = tenantId) =>
    refusal(await postToken(tenant, { ...good, ...change }, at))

  expect(await ask({})).toMatchObject({ status: 400, error: 'unauthorized_client', error_codes: [7000229] })
  expect((await graph(tenant, token, 'POST', '/servicePrincipals', { appId })).status).toBe(201)
  expect((await postToken(tenant, good)).status).toBe(200)
  const wrong = await ask({ client_secret: 'abc8Q~nothing' })
  expect(wrong).toMatchObject({ status: 401, error: 'invalid_client', error_codes: [7000215] })
  expect(wrong.error_description).toMatch(
    /^AADSTS7000215: Invalid client secret provided\..* Trace ID: .* Correlation ID: .* Timestamp: 2026-11-22 14:00:00Z$/,
  )
  expect(wrong.error_description).toContain(wrong.trace_id)
  expect((await ask({ client_id: 'aaaaaaaa-58d7-4e19-9c4b-1d7e2f80a365' })).error_codes).toEqual([700016])
  expect((await ask({ scope: 'https://nowhere.example/.default' })).error_codes).toEqual([500011])
  expect((await ask({ scope: 'https://outlook.office365.com/EWS.AccessAsUser.All' })).error_codes).toEqual([1002012])
  expect((await ask({}, 'organizations')).error_codes).toEqual([50059])
  expect((await ask({}, 'contoso.example')).error_codes).toEqual([90002])
  expect((await ask({ grant_type: 'password' })).error).toBe('unsupported_grant_type')
  const without = { grant_type: good.grant_type, client_id: good.client_id, scope: good.scope }
  expect((await refusal(await postToken(tenant, without))).error_codes).toEqual([7000218])
  clock.forward(30 * 24 * 3600_000)
  expect(await ask({})).toMatchObject({ status: 401, error_codes: [7000222] })
})

test('the correlation id of the request comes back', async () => {
  const id = '6f0d1b5e-4d1c-47f7-a1f8-0d6f1e8f2b11'
  const response = await postToken(createTenant(), {
    grant_type: 'client_credentials',
    'client-request-id': id,
    client_id: 'x',
  })
  const body = await refusal(response)
  expect(body.correlation_id).toBe(id)
  expect(body.error_description).toContain(`Correlation ID: ${id}`)
})
