import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { luc, marieEve, signIn, signInClientId, tenantId } from '#support/tenant-client.ts'
import { createTenant } from '#practice/tenant/tenant.ts'

const host = 'https://login.microsoftonline.com'
const personal = '9188040d-6c67-4c5b-b112-36a304b66dad'
const tenant = createTenant()

async function read(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await tenant.fetch(new Request(`${host}/${path}`))
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('OpenID discovery', () => {
  test.each([
    ['common', 'common', '{tenantid}'],
    ['organizations', 'organizations', '{tenantid}'],
    ['consumers', 'consumers', personal],
    [tenantId, tenantId, tenantId],
    ['erablieredunord.example', tenantId, tenantId],
    ['ERABLIEREDUNORD.onmicrosoft.example', tenantId, tenantId],
  ])('%s, v2.0', async (name, base, issuer) => {
    const { body } = await read(`${name}/v2.0/.well-known/openid-configuration`)
    expect(body).toMatchObject({
      issuer: `${host}/${issuer}/v2.0`,
      authorization_endpoint: `${host}/${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${host}/${base}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${host}/${base}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${host}/${base}/oauth2/v2.0/logout`,
      jwks_uri: `${host}/${base}/discovery/v2.0/keys`,
      userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    })
  })

  test.each([
    ['common', 'common', '{tenantid}'],
    ['organizations', 'organizations', '{tenantid}'],
    [tenantId, tenantId, tenantId],
    ['erablieredunord.example', tenantId, tenantId],
  ])('%s, without v2.0', async (name, base, issuer) => {
    const { body } = await read(`${name}/.well-known/openid-configuration`)
    expect(body).toMatchObject({
      issuer: `https://sts.windows.net/${issuer}/`,
      authorization_endpoint: `${host}/${base}/oauth2/authorize`,
      token_endpoint: `${host}/${base}/oauth2/token`,
      jwks_uri: `${host}/${base}/discovery/keys`,
      microsoft_multi_refresh_token: true,
    })
  })

  test('an unknown company is refused with its name, 90002', async () => {
    const { status, body } = await read('contoso.example/v2.0/.well-known/openid-configuration')
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] })
    expect(body.error_description).toMatch(/^AADSTS90002: Tenant 'contoso\.example' not found\./)
  })

  test('what is refused is not offered', async () => {
    const { body } = await read('common/v2.0/.well-known/openid-configuration')
    expect(body.response_types_supported).toEqual(['code'])
    expect(body.response_modes_supported).toEqual(['query', 'form_post'])
  })
})

describe('instance discovery', () => {
  const ask = (endpoint: string, version = '1.1') =>
    read(`common/discovery/instance?api-version=${version}&authorization_endpoint=${encodeURIComponent(endpoint)}`)

  test.each([
    ['login.microsoftonline.com', 'common'],
    ['login.microsoft.com', 'organizations'],
    ['login.windows.net', tenantId],
    ['sts.windows.net', tenantId],
    ['login.microsoftonline.us', 'common'],
    ['login.partner.microsoftonline.cn', 'common'],
  ])('knows %s', async (known, name) => {
    const { body } = await ask(`https://${known}/${name}/oauth2/v2.0/authorize`)
    expect(body.tenant_discovery_endpoint).toBe(`https://${known}/${name}/v2.0/.well-known/openid-configuration`)
    const { aliases } = (body.metadata as { aliases: string[] }[]).find((cloud) => cloud.aliases.includes(known)) ?? {
      aliases: [],
    }
    expect(aliases).toContain(known)
  })

  test('api-version 1.0 names the place alone', async () => {
    const { body } = await ask(`${host}/common/oauth2/authorize`, '1.0')
    expect(body).toEqual({ tenant_discovery_endpoint: `${host}/common/.well-known/openid-configuration` })
  })

  test.each(['https://login.evil.example/common/oauth2/v2.0/authorize', 'login.microsoftonline.com', ''])(
    'does not know %j',
    async (endpoint) => {
      expect((await ask(endpoint)).body).toMatchObject({ error: 'invalid_instance', error_codes: [50049] })
    },
  )
})

describe('the published key', () => {
  const keys = (path: string) =>
    createRemoteJWKSet(new URL(`${host}/${path}`), {
      [customFetch]: (url, init) => tenant.fetch(new Request(url, init)),
    })

  test.each([`${tenantId}/discovery/v2.0/keys`, 'common/discovery/v2.0/keys', `${tenantId}/discovery/keys`])(
    'at %s verifies a Graph token',
    async (path) => {
      const token = await signIn(tenant, marieEve)
      const { payload } = await jwtVerify(token, keys(path), {
        issuer: `https://sts.windows.net/${tenantId}/`,
        audience: 'https://graph.microsoft.com',
        algorithms: ['RS256'],
      })
      expect(payload).toMatchObject({ appid: signInClientId, oid: marieEve, ver: '1.0', appidacr: '0', amr: ['pwd'] })
    },
  )

  test('is named by the token’s own header, and holds nothing secret', async () => {
    const { kid } = decodeProtectedHeader(await signIn(tenant, luc))
    const { body } = await read(`${tenantId}/discovery/v2.0/keys`)
    const [key] = body.keys as Record<string, unknown>[]
    expect(key).toMatchObject({ kid, kty: 'RSA', use: 'sig', issuer: `${host}/${tenantId}/v2.0` })
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(key).not.toHaveProperty(secret)
  })

  test('of another practice tenant does not verify it', async () => {
    await expect(jwtVerify(await signIn(createTenant(), luc), keys('common/discovery/v2.0/keys'))).rejects.toThrow()
  })
})
