import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  adminScopes,
  alex,
  graph,
  luc,
  marieEve,
  signIn,
  signInClientId,
  sophie,
  stoppedClock,
  tenantId,
} from '#support/tenant-client.ts'
import type { ConditionalAccess } from '#practice/tenant/sign-in-policies.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { Visitor } from '#support/visitor.ts'

const clock = stoppedClock()
let tenant: Tenant
let visitor: Visitor

beforeEach(() => {
  tenant = createTenant({ clock })
  visitor = new Visitor(tenant)
})

describe('a refusal that no step lifts', () => {
  test.each<[ConditionalAccess, number]>([
    ['block', 53003],
    ['compliant-device', 53000],
    ['joined-device', 53001],
    ['managed-device', 530003],
    ['security-policy', 530032],
    ['security-defaults', 530035],
  ])('%s leaves the person on a page, and the refresh token without an answer', async (rule, code) => {
    const { refresh_token: before } = await visitor.redeem(await visitor.open({ account: marieEve }))
    tenant.policies.conditionalAccess = rule
    const { answer, lastPage } = await visitor.open({ account: marieEve })
    expect(answer).toEqual({})
    expect(lastPage).toContain(`AADSTS${code}: `)
    expect(lastPage).not.toContain('<form')
    expect(await visitor.refresh(before)).toMatchObject({
      error: 'invalid_grant',
      error_codes: [code],
      suberror: 'message_only',
    })
    tenant.policies.conditionalAccess = 'none'
    expect(await visitor.refresh(before)).toHaveProperty('access_token')
  })

  test('made between the page and the token stops the token', async () => {
    const opened = await visitor.open({ account: marieEve })
    tenant.policies.conditionalAccess = 'block'
    expect(await visitor.redeem(opened)).toMatchObject({ error_codes: [53003] })
  })
})

