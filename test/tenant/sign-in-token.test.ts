import { randomUUID } from 'node:crypto'
import { decodeJwt, importPKCS8, SignJWT } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  authorizeAddress,
  luc,
  marieEve,
  newProof,
  redirectUri,
  signInClientId,
  sophie,
  stoppedClock,
  tenantId,
} from '#practice/rehearsal.ts'
import { createTenant, type Tenant } from '#practice/tenant.ts'
import { PageWalker } from '#support/page-walker.ts'
import {
  makeClientCertificate,
  registerApplication,
  type ClientCertificate,
  type RegisteredApplication,
} from '#support/registered-application.ts'

const host = 'https://login.microsoftonline.com'
const exchange = 'https://outlook.office365.com'
const clock = stoppedClock()
let tenant: Tenant
let walker: PageWalker

beforeEach(() => {
  tenant = createTenant({ clock })
  walker = new PageWalker(tenant.fetch)
})

type Fields = Readonly<Record<string, string>>

async function post(path: string, fields: Fields, headers: Fields = {}) {
  const response = await tenant.fetch(
    new Request(`${host}/${path}`, { method: 'POST', body: new URLSearchParams(fields), headers }),
  )
  const body = (await response.json()) as Record<string, unknown>
  return { status: response.status, headers: response.headers, ...body } as Record<string, unknown> & {
    headers: Headers
  }
}

