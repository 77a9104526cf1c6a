import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
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
} from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { PageWalker } from '#support/page-walker.ts'
import { postForm, type Fields } from '#support/post-form.ts'

const exchange = 'https://outlook.office365.com'
const clock = stoppedClock()
let tenant: Tenant
let walker: PageWalker

beforeEach(() => {
  tenant = createTenant({ clock })
  walker = new PageWalker(tenant.fetch)
})

const post = (path: string, fields: Fields, headers: Fields = {}) => postForm(tenant, path, fields, headers)

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
