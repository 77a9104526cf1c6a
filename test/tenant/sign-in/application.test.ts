import { randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { stoppedClock, tenantId } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { postForm, type Fields } from '#support/post-form.ts'
import { registerApplication, type RegisteredApplication } from '#support/registered-application.ts'

const host = 'https://login.microsoftonline.com'
const exchange = 'https://outlook.office365.com'
const clock = stoppedClock()
let tenant: Tenant

beforeEach(() => {
  tenant = createTenant({ clock })
})

const post = (path: string, fields: Fields, headers: Fields = {}) => postForm(tenant, path, fields, headers)

describe('an application’s own token', () => {
  let application: RegisteredApplication
  const fields = (more: Fields = {}) => ({ grant_type: 'client_credentials', client_id: application.appId, ...more })

  beforeEach(async () => {
    application = await registerApplication(tenant)
  })

  test('a deactivated application gets no token any more, and gets them again once it is active', async () => {
    const ask = () =>
      post(
        `${tenantId}/oauth2/v2.0/token`,
        fields({ client_secret: application.secret, scope: `${exchange}/.default` }),
      )
    await application.change({ isDisabled: true })
    expect(await ask()).toMatchObject({
      error: 'unauthorized_client',
      error_codes: [7000112],
      error_description: expect.stringContaining('is disabled') as string,
    })
    await application.change({ isDisabled: false })
    expect(decodeJwt(String((await ask()).access_token))).toMatchObject({ appid: application.appId })
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
