import { decodeJwt } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { luc, marieEve, signInClientId, sophie, stoppedClock, tenantId } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { PageWalker } from '#support/page-walker.ts'
import { registerApplication } from '#support/registered-application.ts'

const clock = stoppedClock()
let tenant: Tenant
let walker: PageWalker

beforeEach(() => {
  tenant = createTenant({ clock })
  walker = new PageWalker(tenant.fetch)
})

type Fields = Readonly<Record<string, string>>

async function post(path: string, fields: Fields): Promise<Record<string, unknown>> {
  const address = `https://login.microsoftonline.com/${tenantId}/${path}`
  const response = await tenant.fetch(new Request(address, { method: 'POST', body: new URLSearchParams(fields) }))
  return (await response.json()) as Record<string, unknown>
}

const scope = 'openid profile offline_access User.Read'
const begin = (more: Fields = {}) => post('oauth2/v2.0/devicecode', { client_id: signInClientId, scope, ...more })
const poll = (deviceCode: unknown, more: Fields = {}) =>
  post('oauth2/v2.0/token', {
    client_id: signInClientId,
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: String(deviceCode),
    ...more,
  })

test('the answer is what a device shows and keeps', async () => {
  const answer = await begin()
  expect(answer).toMatchObject({
    verification_uri: 'https://login.microsoftonline.com/common/oauth2/deviceauth',
    expires_in: 900,
    interval: 5,
    user_code: expect.stringMatching(/^[A-Z2-9]{9}$/) as unknown,
    message: expect.stringContaining(`enter the code ${String(answer.user_code)} to authenticate.`) as unknown,
  })
  expect(String(answer.device_code).length).toBeGreaterThan(40)
})

test('the older endpoint writes numbers as text and calls the page verification_url', async () => {
  const older = await post('oauth2/devicecode', { client_id: signInClientId, resource: 'https://graph.microsoft.com/' })
  expect(older).toMatchObject({ expires_in: '900', interval: '5' })
  expect(older).not.toHaveProperty('verification_uri')
  await walker.enterCode(String(older.verification_url), String(older.user_code), { account: luc })
  const answer = await post('oauth2/token', {
    client_id: signInClientId,
    grant_type: 'device_code',
    code: String(older.device_code),
    resource: 'https://graph.microsoft.com/',
  })
  expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: '4599', resource: 'https://graph.microsoft.com/' })
  expect(decodeJwt(String(answer.access_token)).aud).toBe('https://graph.microsoft.com/')
})

test('a poll before the person is done is told to wait', async () => {
  const { device_code: code } = await begin()
  expect(await poll(code)).toMatchObject({ error: 'authorization_pending', error_codes: [70016] })
})

test('a device that polls too often is told to slow down, by five seconds more each time', async () => {
  const { device_code: code } = await begin()
  const after = async (seconds: number) => {
    clock.forward(seconds * 1000)
    return (await poll(code)).error
  }
  expect([await after(0), await after(5), await after(2), await after(5), await after(15), await after(14)]).toEqual([
    'authorization_pending',
    'authorization_pending',
    'slow_down',
    'slow_down',
    'authorization_pending',
    'authorization_pending',
  ])
})

test('a poll after it gets everything that was asked, once', async () => {
  const { device_code: code, user_code: typed, verification_uri: page } = await begin()
  const { lastPage } = await walker.enterCode(String(page), String(typed), { account: sophie })
  expect(lastPage).toContain('Vous avez ouvert une session dans')
  const answer = await poll(code)
  expect(answer).toMatchObject({ scope: 'User.Read openid profile', refresh_token: expect.any(String) as unknown })
  expect(decodeJwt(String(answer.id_token))).toMatchObject({ aud: signInClientId, oid: sophie, ver: '2.0' })
  expect(await poll(code)).toMatchObject({ error: 'bad_verification_code', error_codes: [70018] })
})

test('the code may be typed in small letters and with a blank, but not twice', async () => {
  const { user_code: typed, verification_uri: page } = await begin()
  const wrote = `${String(typed).slice(0, 4).toLowerCase()} ${String(typed).slice(4)}`
  expect((await walker.enterCode(String(page), wrote, { account: sophie })).pages).toHaveLength(3)
  expect((await walker.enterCode(String(page), wrote, { account: sophie })).lastPage).toContain('AADSTS70018')
})

