import { beforeEach, describe, expect, test } from 'vitest'
import { exchangeAppId, graph, luc, sophie, signIn, tenantId } from '#support/tenant-client.ts'
import {
  companyWhere,
  everyScope,
  valuesOf,
  registered,
  openCompany,
  type SignedInCompany,
} from '../signed-in-company.ts'

let company: SignedInCompany
let made: Awaited<ReturnType<typeof registered>>

beforeEach(async () => {
  company = await openCompany()
  made = await registered(company)
})

const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` })

describe('owners', () => {
  test('are added by reference, listed with their kind, counted and removed', async () => {
    const owners = `/applications/${made.id}/owners`
    expect(await company.send('POST', `${owners}/$ref`, reference(sophie))).toMatchObject({ status: 204, body: {} })
    expect(await company.send('POST', `${owners}/$ref`, reference(made.principalId))).toMatchObject({ body: {} })
    const listed = await company.get(owners)
    expect(listed.body).toMatchObject({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#directoryObjects',
      value: [
        { '@odata.type': '#microsoft.graph.user', id: sophie, displayName: 'Sophie Gagnon' },
        { '@odata.type': '#microsoft.graph.servicePrincipal', id: made.principalId },
      ],
    })
    expect(valuesOf(await company.send('POST', `${owners}/$ref`, reference(sophie)))).toBe(
      `Request_BadRequest: One or more added object references already exist for the following modified properties: 'owners'.`,
    )
    await company.send('DELETE', `${owners}/${sophie}/$ref`)
    expect(valuesOf(await company.get(owners), 'id')).toEqual([made.principalId])
    expect((await company.send('DELETE', `${owners}/${sophie}/$ref`)).body.error?.code).toBe('Request_ResourceNotFound')
  })

  test.each([
    [{}, 'Invalid URL format'],
    [{ '@odata.id': 'https://example.com/x' }, 'Invalid URL format'],
    [{ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${tenantId}` }, 'does not exist'],
    [{ ...reference(sophie), id: sophie }, 'Invalid URL format'],
  ])('%j is no owner', async (body, words) => {
    const answer = await company.send('POST', `/applications/${made.id}/owners/$ref`, body)
    expect(answer.body.error?.message).toContain(words)
    expect(company.tenant.state.applications[0]?.owners).toEqual([])
  })

  test('may be bound when the application is made, as Terraform does', async () => {
    const desired = { displayName: 'Terraform', 'owners@odata.bind': [reference(sophie)['@odata.id']] }
    const { body } = await company.send('POST', '/applications', desired)
    expect(valuesOf(await company.get(`/applications/${String(body.id)}/owners`), 'id')).toEqual([sophie])
    expect(body).not.toHaveProperty('owners@odata.bind')
  })
})

describe('deleted items', () => {
  test('an application and its service principal wait 30 days, come back one by one, and go for good', async () => {
    await company.send('DELETE', `/applications/${made.id}`)
    const deleted = '/directory/deletedItems'
    expect(valuesOf(await company.get(`${deleted}/microsoft.graph.application`), 'id')).toEqual([made.id])
    expect(valuesOf(await company.get(`${deleted}/graph.servicePrincipal`), 'appId')).toEqual([made.appId])
    expect((await company.get(`${deleted}/${made.id}`)).body).toMatchObject({
      '@odata.type': '#microsoft.graph.application',
      appId: made.appId,
      passwordCredentials: [{ keyId: made.keyId }],
    })
    const back = await company.send('POST', `${deleted}/${made.id}/restore`)
    expect(back.body).toMatchObject({ id: made.id, deletedDateTime: null, displayName: 'Prextra Outlook Sync' })
    expect((await company.get(`/applications/${made.id}`)).body).toMatchObject({ appId: made.appId })
    expect((await company.get(`/servicePrincipals/${made.principalId}`)).status).toBe(404)
    await company.send('POST', `${deleted}/${made.principalId}/restore`)
    expect(valuesOf(await company.get(`/servicePrincipals/${made.principalId}/appRoleAssignments`), 'id')).toEqual([])
    await company.send('DELETE', `/servicePrincipals/${made.principalId}`)
    expect((await company.send('DELETE', `${deleted}/${made.principalId}`)).body).toEqual({})
    expect((await company.get(`${deleted}/${made.principalId}`)).body.error?.code).toBe('Request_ResourceNotFound')
  })

  test('after 30 days there is nothing to restore', async () => {
    await company.send('DELETE', `/applications/${made.id}`)
    company.clock.forward(30 * 24 * 3600_000)
    const token = await signIn(company.tenant, luc, everyScope)
    const answer = await graph(company.tenant, token, 'POST', `/directory/deletedItems/${made.id}/restore`)
    expect(answer.body.error?.code).toBe('Request_ResourceNotFound')
  })

  test('a service principal made anew keeps the deleted one out', async () => {
    await company.send('DELETE', `/servicePrincipals/${made.principalId}`)
    await company.send('POST', '/servicePrincipals', { appId: made.appId })
    const back = await company.send('POST', `/directory/deletedItems/${made.principalId}/restore`)
    expect(back.body.error).toMatchObject({
      code: 'Request_MultipleObjectsWithSameKeyValue',
      message: 'Another object with the same value for property servicePrincipalNames already exists.',
    })
  })

  test('a unique name stays reserved while its application can be restored, and is free once it is deleted for good', async () => {
    const create = { prefer: 'create-if-missing' }
    const path = `/applications(uniqueName='prextra')`
    const first = await company.send('PATCH', path, { displayName: 'one' }, create)
    await company.send('DELETE', `/applications/${String(first.body.id)}`)
    const reserved = await company.send('PATCH', path, { displayName: 'two' }, create)
    expect([reserved.status, reserved.body.error?.code]).toEqual([400, 'Request_BadRequest'])
    await company.send('POST', `/directory/deletedItems/${String(first.body.id)}/restore`)
    expect((await company.send('PATCH', path, { displayName: 'one again' }, create)).status).toBe(204)
    await company.send('DELETE', `/applications/${String(first.body.id)}`)
    await company.send('DELETE', `/directory/deletedItems/${String(first.body.id)}`)
    expect((await company.send('PATCH', path, { displayName: 'two' }, create)).status).toBe(201)
  })
})

