import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { adminScopes, luc, marieEve, signInClientId, stoppedClock, tenantId } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { Visitor } from '#support/visitor.ts'

const clock = stoppedClock()
let tenant: Tenant
let visitor: Visitor

beforeEach(() => {
  tenant = createTenant({ clock })
  visitor = new Visitor(tenant)
})

describe('a silent request', () => {
  test('finds nobody in a new browser', async () => {
    expect((await visitor.open({ account: luc }, { prompt: 'none' })).answer).toMatchObject({
      error: 'login_required',
      state: 'the-state',
      error_uri: 'https://login.microsoftonline.com/error?code=50058',
    })
  })

  test('gets a code for who is signed in', async () => {
    await visitor.open({ account: luc })
    const { answer, pages } = await visitor.open({ account: 'nobody' }, { prompt: 'none', response_mode: 'query' })
    expect(answer.code).toMatch(/^1\./)
    expect(pages).toEqual([])
  })

  test('does not choose among two, unless a hint does', async () => {
    await visitor.open({ account: luc })
    await visitor.open({ account: marieEve })
    expect((await visitor.open({ account: luc }, { prompt: 'none' })).answer).toMatchObject({
      error: 'interaction_required',
    })
    const hinted = await visitor.open(
      { account: luc },
      { prompt: 'none', login_hint: 'l.belanger.admin@erablieredunord.example' },
    )
    const { id_token: token } = await visitor.redeem(hinted)
    expect(decodeJwt(String(token)).oid).toBe(luc)
  })

  test('does not consent', async () => {
    await visitor.open({ account: luc })
    const { answer } = await visitor.open({ account: luc }, { prompt: 'none', scope: `${adminScopes} Policy.Read.All` })
    expect(answer.error_description).toMatch(/^AADSTS65001: The user or administrator has not consented/)
  })

  test('gets interaction_required for a refusal and for a challenge', async () => {
    await visitor.open({ account: luc })
    tenant.policies.conditionalAccess = 'mfa'
    const challenged = await visitor.open({ account: luc }, { prompt: 'none' })
    expect(challenged.answer).toMatchObject({ error: 'interaction_required' })
    expect(challenged.answer.error_description).toMatch(/^AADSTS50076/)
    tenant.policies.conditionalAccess = 'block'
    expect((await visitor.open({ account: luc }, { prompt: 'none' })).answer.error_description).toMatch(/^AADSTS53003/)
  })
})

describe('prompts and hints', () => {
  test('select_account and login ask again in a browser that is signed in', async () => {
    await visitor.open({ account: luc })
    for (const prompt of ['select_account', 'login']) {
      const { pages } = await visitor.open({ account: marieEve }, { prompt })
      expect(pages[0]).toContain('action="/practice/account"')
    }
  })

  test('consent is asked again on request, and recorded once', async () => {
    await visitor.open({ account: luc })
    const { pages } = await visitor.open({ account: luc }, { prompt: 'consent' })
    expect(pages.join()).toContain('action="/practice/consent"')
    expect(tenant.state.oauth2PermissionGrants).toHaveLength(1)
  })

  test('a login_hint comes first; a domain_hint shows its domain alone; a strange one is passed over', async () => {
    const first = async (change: Record<string, string>) =>
      (await visitor.open({ account: 'nobody' }, change)).pages[0]?.match(/<b>([^<]+)<\/b>/g) ?? []
    expect((await first({ login_hint: 's.gagnon@erablieredunord.example' }))[0]).toContain('Sophie Gagnon')
    expect(await first({ domain_hint: 'erablieredunord.example' })).toHaveLength(4)
    expect(await first({ domain_hint: 'contoso.example' })).toHaveLength(6)
  })

  test('signing out ends the session, and leads back to a registered address alone', async () => {
    await visitor.open({ account: luc })
    expect(visitor.walker.cookieNames).toEqual(['ESTSAUTH'])
    const base = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/logout?client_id=${signInClientId}`
    const strange = await visitor.walker.open(`${base}&post_logout_redirect_uri=https%3A%2F%2Fevil.example`)
    expect(strange.headers.get('location')).toBeNull()
    expect(await strange.text()).toContain('Session fermée')
    expect(visitor.walker.cookieNames).toEqual([])
    const known = await visitor.walker.open(`${base}&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A9000&state=bye`)
    expect(known.headers.get('location')).toBe('http://localhost:9000/?state=bye')
    expect((await visitor.open({ account: luc }, { prompt: 'none' })).answer.error).toBe('login_required')
  })
})
