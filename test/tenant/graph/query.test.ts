import { beforeAll, expect, test } from 'vitest'
import { luc } from '#support/tenant-client.ts'
import { valuesOf, addApplications, registered, openCompany, type SignedInCompany } from '../signed-in-company.ts'

let company: SignedInCompany
let principalId: string
let resourceId: string

beforeAll(async () => {
  company = await openCompany()
  await addApplications(company)
  const made = await registered(company)
  principalId = made.principalId
  resourceId = made.resourceId
})

const eventual = { consistencylevel: 'eventual' }

test.each([
  ['"displayName:prextra"', ['Prextra Outlook Sync', 'Prextra Outlook Sync']],
  ['"displayName:outlook sy"', ['Prextra Outlook Sync', 'Prextra Outlook Sync']],
  ['"displayName:2026"', ['Paie 2026']],
  ['"displayName:ync"', []],
  ['"displayName:paie" AND "description:remplacée"', ['paie ancienne']],
  ['"displayName:rapports" OR "displayName:2026"', ['Paie 2026', 'Rapports (mensuels)']],
  ['"tags:boutique"', ["L'Érable d'Or"]],
])('$search=%s', async (search, expected) => {
  const path = `/applications?$search=${encodeURIComponent(search)}`
  expect(valuesOf(await company.get(path, eventual))).toEqual(expected)
  expect(valuesOf(await company.get(path))).toBe(
    `Request_UnsupportedQuery: Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'`,
  )
})

test.each([
  ['displayName:x', `BadRequest: Syntax error: character ':' is not valid at position 11 in 'displayName:x'.`],
  ['"appId:x"', `Request_UnsupportedQuery: Unsupported searchable property 'appId' for 'Application'.`],
])('$search=%s is refused', async (search, expected) => {
  expect(valuesOf(await company.get(`/applications?$search=${encodeURIComponent(search)}`, eventual))).toBe(expected)
})

test.each([
  [
    '$orderby=displayName&$count=true',
    eventual,
    [
      "L'Érable d'Or",
      'Paie 2026',
      'paie ancienne',
      'Prextra Outlook Sync',
      'Prextra Outlook Sync',
      'Rapports (mensuels)',
    ],
  ],
  [
    `$orderby=displayName desc&$count=true&$filter=startswith(displayName,'p')`,
    eventual,
    ['Prextra Outlook Sync', 'Prextra Outlook Sync', 'paie ancienne', 'Paie 2026'],
  ],
  ['$orderby=displayName', {}, 'Request_UnsupportedQuery: Sorting not supported for current query.'],
  [
    '$orderby=notes&$count=true',
    eventual,
    `Request_UnsupportedQuery: Unsupported sort property 'notes' for 'Application'.`,
  ],
  [
    '$orderby=nothing&$count=true',
    eventual,
    `BadRequest: Invalid orderby clause: Could not find a property named 'nothing' on type 'microsoft.graph.application'.`,
  ],
] as const)('%s', async (query, headers, expected) => {
  expect(valuesOf(await company.get(`/applications?${query}`, headers))).toEqual(expected)
})

test('$count beside a list: a number with the header, silently nothing without', async () => {
  const counted = await company.get(`/applications?$count=true&$top=1&$filter=startswith(displayName,'p')`, eventual)
  expect(counted.body).toMatchObject({ '@odata.count': 4 })
  expect(counted.body.value).toHaveLength(1)
  const silent = await company.get('/applications?$count=true')
  expect(silent.body).not.toHaveProperty('@odata.count')
  expect(silent.body.value).toHaveLength(6)
})