describe('service principals', () => {
  test('are changed, and say no to what Graph computes', async () => {
    const path = `/servicePrincipals/${made.principalId}`
    await company.send('PATCH', path, {
      accountEnabled: false,
      notes: 'stopped',
      tags: ['a'],
      homepage: 'https://x.example',
    })
    expect((await company.get(path)).body).toMatchObject({
      accountEnabled: false,
      notes: 'stopped',
      tags: ['a'],
      homepage: 'https://x.example',
      appId: made.appId,
    })
    for (const body of [
      { appId: tenantId },
      { appRoles: [] },
      { passwordCredentials: [] },
      { servicePrincipalType: 'x' },
      { disabledByMicrosoftStatus: null },
    ])
      expect(valuesOf(await company.send('PATCH', path, body))).toMatch(
        /^Request_BadRequest: Property '\w+' is read-only/,
      )
  })

  test('are made by upsert on appId once, and changed by it after', async () => {
    const application = await company.send('POST', '/applications', { displayName: 'Deux' })
    const path = `/servicePrincipals(appId='${String(application.body.appId)}')`
    expect((await company.send('PATCH', path, { notes: 'x' })).body.error?.code).toBe('Request_ResourceNotFound')
    const create = { prefer: 'create-if-missing' }
    expect((await company.send('PATCH', path, { notes: 'x' }, create)).body).toMatchObject({
      displayName: 'Deux',
      notes: 'x',
    })
    expect((await company.send('PATCH', path, { notes: 'y' }, create)).body).toEqual({})
    expect((await company.get(path)).body).toMatchObject({ notes: 'y' })
  })

  test('offer what their application offers: roles one can be given', async () => {
    const role = {
      id: '3f1a2b4c-5d6e-4f70-8a91-b2c3d4e5f607',
      allowedMemberTypes: ['Application'],
      displayName: 'Read',
      description: 'Read',
      value: 'Data.Read',
      isEnabled: true,
    }
    await company.send('PATCH', `/applications/${made.id}`, { appRoles: [role], identifierUris: ['api://data'] })
    const principal = await company.get(`/servicePrincipals/${made.principalId}`)
    expect(principal.body).toMatchObject({
      appRoles: [{ id: role.id, value: 'Data.Read' }],
      servicePrincipalNames: [made.appId, 'api://data'],
    })
    const grant = { principalId: made.principalId, resourceId: made.principalId, appRoleId: role.id }
    const given = await company.send('POST', `/servicePrincipals/${made.principalId}/appRoleAssignments`, grant)
    expect(given.body).toMatchObject(grant)
    const read = await company.get(`/servicePrincipals/${made.principalId}/appRoleAssignments/${String(given.body.id)}`)
    expect(read.body).toMatchObject({ appRoleId: role.id, principalType: 'ServicePrincipal' })
  })
})

test('a grant may be filtered by its resource, an unquoted GUID', async () => {
  const path = `/servicePrincipals/${made.principalId}/appRoleAssignments`
  expect(
    valuesOf(await company.get(`${path}?$filter=resourceId eq ${made.resourceId}`), 'resourceDisplayName'),
  ).toEqual(['Office 365 Exchange Online'])
  expect(valuesOf(await company.get(`${path}?$filter=resourceId eq ${luc}`))).toEqual([])
  expect(valuesOf(await company.get(`${path}?$filter=principalType eq 'x'`))).toContain(
    'Unsupported or invalid query filter clause',
  )
})

test('an account without a role may make so many objects, deleted ones counted', async () => {
  const seed = companyWhere(({ users }) => ({
    objectQuota: 3,
    users: users.map((user) => (user.id === sophie ? { ...user, roles: ['Application Developer'] as const } : user)),
  }))
  const { tenant, send: asLuc } = await openCompany({ seed })
  // An administrator consents for every account, so that one without the right to consent can use the scope.
  const client = tenant.state.servicePrincipals.find((one) => one.displayName.startsWith('Prextra'))?.id
  const resourceId = tenant.state.servicePrincipals.find((one) => one.displayName === 'Microsoft Graph')?.id
  await asLuc('POST', '/oauth2PermissionGrants', {
    clientId: client,
    consentType: 'AllPrincipals',
    resourceId,
    scope: 'User.Read Application.ReadWrite.All',
  })
  const token = await signIn(tenant, sophie)
  const make = () => graph(tenant, token, 'POST', '/applications', { displayName: 'x' })
  const first = await make()
  await graph(tenant, token, 'DELETE', `/applications/${String(first.body.id)}`)
  await make()
  const third = await make()
  const principal = await graph(tenant, token, 'POST', '/servicePrincipals', { appId: third.body.appId })
  expect([principal.body.error, (await make()).body.error].map((error) => error?.code)).toEqual([
    'Directory_QuotaExceeded',
    'Directory_QuotaExceeded',
  ])
  expect(tenant.state.applications).toHaveLength(2)
})

test('Exchange’s enterprise application is found by alternate key alone', async () => {
  const answer = await company.get(`/servicePrincipals(appId='${exchangeAppId}')?$select=id`)
  expect(answer.body).toEqual({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#servicePrincipals(id)/$entity',
    id: made.resourceId,
  })
})