describe('an application’s own token', () => {
  let application: RegisteredApplication
  const fields = (more: Fields = {}) => ({ grant_type: 'client_credentials', client_id: application.appId, ...more })

  beforeEach(async () => {
    application = await registerApplication(tenant)
  })

  test.each([
    ['https://outlook.office365.com/.default', 'https://outlook.office365.com'],
    ['https://outlook.office365.com//.default', 'https://outlook.office365.com/'],
    ['https://outlook.office.com/.default', 'https://outlook.office.com'],
    ['00000002-0000-0ff1-ce00-000000000000/.default', '00000002-0000-0ff1-ce00-000000000000'],
    ['https://graph.microsoft.com/.default', 'https://graph.microsoft.com'],
    ['00000003-0000-0000-c000-000000000000/.default', '00000003-0000-0000-c000-000000000000'],
  ])('for scope %s has the audience %s', async (scope, audience) => {
    const answer = await post(`${tenantId}/oauth2/v2.0/token`, fields({ client_secret: application.secret, scope }))
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 })
    expect(answer).not.toHaveProperty('refresh_token')
    expect(decodeJwt(String(answer.access_token))).toMatchObject({
      aud: audience,
      iss: `https://sts.windows.net/${tenantId}/`,
      ver: '1.0',
      appid: application.appId,
    })
  })

  test.each([exchange, `${exchange}/`, '00000002-0000-0ff1-ce00-000000000000'])(
    'for resource %s comes in the older style, numbers as text',
    async (resource) => {
      const answer = await post(`${tenantId}/oauth2/token`, fields({ client_secret: application.secret, resource }))
      const seconds = Math.floor(clock.now().getTime() / 1000)
      expect(answer).toMatchObject({
        token_type: 'Bearer',
        expires_in: '3599',
        expires_on: String(seconds + 3599),
        not_before: String(seconds),
        resource,
      })
      expect(decodeJwt(String(answer.access_token)).aud).toBe(resource)
    },
  )

  test('the secret may come as Basic, form-encoded first', async () => {
    const pair = `${application.appId}:${encodeURIComponent(application.secret)}`
    const answer = await post(
      'erablieredunord.example/oauth2/v2.0/token',
      { grant_type: 'client_credentials', scope: `${exchange}/.default` },
      { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
    )
    expect(decodeJwt(String(answer.access_token)).appidacr).toBe('1')
  })

  test.each<[string, string, Fields, string, number]>([
    ['a wrong secret', tenantId, { client_secret: 'nope' }, 'invalid_client', 7000215],
    ['no proof', tenantId, {}, 'invalid_client', 7000218],
    [
      'an explicit scope',
      tenantId,
      { client_secret: '*', scope: `${exchange}/EWS.AccessAsUser.All` },
      'invalid_scope',
      1002012,
    ],
    ['two scopes', tenantId, { client_secret: '*', scope: `${exchange}/.default openid` }, 'invalid_scope', 1002012],
    ['no scope', tenantId, { client_secret: '*', scope: '' }, 'invalid_request', 900144],
    [
      'a resource nobody has',
      tenantId,
      { client_secret: '*', scope: 'https://x.example/.default' },
      'invalid_resource',
      500011,
    ],
    ['organizations', 'organizations', { client_secret: '*' }, 'invalid_request', 50059],
    ['consumers', 'consumers', { client_secret: '*' }, 'invalid_request', 9002332],
    ['another company', 'contoso.example', { client_secret: '*' }, 'invalid_request', 90002],
    ['another grant type', tenantId, { grant_type: 'password' }, 'unsupported_grant_type', 70003],
    ['a secret twice told wrong', tenantId, { client_secret: '' }, 'invalid_client', 7000215],
  ])('%s is refused', async (_, at, change, error, code) => {
    const secret = change.client_secret === '*' ? { client_secret: application.secret } : {}
    const answer = await post(
      `${at}/oauth2/v2.0/token`,
      fields({ scope: `${exchange}/.default`, ...change, ...secret }),
    )
    expect(answer).toMatchObject({ error, error_codes: [code], error_uri: `${host}/error?code=${code}` })
    expect(answer).not.toHaveProperty('access_token')
    expect(answer.error_description).toMatch(
      new RegExp(
        `^AADSTS${code}: .* Trace ID: \\S{36} Correlation ID: \\S{36} Timestamp: 2026-11-\\d\\d \\d\\d:\\d\\d:\\d\\dZ$`,
        's',
      ),
    )
  })

  test('the caller’s correlation id comes back in the body, and in the header if it asks', async () => {
    const id = randomUUID()
    const answer = await post(`${tenantId}/oauth2/v2.0/token`, fields(), {
      'client-request-id': id,
      'return-client-request-id': 'true',
    })
    expect(answer.correlation_id).toBe(id)
    expect(answer.headers.get('client-request-id')).toBe(id)
    expect(answer.headers.get('x-ms-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test.each(['GET', 'PUT'])('%s is no way to ask', async (method) => {
    const response = await tenant.fetch(new Request(`${host}/${tenantId}/oauth2/v2.0/token`, { method }))
    expect(await response.json()).toMatchObject({
      error: 'invalid_request',
      error_description: expect.stringContaining(
        `AADSTS900561: The endpoint only accepts POST requests. Received a ${method}`,
      ) as unknown,
    })
  })
})

describe('a certificate', () => {
  let certificate: ClientCertificate
  let application: RegisteredApplication

  beforeAll(async () => {
    certificate = await makeClientCertificate(clock.now())
  })

  beforeEach(async () => {
    application = await registerApplication(tenant)
    await application.change({ keyCredentials: [certificate.keyCredential] })
  })

  interface Change {
    readonly header?: Record<string, string | undefined>
    readonly claims?: Record<string, unknown>
    readonly keyPem?: string
    readonly alg?: string
  }

  async function ask(
    { header = {}, claims = {}, keyPem = certificate.keyPem, alg = 'RS256' }: Change,
    version: 1 | 2 = 2,
  ) {
    const now = Math.floor(clock.now().getTime() / 1000)
    const id = application.appId
    const given: Record<string, unknown> = {
      aud: `${host}/${tenantId}/oauth2/v2.0/token`,
      iss: id,
      sub: id,
      jti: randomUUID(),
      nbf: now,
      exp: now + 600,
      ...claims,
    }
    const assertion = await new SignJWT(
      Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    )
      .setProtectedHeader({ alg, typ: 'JWT', 'x5t#S256': certificate.x5tS256, ...header })
      .sign(await importPKCS8(keyPem, alg))
    return post(`${tenantId}/oauth2/${version === 2 ? 'v2.0/' : ''}token`, {
      grant_type: 'client_credentials',
      client_id: id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...(version === 2 ? { scope: `${exchange}/.default` } : { resource: exchange }),
    })
  }

  test.each<[string, Change, 1 | 2]>([
    ['by its SHA-256', {}, 2],
    ['by its SHA-1', { header: { 'x5t#S256': undefined, x5t: 'SHA1' } }, 2],
    ['with PS256', { alg: 'PS256' }, 2],
    ['for the older endpoint', { claims: { aud: `${host}/${tenantId}/oauth2/token` } }, 1],
    ['addressed by domain', { claims: { aud: `${host}/erablieredunord.example/oauth2/v2.0/token` } }, 2],
    ['addressed to the issuer', { claims: { aud: `${host}/${tenantId}/v2.0` } }, 2],
  ])('proves an application %s', async (_, change, version) => {
    const wanted: Change['header'] = change.header
    const header = wanted?.x5t === 'SHA1' ? { ...wanted, x5t: certificate.x5t } : wanted
    const answer = await ask({ ...change, ...(header === undefined ? {} : { header }) }, version)
    expect(decodeJwt(String(answer.access_token))).toMatchObject({ appid: application.appId, appidacr: '2' })
  })

  test.each<[string, Change, number, RegExp]>([
    ['names no certificate', { header: { 'x5t#S256': undefined } }, 50027, /No certificate thumbprint specified/],
    [
      'names another one',
      { header: { 'x5t#S256': 'A'.repeat(43) } },
      700027,
      /Reason - The key was not found\., Thumbprint of key used by client: '0{62}/,
    ],
    [
      'is addressed elsewhere',
      { claims: { aud: 'https://login.example/token' } },
      700023,
      /audience claim does not match/,
    ],
    [
      'is over',
      { claims: { nbf: 1_700_000_000, exp: 1_700_000_600 } },
      700024,
      /not within its valid time range.*2023-11-14T22:23:20\.000Z/,
    ],
    [
      'has not begun',
      { claims: { nbf: 2_000_000_000, exp: 2_000_000_600 } },
      700024,
      /not within its valid time range/,
    ],
    ['never ends', { claims: { exp: undefined } }, 50027, /exp is missing/],
    ['has no jti', { claims: { jti: undefined } }, 50027, /jti is missing/],
    ['speaks for another', { claims: { sub: signInClientId } }, 700021, /doesn't match 'client_id'/],
    ['is issued by another', { claims: { iss: signInClientId } }, 700021, /doesn't match 'client_id'/],
  ])('an assertion that %s is refused', async (_, change, code, says) => {
    const answer = await ask(change)
    expect(answer).toMatchObject({ error: 'invalid_client', error_codes: [code], status: 401 })
    expect(answer.error_description).toMatch(says)
  })

  test('an assertion signed with another key says which one was expected', async () => {
    const { keyPem } = await makeClientCertificate(clock.now())
    const answer = await ask({ keyPem })
    expect(answer).toMatchObject({ error_codes: [700027] })
    expect(answer.error_description).toMatch(
      /signature value did not match .* Found key 'Start=2026-11-21T\S+, End=2027-09-18/,
    )
  })

  test('a certificate past its end is refused as such', async () => {
    clock.forward(301 * 24 * 3600_000)
    const answer = await ask({})
    clock.forward(-301 * 24 * 3600_000)
    expect(answer).toMatchObject({ error_codes: [700027] })
    expect(answer.error_description).toContain('Reason - The key used is expired.')
  })

  test.each([
    ['not a JWT', { client_assertion: 'x.y.z' }, 50027],
    ['a type nobody knows', { client_assertion_type: 'urn:x' }, 50012],
  ])('%s is refused', async (_, change, code) => {
    const answer = await post(`${tenantId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: application.appId,
      scope: `${exchange}/.default`,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: 'eyJhbGciOiJSUzI1NiJ9.e30.x',
      ...change,
    })
    expect(answer).toMatchObject({ error: 'invalid_client', error_codes: [code] })
  })
})

describe('a code at the older addresses', () => {
  const resource = 'https://graph.microsoft.com'

  async function redeem(account: string, more: Fields = {}, change: Record<string, string> = {}) {
    const proof = newProof()
    const address = authorizeAddress(proof, { scope: undefined, resource, ...change }, tenantId).replace(
      '/oauth2/v2.0/',
      '/oauth2/',
    )
    const { answer } = await walker.signIn(address, { account })
    return post(`${tenantId}/oauth2/token`, {
      grant_type: 'authorization_code',
      client_id: signInClientId,
      code: answer.code ?? '',
      redirect_uri: redirectUri,
      code_verifier: proof.verifier,
      ...more,
    })
  }

  test('brings tokens of the older generation, and all three of them', async () => {
    const answer = await redeem(luc)
    expect(answer).toMatchObject({ resource, expires_in: '4599', scope: 'User.Read Application.ReadWrite.All' })
    expect(decodeJwt(String(answer.id_token))).toMatchObject({
      iss: `https://sts.windows.net/${tenantId}/`,
      ver: '1.0',
      upn: 'l.belanger.admin@erablieredunord.example',
      unique_name: 'l.belanger.admin@erablieredunord.example',
      given_name: 'Luc',
      aud: signInClientId,
    })
    expect(answer).toHaveProperty('refresh_token')
  })

  test('the refresh token serves another resource by name', async () => {
    const { refresh_token: kept } = await redeem(luc)
    const ask = { grant_type: 'refresh_token', client_id: signInClientId, refresh_token: String(kept) }
    const answer = await post(`${tenantId}/oauth2/token`, { ...ask, resource: exchange })
    expect(decodeJwt(String(answer.access_token))).toMatchObject({ aud: exchange, oid: luc })
    const bare = await post(`${tenantId}/oauth2/token`, ask)
    expect(bare.resource).toBe(resource)
  })

  test('a resource at the newer ones is refused', async () => {
    const { answer } = await walker.signIn(authorizeAddress(newProof(), { resource }, tenantId), { account: luc })
    expect(answer.error_description).toMatch(/^AADSTS901002: The 'resource' request parameter is not supported\./)
  })
})

describe('a code at the newer addresses', () => {
  async function begin(account: string, scope: string) {
    const proof = newProof()
    const { answer } = await walker.signIn(authorizeAddress(proof, { scope }, tenantId), { account })
    return { code: answer.code ?? '', verifier: proof.verifier, answer }
  }

  const redeem = (begun: { code: string; verifier: string }, more: Fields = {}) =>
    post(`${tenantId}/oauth2/v2.0/token`, {
      grant_type: 'authorization_code',
      client_id: signInClientId,
      code: begun.code,
      redirect_uri: redirectUri,
      code_verifier: begun.verifier,
      ...more,
    })

  test.each([
    ['openid User.Read', 'User.Read openid'],
    ['openid profile https://graph.microsoft.com/User.Read', 'https://graph.microsoft.com/User.Read openid profile'],
    ['00000003-0000-0000-c000-000000000000/User.Read', '00000003-0000-0000-c000-000000000000/User.Read'],
    ['https://outlook.office365.com/EWS.AccessAsUser.All', 'https://outlook.office365.com/EWS.AccessAsUser.All'],
  ])('for %s says what was given', async (scope, given) => {
    expect((await redeem(await begin(sophie, scope))).scope).toBe(given)
  })

  test('/.default gives all that is registered', async () => {
    const answer = await redeem(await begin(marieEve, 'https://graph.microsoft.com/.default'))
    expect(decodeJwt(String(answer.access_token)).scp).toBe('User.Read Application.ReadWrite.All')
  })

  test.each([
    ['https://graph.microsoft.com/.default User.Read', 'AADSTS70011'],
    ['User.Read https://outlook.office365.com/EWS.AccessAsUser.All', 'AADSTS28000'],
    ['User.Reed', 'AADSTS650053'],
    ['https://nowhere.example/Read', 'AADSTS500011'],
  ])('%s is sent back with %s', async (scope, code) => {
    expect((await begin(sophie, scope)).answer.error_description).toMatch(new RegExp(`^${code}: `))
  })

  test('a scope not consented is refused at the token, with what to do', async () => {
    const begun = await begin(marieEve, 'openid offline_access User.Read')
    const answer = await redeem(begun, { scope: 'Policy.Read.All' })
    expect(answer).toMatchObject({ error: 'invalid_grant', error_codes: [65001], suberror: 'consent_required' })
  })

  test('a refresh token is replaced each time, and without a scope serves the same one', async () => {
    const first = await redeem(await begin(marieEve, 'openid offline_access User.Read'))
    const ask = { grant_type: 'refresh_token', client_id: signInClientId, refresh_token: String(first.refresh_token) }
    const second = await post(`${tenantId}/oauth2/v2.0/token`, ask)
    expect(second.scope).toBe(first.scope)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(await post(`${tenantId}/oauth2/v2.0/token`, ask)).toHaveProperty('access_token')
    const stranger = await post(`${tenantId}/oauth2/v2.0/token`, {
      ...ask,
      client_id: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
    })
    expect(stranger).toMatchObject({ error: 'invalid_grant', suberror: 'bad_token' })
  })

  test('userinfo says who it is, to a token that may ask', async () => {
    const read = async (token: unknown) => {
      const headers = { authorization: `Bearer ${String(token)}` }
      return (await tenant.fetch(new Request('https://graph.microsoft.com/oidc/userinfo', { headers }))).json()
    }
    const { access_token: token, id_token: id } = await redeem(await begin(sophie, 'openid profile email'))
    expect(await read(token)).toMatchObject({
      name: 'Sophie Gagnon',
      given_name: 'Sophie',
      email: 's.gagnon@erablieredunord.example',
    })
    expect(decodeJwt(String(id)).email).toBe('s.gagnon@erablieredunord.example')
    const { access_token: without } = await redeem(await begin(sophie, 'User.Read'))
    expect(await read(without)).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
  })
})
