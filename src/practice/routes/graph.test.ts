import { expect, test } from 'vitest'
import { adminScopes, graph, marieEve, signIn, signedIn, tenantId } from '#support/tenant-client.ts'

test('who and where: me shows the documented properties, organization only what User.Read may see', async () => {
  const { tenant, token } = await signedIn()
  const me = await graph(tenant, token, 'GET', '/me')
  expect(me.body).toEqual({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
    businessPhones: [],
    displayName: 'Marie-Ève Tremblay',
    givenName: 'Marie-Ève',
    jobTitle: 'Responsable informatique',
    mail: 'me.tremblay@erablieredunord.example',
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: 'Tremblay',
    userPrincipalName: 'me.tremblay@erablieredunord.example',
    id: marieEve,
  })
  const selected = await graph(tenant, token, 'GET', '/me?$select=id,userType')
  expect(selected.body).toEqual({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users(id,userType)/$entity',
    id: marieEve,
    userType: 'Member',
  })
  const few = (await graph(tenant, token, 'GET', '/organization')).body.value as Record<string, unknown>[]
  expect(few[0]).toMatchObject({ id: tenantId, displayName: 'Érablière du Nord inc.', tenantType: null })
  expect(few[0]?.verifiedDomains).toMatchObject([
    { name: 'erablieredunord.example', isDefault: true },
    { isInitial: true },
  ])
  const fuller = await signIn(tenant, marieEve, `${adminScopes} Organization.Read.All`)
  const whole = (await graph(tenant, fuller, 'GET', '/organization')).body.value as Record<string, unknown>[]
  expect(whole[0]).toMatchObject({ tenantType: 'AAD', countryLetterCode: 'CA' })
})

test.each([
  ['GET', '/applicationz', 400, 'BadRequest', `Resource not found for the segment 'applicationz'.`],
  ['GET', `/me/nothing`, 400, 'BadRequest', `Resource not found for the segment 'nothing'.`],
  ['POST', '/me', 405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.'],
  ['GET', '/applications/x', 400, 'Request_BadRequest', `Invalid object identifier 'x'.`],
  ['GET', '/organization?$expand=owners', 400, 'BadRequest', `'$expand' is not supported`],
  [
    'GET',
    '/applications?$select=nothing',
    400,
    'BadRequest',
    `Could not find a property named 'nothing' on type 'microsoft.graph.application'.`,
  ],
  ['GET', '/applications?$top=0', 400, 'BadRequest', '$top'],
  ['GET', '/applications?$top=5&$top=6', 400, 'BadRequest', 'more than once'],
  ['GET', `/applications(displayName='x')`, 400, 'Request_BadRequest', 'Error in query syntax'],
  [
    'GET',
    '/applications/6f0d1b5e-4d1c-47f7-a1f8-0d6f1e8f2b11',
    404,
    'Request_ResourceNotFound',
    `Resource '6f0d1b5e-4d1c-47f7-a1f8-0d6f1e8f2b11' does not exist or one of its queried reference-property objects are not present.`,
  ],
])('%s %s is refused as Graph refuses it', async (method, path, status, code, words) => {
  const { tenant, token } = await signedIn()
  const answer = await graph(tenant, token, method, path, method === 'POST' ? {} : undefined, {
    'client-request-id': 'abc',
  })
  expect(answer.status).toBe(status)
  expect(answer.body.error?.code).toBe(code)
  expect(answer.body.error?.message).toContain(words)
  expect(answer.body.error?.innerError).toEqual({
    date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as unknown,
    'request-id': answer.headers.get('request-id'),
    'client-request-id': 'abc',
  })
  expect(answer.headers.get('client-request-id')).toBe('abc')
})