test.each([
  ['/applications/$count', '6'],
  [`/applications/$count?$filter=startswith(displayName,'p')`, '4'],
  [`/applications/$count?$filter=displayName ne 'x'`, '6'],
  ['/applications/$count?$search="displayName:paie"', '2'],
  ['/servicePrincipals/$count', '4'],
  ['/users/$count', '6'],
])('%s is a number in plain text, with the header only', async (path, expected) => {
  const address = `https://graph.microsoft.com/v1.0${path}`
  const authorization = `Bearer ${company.token}`
  const response = await company.tenant.fetch(new Request(address, { headers: { authorization, ...eventual } }))
  expect(response.headers.get('content-type')).toBe('text/plain')
  expect(await response.text()).toBe(expected)
  const { body } = await company.get(path)
  expect(body.error).toMatchObject({ code: 'Request_BadRequest', message: '$count is not currently supported.' })
})

test('pages: every object once, whatever is selected, and no page more', async () => {
  const seen: unknown[] = []
  let path: string | undefined = '/applications?$top=2&$select=displayName'
  let pages = 0
  while (path !== undefined) {
    const { body } = await company.get(path)
    pages += 1
    seen.push(...(body.value as unknown[]))
    const next = body['@odata.nextLink'] as string | undefined
    expect(next ?? 'https://graph.microsoft.com/v1.0/applications?$top=2&$select=displayName&$skiptoken=').toMatch(
      /^https:\/\/graph\.microsoft\.com\/v1\.0\/applications\?\$top=2&\$select=displayName&\$skiptoken=/,
    )
    path = next?.replace('https://graph.microsoft.com/v1.0', '')
  }
  expect([pages, seen.length]).toEqual([3, 6])
  expect(seen[0]).toEqual({ displayName: 'Prextra Outlook Sync' })
})

test.each([
  [
    '$top=0',
    `BadRequest: Invalid value '0' for $top query option found. The $top query option requires an integer between 1 and 999.`,
  ],
  [
    '$top=1000',
    `BadRequest: Invalid value '1000' for $top query option found. The $top query option requires an integer between 1 and 999.`,
  ],
  [
    '$skiptoken=42',
    'Directory_ExpiredPageToken: The specified page token value has expired and can no longer be included in your request.',
  ],
  ['$skip=2', `Request_BadRequest: '$skip' is not supported by the service.`],
  [
    '$apply=x',
    `BadRequest: The query specified in the URI is not valid. The query parameter '$apply' is not supported.`,
  ],
  [
    '$select=displayName,nothing',
    `BadRequest: Parsing OData Select and Expand failed: Could not find a property named 'nothing' on type 'microsoft.graph.application'.`,
  ],
  [
    '$expand=nothing',
    `BadRequest: Parsing OData Select and Expand failed: Could not find a property named 'nothing' on type 'microsoft.graph.application'.`,
  ],
  [
    '$expand=owners,appManagementPolicies',
    `BadRequest: Parsing OData Select and Expand failed: 'owners,appManagementPolicies' is not supported.`,
  ],
  [
    '$expand=owners($select=nothing)',
    `BadRequest: Parsing OData Select and Expand failed: Could not find a property named 'nothing' on type 'microsoft.graph.directoryObject'.`,
  ],
])('%s is refused', async (query, expected) => {
  expect(valuesOf(await company.get(`/applications?${query}`))).toBe(expected)
})

