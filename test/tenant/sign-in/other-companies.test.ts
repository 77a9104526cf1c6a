import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { PageWalker } from '#support/page-walker.ts'
import {
  adminScopes,
  alex,
  authorizeAddress,
  camille,
  graph,
  luc,
  marieEve,
  newProof,
  signIn,
  signInClientId,
  tenantId,
} from '#support/tenant-client.ts'

const partner = '2b9e6c41-7d05-4a83-9f12-c4d8e1a6b370'

let tenant: Tenant

beforeEach(() => {
  tenant = createTenant()
})

/** Authorizes the sign-in application for the company, as its administrator does. */
async function authorize(): Promise<void> {
  const address = `https://login.microsoftonline.com/${tenantId}/adminconsent?client_id=${signInClientId}`
  await new PageWalker(tenant.fetch).signIn(address, { account: luc })
}

/** Returns the page on which the delegated administrator's sign-in ends, and from which nothing goes back to the client. */
async function lastPage(scope = adminScopes): Promise<string> {
  const address = authorizeAddress(newProof(), { scope }, tenantId)
  const { lastPage: page, answer } = await new PageWalker(tenant.fetch).signIn(address, { account: camille })
  expect(answer).toEqual({})
  return page
}

describe('a delegated administrator', () => {
  test('is refused (90099) until the company has authorized the application, and consents to nothing', async () => {
    expect(await lastPage()).toContain('AADSTS90099')
    // Somebody else’s own consent is not the company’s.
    await signIn(tenant, marieEve)
    expect(await lastPage()).toContain('AADSTS90099')
    await authorize()
    expect(decodeJwt(await signIn(tenant, camille))).toMatchObject({
      tid: tenantId,
      oid: camille,
      idp: `https://sts.windows.net/${partner}/`,
      wids: ['158c047a-c907-4556-b7ef-446551a6b5f7'],
    })
    expect(await lastPage('openid profile User.Read Mail.Send')).toContain('AADSTS90099')
  })

  test('has no user object, is in no list, and works by role', async () => {
    await authorize()
    const token = await signIn(tenant, camille)
    expect(decodeJwt(token)).not.toHaveProperty('acct')
    expect(await graph(tenant, token, 'GET', '/me')).toMatchObject({ status: 404 })
    const directory = await signIn(tenant, luc, 'openid profile User.Read.All')
    expect(JSON.stringify((await graph(tenant, directory, 'GET', '/users')).body)).not.toContain(camille)
    expect(await graph(tenant, token, 'GET', '/organization')).toMatchObject({ status: 200 })
    const made = await graph(tenant, token, 'POST', '/applications', { displayName: 'Prextra' })
    expect(made.status).toBe(201)
  })
})

test('a guest comes from another tenant and has a user object', async () => {
  const token = await signIn(tenant, alex)
  expect(decodeJwt(token)).toMatchObject({ acct: 1, idp: `https://sts.windows.net/${partner}/` })
  expect(await graph(tenant, token, 'GET', '/me')).toMatchObject({ status: 200 })
})
