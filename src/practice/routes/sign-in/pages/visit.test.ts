import { expect, test } from 'vitest'
import { hiddenFields } from '#support/markup.ts'
import {
  adminScopes,
  alex,
  authorizeAddress,
  luc,
  marieEve,
  newProof,
  postForm,
  sophie,
  tenantId,
  walk,
} from '#support/tenant-client.ts'
import { createTenant } from '../../../tenant/tenant.ts'

const page = async (tenant: ReturnType<typeof createTenant>, address: string, headers: Record<string, string> = {}) => {
  const response = await tenant.fetch(new Request(address, { headers, redirect: 'manual' }))
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('the account page names itself practice, in the language asked for, and lists members first to last', async () => {
  const tenant = createTenant()
  const french = await page(tenant, authorizeAddress(newProof()))
  expect(french.text).toContain('<html lang="fr">')
  expect(french.text).toContain('<strong>Exercice</strong>')
  expect(french.text).not.toContain('Alex Martin')
  expect(french.text.indexOf('Marie-Ève Tremblay')).toBeLessThan(french.text.indexOf('Luc Bélanger'))
  expect(french.text).not.toMatch(/type="password"/)

  const english = await page(tenant, authorizeAddress(newProof()), { 'accept-language': 'en-CA,en;q=0.9,fr;q=0.5' })
  expect(english.text).toContain('<strong>Practice</strong>')
  expect(english.text).toContain('Cloud Application Administrator')

  const asked = await page(tenant, authorizeAddress(newProof(), { ui_locales: 'fr-CA' }), { 'accept-language': 'en' })
  expect(asked.text).toContain('<strong>Exercice</strong>')
})

test('the language of the first page stays through the following ones', async () => {
  const tenant = createTenant()
  const address = authorizeAddress(newProof(), { ui_locales: 'en' })
  const { pages } = await walk(tenant.fetch, address, { account: marieEve })
  expect(pages).toHaveLength(3)
  for (const text of pages) expect(text).toContain('<html lang="en">')
})

test('its pages may run nothing and post nowhere but to themselves and the client', async () => {
  const { headers, text } = await page(createTenant(), authorizeAddress(newProof()))
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("form-action 'self' http://localhost:43117;")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(text).not.toContain('<script')
})

test('a guest is found at the company, not at organizations', async () => {
  const tenant = createTenant()
  const here = await page(tenant, authorizeAddress(newProof(), {}, 'erablieredunord.example'))
  expect(here.text).toContain('Alex Martin')
  const { transaction = '' } = hiddenFields((await page(tenant, authorizeAddress(newProof()))).text)
  const forced = await postForm(tenant.fetch, 'https://login.microsoftonline.com', '/practice/account', {
    transaction,
    account: alex,
  })
  expect(forced.status).toBe(400)
})

test('consent is asked once, names what is asked, and leaves the grant and the enterprise application Entra would', async () => {
  const tenant = createTenant()
  const first = await walk(tenant.fetch, authorizeAddress(newProof()), { account: marieEve })
  expect(first.pages[1]).toContain('Lire et modifier les applications de l’entreprise')
  expect(first.pages[1]).toContain('CDID Inc.')
  expect(first.answer).toMatchObject({ state: 'the-state' })
  expect(Object.keys(first.answer).sort()).toEqual(['client_info', 'code', 'session_state', 'state'])
  expect(JSON.parse(Buffer.from(first.answer.client_info ?? '', 'base64url').toString())).toEqual({
    uid: marieEve,
    utid: tenantId,
  })

  expect(tenant.state.oauth2PermissionGrants).toMatchObject([
    { principalId: marieEve, scopes: ['User.Read', 'Application.ReadWrite.All'] },
  ])
  expect(tenant.state.servicePrincipals.at(-1)).toMatchObject({ displayName: 'Prextra Outlook Setup Assistant' })
  expect(tenant.writes).toBe(1)

  const second = await walk(tenant.fetch, authorizeAddress(newProof()), { account: marieEve })
  expect(second.answer.code).toMatch(/.{40}/)
  expect(second.pages).toHaveLength(2)
  expect(tenant.writes).toBe(1)

  const more = authorizeAddress(newProof(), { scope: `${adminScopes} AppRoleAssignment.ReadWrite.All` })
  expect((await walk(tenant.fetch, more, { account: marieEve })).pages[1]).toContain('Gérer les autorisations')
  expect(tenant.state.oauth2PermissionGrants).toHaveLength(1)
})

test('another account has not consented because one did', async () => {
  const tenant = createTenant()
  await walk(tenant.fetch, authorizeAddress(newProof()), { account: marieEve })
  const { pages } = await walk(tenant.fetch, authorizeAddress(newProof()), { account: luc })
  expect(pages[1]).toContain('action="/practice/consent"')
})

test('declining sends 65004 back, with the state and without a trace in the directory', async () => {
  const tenant = createTenant()
  const { answer } = await walk(tenant.fetch, authorizeAddress(newProof()), { account: marieEve, decision: 'cancel' })
  expect(answer).toMatchObject({ error: 'access_denied', error_subcode: 'cancel', state: 'the-state' })
  expect(answer.error_description).toMatch(
    /^AADSTS65004: .* Trace ID: .* Correlation ID: .* Timestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/,
  )
  expect(answer.code).toBeUndefined()
  expect(tenant.writes).toBe(0)
})

test('an account without a role is shown 90094 and cannot consent by posting the form itself', async () => {
  const tenant = createTenant()
  const origin = 'https://login.microsoftonline.com'
  const { transaction = '' } = hiddenFields((await page(tenant, authorizeAddress(newProof()))).text)
  const shown = await postForm(tenant.fetch, origin, '/practice/account', { transaction, account: sophie })
  expect(await shown.text()).toContain('AADSTS90094')
  const forced = await postForm(tenant.fetch, origin, '/practice/consent', { transaction, decision: 'accept' })
  expect(hiddenFields(await forced.text())).not.toHaveProperty('code')
  expect(tenant.writes).toBe(0)
  const back = await postForm(tenant.fetch, origin, '/practice/return', { transaction })
  const fields = hiddenFields(await back.text())
  expect(fields.error).toBe('access_denied')
  expect(fields.error_description).toMatch(/^AADSTS90094/)
})

test('an account without a role may consent to what needs none', async () => {
  const scope = 'openid profile User.Read'
  const { answer } = await walk(createTenant().fetch, authorizeAddress(newProof(), { scope }), { account: sophie })
  expect(answer).toHaveProperty('code')
})

test('the query answer is a redirect to the very address asked for', async () => {
  const tenant = createTenant()
  const { answer, pages } = await walk(tenant.fetch, authorizeAddress(newProof(), { response_mode: 'query' }), {
    account: luc,
  })
  expect(answer).toMatchObject({ state: 'the-state' })
  expect(answer).toHaveProperty('code')
  expect(pages).toHaveLength(2)
})

test('parameters are shown as text, not as markup', async () => {
  const { text } = await page(createTenant(), authorizeAddress(newProof(), { client_id: '<script>alert(1)</script>' }))
  expect(text).toContain('&lt;script&gt;')
  expect(text).not.toContain('<script>')
})

test('a page can be answered once, within ten minutes', async () => {
  let now = Date.parse('2026-11-22T14:00:00Z')
  const tenant = createTenant({ clock: { now: () => new Date(now) } })
  const origin = 'https://login.microsoftonline.com'
  const { transaction = '' } = hiddenFields((await page(tenant, authorizeAddress(newProof()))).text)
  await postForm(tenant.fetch, origin, '/practice/account', { transaction, account: marieEve })
  const answered = await postForm(tenant.fetch, origin, '/practice/consent', { transaction, decision: 'accept' })
  expect(hiddenFields(await answered.text())).toHaveProperty('code')
  const again = await postForm(tenant.fetch, origin, '/practice/consent', { transaction, decision: 'accept' })
  expect(await again.text()).toContain('n’est plus valable')

  const late = hiddenFields((await page(tenant, authorizeAddress(newProof()))).text)
  now += 10 * 60_000
  const closed = await postForm(tenant.fetch, origin, '/practice/account', {
    transaction: late.transaction ?? '',
    account: luc,
  })
  expect(closed.status).toBe(400)
})