test('$expand follows owners and grants, with a $select of its own, and not in an advanced query', async () => {
  const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${luc}` }
  expect((await company.send('POST', `/servicePrincipals/${principalId}/owners/$ref`, reference)).body).toEqual({})
  const owned = await company.get(`/servicePrincipals/${principalId}?$select=id&$expand=owners($select=id,displayName)`)
  expect(owned.body).toEqual({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#servicePrincipals(id,owners(id,displayName))/$entity',
    id: principalId,
    owners: [{ '@odata.type': '#microsoft.graph.user', id: luc, displayName: 'Luc Bélanger (administration)' }],
  })
  const granted = await company.get(`/servicePrincipals/${resourceId}?$select=id&$expand=appRoleAssignedTo`)
  expect(granted.body.appRoleAssignedTo).toMatchObject([
    { principalId, resourceDisplayName: 'Office 365 Exchange Online' },
  ])
  const mine = await company.get(`/servicePrincipals?$filter=id eq '${principalId}'&$expand=appRoleAssignments`)
  expect(mine.body.value).toMatchObject([{ id: principalId, appRoleAssignments: [{ resourceId }] }])
  expect(valuesOf(await company.get('/applications?$expand=owners&$count=true', eventual))).toBe(
    'Request_UnsupportedQuery: $expand is not currently supported with advanced queries.',
  )
})

test('what m365 CLI asks: every enterprise application, under myorganization, without metadata', async () => {
  const path =
    '/myorganization/servicePrincipals?$select=appId,appRoles,id,oauth2PermissionScopes,servicePrincipalNames'
  const { body, headers } = await company.get(path, { accept: 'application/json;odata.metadata=none' })
  expect(headers.get('content-type')).toContain('odata.metadata=none')
  expect(Object.keys(body)).toEqual(['value'])
  const exchange = (
    body.value as { servicePrincipalNames: string[]; appRoles: { value: string; id: string }[] }[]
  ).find((one) => one.servicePrincipalNames.includes('https://outlook.office365.com'))
  expect(exchange?.appRoles.find((role) => role.value === 'full_access_as_app')?.id).toBe(
    'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
  )
})

test('beta shows the same objects under its own name, and no other version exists', async () => {
  const headers = { authorization: `Bearer ${company.token}` }
  const ask = async (version: string) =>
    (await (
      await company.tenant.fetch(new Request(`https://graph.microsoft.com/${version}/me?$select=id`, { headers }))
    ).json()) as object
  expect(await ask('beta')).toEqual({
    '@odata.context': 'https://graph.microsoft.com/beta/$metadata#users(id)/$entity',
    id: luc,
  })
  expect(await ask('v2.0')).toMatchObject({ error: { code: 'BadRequest', message: 'Invalid version: v2.0' } })
})

test.each([
  [
    `/applications('0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90')`,
    `Request_ResourceNotFound: Resource '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90' does not exist or one of its queried reference-property objects are not present.`,
  ],
  [
    `/applications(uniqueName='none')`,
    `Request_ResourceNotFound: Resource 'none' does not exist or one of its queried reference-property objects are not present.`,
  ],
  [
    `/servicePrincipals(appId='0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90')`,
    `Request_ResourceNotFound: Resource '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90' does not exist or one of its queried reference-property objects are not present.`,
  ],
  [`/applications(appId='x')`, `Request_BadRequest: Invalid value specified for property 'appId'.`],
  [`/applications(displayName='x')`, 'Request_BadRequest: Bad Request - Error in query syntax.'],
  ['/sites', `BadRequest: Resource not found for the segment 'sites'.`],
  [
    '/applications/0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90/nothing',
    `BadRequest: Resource not found for the segment 'nothing'.`,
  ],
  ['/me/messages', `BadRequest: Resource not found for the segment 'messages'.`],
  ['/policies/nothing', `BadRequest: Resource not found for the segment 'nothing'.`],
  ['/directory', `BadRequest: Resource not found for the segment 'directory'.`],
  [
    '/users/nobody@erablieredunord.example',
    `Request_ResourceNotFound: Resource 'nobody@erablieredunord.example' does not exist or one of its queried reference-property objects are not present.`,
  ],
  ['/users/x', `Request_BadRequest: Invalid object identifier 'x'.`],
  [
    '/directoryRoles/0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90',
    `Request_ResourceNotFound: Resource '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90' does not exist or one of its queried reference-property objects are not present.`,
  ],
  [
    '/oauth2PermissionGrants/none',
    `Request_ResourceNotFound: Resource 'none' does not exist or one of its queried reference-property objects are not present.`,
  ],
])('GET %s', async (path, expected) => {
  expect(valuesOf(await company.get(path))).toBe(expected)
})