describe('a challenge', () => {
  test.each<[ConditionalAccess, number, string]>([
    ['mfa', 50076, 'Approuvez la connexion'],
    ['mfa-registration', 50079, 'Ajoutez une deuxième étape'],
    ['external-challenge', 50158, 'Étape de connexion de votre entreprise'],
  ])('%s is a page in a browser, and a refusal with claims without one', async (rule, code, title) => {
    const { refresh_token: before } = await visitor.redeem(await visitor.open({ account: marieEve }))
    tenant.policies.conditionalAccess = rule
    const refused = await visitor.refresh(before)
    expect(refused).toMatchObject({ error: 'invalid_grant', error_codes: [code], suberror: 'basic_action' })
    expect(JSON.parse(String(refused.claims))).toMatchObject({ access_token: { capolids: { essential: true } } })
    const opened = await visitor.open({ account: marieEve }, { claims: String(refused.claims) })
    expect(opened.pages.join()).toContain(title)
    const { access_token: token, refresh_token: after } = await visitor.redeem(opened)
    expect(decodeJwt(String(token)).amr).toEqual(['pwd', 'mfa'])
    expect(await visitor.refresh(after)).toHaveProperty('access_token')
  })

  test('not met leaves the person where they are', async () => {
    tenant.policies.conditionalAccess = 'mfa'
    const { answer, lastPage } = await visitor.open({ account: marieEve, approves: false })
    expect(answer).toEqual({})
    expect(lastPage).toContain('action="/practice/challenge"')
  })

  test('is asked once of a browser that stays signed in', async () => {
    tenant.policies.conditionalAccess = 'mfa'
    await visitor.open({ account: marieEve })
    const { pages, answer } = await visitor.open({ account: 'nobody', approves: false }, { prompt: undefined })
    expect(answer.code).toMatch(/^1\./)
    expect(pages.join()).not.toContain('/practice/challenge')
  })

  test('older addresses call it interaction_required', async () => {
    const { refresh_token: before } = await visitor.redeem(await visitor.open({ account: marieEve }))
    tenant.policies.conditionalAccess = 'mfa'
    const response = await tenant.fetch(
      new Request(`https://login.microsoftonline.com/${tenantId}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({
          client_id: signInClientId,
          grant_type: 'refresh_token',
          refresh_token: String(before),
          resource: 'https://graph.microsoft.com',
        }),
      }),
    )
    expect(await response.json()).toMatchObject({ error: 'interaction_required', error_codes: [50076] })
  })

  test('an authentication context is a second factor, and shows in the token', async () => {
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })
    const opened = await visitor.open({ account: luc }, { claims })
    expect(opened.pages.join()).toContain('/practice/challenge')
    const { access_token: token, refresh_token: kept } = await visitor.redeem(opened)
    expect(decodeJwt(String(token))).toMatchObject({ acrs: ['c1'], amr: ['pwd', 'mfa'] })
    expect(await visitor.refresh(kept, { claims })).toHaveProperty('access_token')
  })

  test('an authentication context a refresh token does not have is asked for in its claims', async () => {
    const { refresh_token: plain } = await visitor.redeem(await visitor.open({ account: luc }))
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })
    const refused = await visitor.refresh(plain, { claims })
    expect(refused).toMatchObject({ error_codes: [50076] })
    expect(JSON.parse(String(refused.claims))).toEqual(JSON.parse(claims))
  })

  test.each(['[]', '"x"', '{', 'null'])('claims %j are no claims', async (claims) => {
    const { answer } = await visitor.open({ account: luc }, { claims })
    expect(answer.error).toBe('invalid_request')
    expect(answer.error_description).toContain(`'claims' parameter`)
  })
})

describe('a revoked session', () => {
  test('ends its refresh tokens with both instants named, and nobody else’s', async () => {
    const { refresh_token: mine } = await visitor.redeem(await visitor.open({ account: marieEve }))
    const { refresh_token: other } = await visitor.redeem(await visitor.open({ account: luc }))
    clock.forward(60_000)
    tenant.revokeSessions(marieEve)
    const refused = await visitor.refresh(mine)
    expect(refused).toMatchObject({ error: 'invalid_grant', error_codes: [50173], suberror: 'bad_token' })
    expect(refused.error_description).toMatch(
      /issued on '2026-11-22T\S+' and the TokensValidFrom date .* is '2026-11-22T\S+'/,
    )
    expect(await visitor.refresh(other)).toHaveProperty('access_token')
  })

  test('is no session any more: a silent request finds nobody', async () => {
    await visitor.open({ account: marieEve })
    clock.forward(1000)
    tenant.revokeSessions(marieEve)
    expect((await visitor.open({ account: marieEve }, { prompt: 'none' })).answer).toMatchObject({
      error: 'login_required',
    })
  })

  test('leaves a plain token to its hour, and ends a continuous one at once', async () => {
    const { access_token: plain } = await visitor.redeem(await visitor.open({ account: marieEve }))
    const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } })
    const { access_token: continuous } = await visitor.redeem(await visitor.open({ account: marieEve }), { claims })
    clock.forward(60_000)
    tenant.revokeSessions(marieEve)
    expect((await graph(tenant, String(plain), 'GET', '/me')).body).toMatchObject({ id: marieEve })
    const ended = await graph(tenant, String(continuous), 'GET', '/me')
    expect(ended.body.error?.message).toContain('TokenIssuedBeforeRevocationTimestamp')
    expect(ended.headers.get('www-authenticate')).toMatch(/^Bearer realm="", .*error="insufficient_claims", claims="/)
  })
})

describe('assignment required', () => {
  async function require(): Promise<string> {
    const token = await signIn(tenant, luc, `${adminScopes} AppRoleAssignment.ReadWrite.All`)
    const { body } = await graph(tenant, token, 'GET', `/servicePrincipals(appId='${signInClientId}')`)
    const id = String(body.id)
    const changed = await graph(tenant, token, 'PATCH', `/servicePrincipals/${id}`, { appRoleAssignmentRequired: true })
    expect(changed.status).toBe(204)
    return id
  }

  test('keeps out who is not assigned, on the page and at the refresh', async () => {
    const { refresh_token: before } = await visitor.redeem(await visitor.open({ account: marieEve }))
    await require()
    const { lastPage, answer } = await visitor.open({ account: marieEve })
    expect(answer).toEqual({})
    expect(lastPage).toContain('AADSTS50105: Your administrator has configured the application')
    expect(await visitor.refresh(before)).toMatchObject({ error: 'invalid_grant', error_codes: [50105] })
  })
})

test('a guest and a member without a role are told apart by wids and acct', async () => {
  const claims = async (account: string, scope: string) =>
    decodeJwt(String((await visitor.redeem(await visitor.open({ account }, { scope }), { scope })).access_token))
  expect(await claims(alex, adminScopes)).toMatchObject({
    acct: 1,
    wids: ['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', '10dae51f-b6af-4016-8d66-8c2a99b929b3'],
  })
  expect(await claims(sophie, 'openid profile User.Read')).toMatchObject({
    acct: 0,
    wids: ['b79fbf4d-3ef9-4689-8143-76b194e85509'],
  })
})
