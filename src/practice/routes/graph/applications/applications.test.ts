import { expect, test } from 'vitest'
import { graph, postToken, recipe, register, signedIn } from '#support/tenant-client.ts'

const create = { prefer: 'create-if-missing' }

test('upsert by uniqueName: 404 without Prefer, 201 with a body, then 204 and arrays replaced whole', async () => {
  const { tenant, token } = await signedIn()
  const path = `/applications(uniqueName='prextra-outlook')`
  const missing = await graph(tenant, token, 'PATCH', path, recipe)
  expect(missing).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } })
  const writes = tenant.writes

  const made = await graph(tenant, token, 'PATCH', path, recipe, create)
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ ...recipe, uniqueName: 'prextra-outlook', passwordCredentials: [] })
  expect(made.headers.get('content-type')).toContain('application/json')

  const again = await graph(tenant, token, 'PATCH', path, { tags: ['other'], notes: null }, create)
  expect(again).toMatchObject({ status: 204, body: {} })
  const read = await graph(tenant, token, 'GET', path)
  expect(read.body).toMatchObject({ id: made.body.id, tags: ['other'], notes: null, displayName: recipe.displayName })
  expect(tenant.state.applications).toHaveLength(1)
  expect(tenant.writes - writes).toBe(2)
})

test('an application is found by appId, by tag, by exact name and by quote-doubled name', async () => {
  const { tenant, token } = await signedIn()
  const made = await graph(tenant, token, 'POST', '/applications', { ...recipe, displayName: "L'Érable" })
  const byAppId = await graph(
    tenant,
    token,
    'GET',
    `/applications(appId='${String(made.body.appId)}')?$select=id,displayName`,
  )
  expect(byAppId.body).toEqual({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#applications(id,displayName)/$entity',
    id: made.body.id,
    displayName: "L'Érable",
  })
  const found = async (filter: string) => {
    const { body } = await graph(tenant, token, 'GET', `/applications?$filter=${encodeURIComponent(filter)}&$select=id`)
    return (body.value as { id: string }[] | undefined)?.map((one) => one.id) ?? body.error?.code
  }
  expect(await found(`tags/any(t:t eq 'cdid-prextra-outlook-sync')`)).toEqual([made.body.id])
  expect(await found(`displayName eq 'L''Érable'`)).toEqual([made.body.id])
  expect(await found(`displayName eq 'Érable'`)).toEqual([])
  expect(await found(`tags/any(t:t eq 'cdid')`)).toEqual([])
  expect(await found(`notes eq 'x'`)).toBe('Request_UnsupportedQuery')
  expect(await found(`displayNames eq 'x'`)).toBe('BadRequest')
  expect(await found(`displayName eq 'x' or 1 eq 1`)).toBe('BadRequest')
})

test('pages follow one another until there are no more', async () => {
  const { tenant, token } = await signedIn()
  for (const name of ['a', 'b', 'c']) await graph(tenant, token, 'POST', '/applications', { displayName: name })
  const first = await graph(tenant, token, 'GET', '/applications?$top=2&$select=displayName')
  expect(first.body.value).toEqual([{ displayName: 'a' }, { displayName: 'b' }])
  const next = String(first.body['@odata.nextLink'])
  expect(next).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/applications\?/)
  const second = await graph(tenant, token, 'GET', next.replace('https://graph.microsoft.com/v1.0', ''))
  expect(second.body.value).toEqual([{ displayName: 'c' }])
  expect(second.body).not.toHaveProperty('@odata.nextLink')
})

const userRead = {
  resourceAppId: '00000003-0000-0000-c000-000000000000',
  resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }],
}

test.each([
  ['an unknown property', { ...recipe, displayname: 'x' }, `The property 'displayname' does not exist`],
  ['a nested unknown property', { ...recipe, web: { redirectUrls: [] } }, `The property 'redirectUrls' does not exist`],
  ['a wrong type', { ...recipe, isFallbackPublicClient: 'no' }, `expected type 'Edm.Boolean'`],
  ['a string for an array', { ...recipe, tags: 'x' }, `'StartArray'`],
  [
    'an id that is no GUID',
    { ...recipe, requiredResourceAccess: [{ resourceAppId: 'exo', resourceAccess: [] }] },
    'Edm.Guid',
  ],
  [
    'a resource that is asked of twice',
    { ...recipe, requiredResourceAccess: [userRead, { ...userRead, resourceAccess: [] }] },
    `'requiredResourceAccess'`,
  ],
  ['an unknown audience', { ...recipe, signInAudience: 'Everyone' }, 'signInAudience'],
  ['secrets', { ...recipe, passwordCredentials: [{ displayName: 'x' }] }, `'passwordCredentials' is read-only`],
  ['a unique name', { ...recipe, uniqueName: 'x' }, `'uniqueName' is read-only`],
  ['no name', { tags: [] }, `'displayName'`],
  ['an array', [recipe], 'Unable to read JSON'],
  ['no JSON', '{', 'Unable to read JSON'],
])('%s in a body is refused whole', async (_, body, words) => {
  const { tenant, token } = await signedIn()
  const writes = tenant.writes
  const { status, body: answer } = await graph(tenant, token, 'POST', '/applications', body)
  expect(status).toBe(400)
  expect(answer.error?.message).toContain(words)
  expect(tenant.state.applications).toEqual([])
  expect(tenant.writes).toBe(writes)
})

test('deleting an application takes its enterprise application and grants, and leaves it among the deleted', async () => {
  const { tenant, token } = await signedIn()
  const { id, appId, secretText } = await register(tenant, token)
  expect((await graph(tenant, token, 'DELETE', `/applications/${id}`)).status).toBe(204)
  expect(tenant.state).toMatchObject({ applications: [], appRoleAssignments: [], deletedItems: [{ id, appId }] })
  expect((await graph(tenant, token, 'GET', `/servicePrincipals(appId='${appId}')`)).status).toBe(404)
  const deleted = await graph(
    tenant,
    token,
    'GET',
    '/directory/deletedItems/microsoft.graph.application?$select=id,deletedDateTime',
  )
  expect(deleted.body.value).toMatchObject([{ id, deletedDateTime: expect.stringMatching(/Z$/) as unknown }])
  const ask = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: secretText,
    scope: 'https://graph.microsoft.com/.default',
  }
  expect(await (await postToken(tenant, ask)).json()).toMatchObject({ error_codes: [700016] })
})
