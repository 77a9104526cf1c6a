import { randomUUID } from 'node:crypto'
import { decodeJwt, importPKCS8, SignJWT } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signInClientId, stoppedClock, tenantId } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { postForm, type Fields } from '#support/post-form.ts'
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

beforeEach(() => {
  tenant = createTenant({ clock })
})

const post = (path: string, fields: Fields, headers: Fields = {}) => postForm(tenant, path, fields, headers)

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
