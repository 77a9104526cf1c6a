import { expect, test } from 'vitest'
import { hiddenFields } from '#support/markup.ts'
import { authorizeAddress, newProof } from '#support/tenant-client.ts'
import { createTenant } from '../../tenant/tenant.ts'

const page = async (tenant: ReturnType<typeof createTenant>, address: string, headers: Record<string, string> = {}) => {
  const response = await tenant.fetch(new Request(address, { headers, redirect: 'manual' }))
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test.each([
  ['an unknown client', { client_id: 'b3f0a6c2-58d7-4e19-9c4b-1d7e2f80a366' }, 'AADSTS700016'],
  ['no client', { client_id: undefined }, 'AADSTS900144'],
  ['no reply address', { redirect_uri: undefined }, 'AADSTS900971'],
  ['another path', { redirect_uri: 'http://localhost:43117/callback' }, 'AADSTS50011'],
  ['another host', { redirect_uri: 'http://127.0.0.1:43117' }, 'AADSTS50011'],
  ['a name that only starts alike', { redirect_uri: 'http://localhost.evil.example:43117' }, 'AADSTS50011'],
  ['https on the loopback', { redirect_uri: 'https://localhost:43117' }, 'AADSTS50011'],
  ['a fragment', { redirect_uri: 'http://localhost:43117/#x' }, 'AADSTS50011'],
  ['an unknown response mode', { response_mode: 'fragment' }, 'AADSTS70007'],
])('%s is answered on a page, never at the address given', async (_, change, code) => {
  const { status, text, headers } = await page(createTenant(), authorizeAddress(newProof(), change))
  expect(status).toBe(400)
  expect(text).toContain(code)
  expect(text).not.toContain('<form')
  expect(headers.get('location')).toBeNull()
})

test.each([
  ['no PKCE', { code_challenge: undefined }, 'invalid_request', 900144],
  ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request', 501491],
  ['a short challenge', { code_challenge: 'abc' }, 'invalid_request', 501491],
  ['an implicit token', { response_type: 'token' }, 'unsupported_response_type', 700051],
  ['a silent prompt', { prompt: 'none' }, 'login_required', 50058],
  ['an unknown scope', { scope: 'User.Reed' }, 'invalid_client', 650053],
  [
    'two resources',
    { scope: 'User.Read https://outlook.office365.com/EWS.AccessAsUser.All' },
    'invalid_request',
    28000,
  ],
  ['a resource nobody has', { scope: 'https://nowhere.example/.default' }, 'invalid_resource', 500011],
  ['no scope', { scope: undefined }, 'invalid_request', 900144],
])('%s is sent back to the proven address with its state', async (_, change, error, code) => {
  const { text } = await page(createTenant(), authorizeAddress(newProof(), change))
  const fields = hiddenFields(text)
  expect(fields).toMatchObject({
    error,
    state: 'the-state',
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  })
  expect(fields.error_description).toMatch(new RegExp(`^AADSTS${code}: `))
})

test('a state is required, a parameter given twice and an unknown tenant are refused', async () => {
  const tenant = createTenant()
  expect(hiddenFields((await page(tenant, authorizeAddress(newProof(), { state: undefined }))).text).error).toBe(
    'invalid_request',
  )
  expect((await page(tenant, `${authorizeAddress(newProof())}&scope=openid`)).text).toContain('AADSTS9000411')
  expect((await page(tenant, authorizeAddress(newProof(), {}, 'contoso.example'))).text).toContain('AADSTS90002')
})