test.each(['/common/oauth2/deviceauth', '/devicelogin', '/device'])('the page is at %s', async (path) => {
  const page = await (await walker.open(`https://login.microsoftonline.com${path}`)).text()
  expect(page).toContain('name="otc"')
})

test('a wrong code is said so on the page, without a word on other codes', async () => {
  await begin()
  const { lastPage } = await walker.enterCode('https://login.microsoftonline.com/device', 'WRONGCODE', { account: luc })
  expect(lastPage).toContain('AADSTS70018: Invalid verification code')
  expect(lastPage).toContain('name="otc"')
})

test('a poll with a code nobody gave, or of another client, is refused', async () => {
  expect(await poll('1.forged')).toMatchObject({ error: 'bad_verification_code', error_codes: [70018] })
  const { device_code: code } = await begin()
  expect(await poll(code, { client_id: '14d82eec-204b-4c2f-b7e8-296a70dab67e' })).toMatchObject({
    error_codes: [70018],
  })
})

test('the code ends after fifteen minutes, for the device and for the person', async () => {
  const { device_code: code, user_code: typed, verification_uri: page } = await begin()
  clock.forward(15 * 60_000)
  expect(await poll(code)).toMatchObject({ error: 'expired_token', error_codes: [70019] })
  expect((await walker.enterCode(String(page), String(typed), { account: luc })).lastPage).toContain('AADSTS70018')
})

test('a refusal of consent reaches the device', async () => {
  const { device_code: code, user_code: typed, verification_uri: page } = await begin()
  const { lastPage } = await walker.enterCode(String(page), String(typed), { account: luc, consent: 'cancel' })
  expect(lastPage).toContain('n’a reçu aucun accès')
  expect(await poll(code)).toMatchObject({ error: 'authorization_declined', error_codes: [65004] })
})

test('a second factor is asked in the browser, and shows in the token', async () => {
  tenant.policies.conditionalAccess = 'mfa'
  const { device_code: code, user_code: typed, verification_uri: page } = await begin()
  await walker.enterCode(String(page), String(typed), { account: marieEve })
  expect(decodeJwt(String((await poll(code)).access_token)).amr).toEqual(['pwd', 'mfa'])
})

test('a company that forbids device codes says so only at the poll, with the number for it', async () => {
  tenant.policies.conditionalAccess = 'block-device-code'
  const { device_code: code, user_code: typed, verification_uri: page } = await begin()
  const { lastPage } = await walker.enterCode(String(page), String(typed), { account: marieEve })
  expect(lastPage).toContain('Vous avez ouvert une session dans')
  expect(await poll(code)).toMatchObject({
    error: 'invalid_grant',
    error_codes: [53003],
    suberror: 'message_only',
    error_uri: 'https://login.microsoftonline.com/error?code=53003',
  })
})

test('an application of the company’s own may use one only as a public client', async () => {
  const application = await registerApplication(tenant)
  const { device_code: code } = await begin({ client_id: application.appId })
  expect(await poll(code, { client_id: application.appId })).toMatchObject({
    error: 'invalid_client',
    error_codes: [7000218],
  })
  await application.change({ isFallbackPublicClient: true })
  const again = await begin({ client_id: application.appId })
  await walker.enterCode(String(again.verification_uri), String(again.user_code), { account: sophie })
  const { access_token: token } = await poll(again.device_code, { client_id: application.appId })
  expect(decodeJwt(String(token))).toMatchObject({ appid: application.appId, oid: sophie })
})

test.each([
  ['no client', { client_id: '' }, 900144],
  ['an unknown client', { client_id: 'aaaaaaaa-58d7-4e19-9c4b-1d7e2f80a365' }, 700016],
  ['no scope', { scope: '' }, 900144],
  ['an unknown scope', { scope: 'User.Reed' }, 650053],
  ['a resource', { resource: 'https://graph.microsoft.com' }, 901002],
])('%s is refused before any code is given', async (_, change, code) => {
  expect(await begin(change)).toMatchObject({ error_codes: [code] })
})
