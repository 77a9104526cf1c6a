import { beforeEach, describe, expect, test } from 'vitest'
import { graph, luc, marieEve, signIn, tenantId } from '#support/tenant-client.ts'
import { valuesOf, registered, openCompany, type SignedInCompany } from '../signed-in-company.ts'

let company: SignedInCompany
let made: Awaited<ReturnType<typeof registered>>

beforeEach(async () => {
  company = await openCompany()
  made = await registered(company)
})

describe('people and roles', () => {
  test('users are found by id and by name, and only their usual properties are shown', async () => {
    const byName = await company.get('/users/me.tremblay@erablieredunord.example')
    expect(Object.keys(byName.body)).toHaveLength(12)
    expect(byName.body).toMatchObject({ id: marieEve, surname: 'Tremblay' })
    expect((await company.get(`/users/${marieEve}?$select=userType,accountEnabled`)).body).toMatchObject({
      userType: 'Member',
      accountEnabled: true,
    })
    const guests = `$filter=${encodeURIComponent(`endswith(userPrincipalName,'#EXT#@erablieredunord.onmicrosoft.example')`)}`
    expect(valuesOf(await company.get(`/users?${guests}&$count=true`, { consistencylevel: 'eventual' }))).toEqual([
      'Alex Martin',
    ])
    expect(valuesOf(await company.get(`/users?$orderby=displayName&$top=3`))).toEqual([
      'Accueil',
      'Alex Martin',
      'Luc Bélanger (administration)',
    ])
  })

  test('a shared mailbox has an account, which nobody signs in with', async () => {
    const desk = 'accueil@erablieredunord.example'
    const { body } = await company.get(`/users/${desk}?$select=id,mail,accountEnabled`)
    expect(body).toMatchObject({ mail: desk, accountEnabled: false })
    await expect(signIn(company.tenant, String(body.id))).rejects.toThrow('no token')
    expect((await company.get('/users/info@erablieredunord.example')).body.error?.code).toBe('Request_ResourceNotFound')
  })

  test('with User.Read alone, oneself and nobody else; roles are there without a name', async () => {
    const token = await signIn(company.tenant, marieEve, 'openid User.Read')
    const ask = (path: string, headers?: Record<string, string>) =>
      graph(company.tenant, token, 'GET', path, undefined, headers)
    expect((await ask(`/users/${marieEve}`)).body).toMatchObject({ displayName: 'Marie-Ève Tremblay' })
    for (const path of [`/users/${luc}`, '/users', '/directoryRoles', '/subscribedSkus'])
      expect((await ask(path)).body.error?.code).toBe('Authorization_RequestDenied')
    const cast = '/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true'
    const roles = await ask(cast, { consistencylevel: 'eventual' })
    expect(roles.body).toMatchObject({ '@odata.count': 1 })
    expect(roles.body.value).toMatchObject([
      { '@odata.type': '#microsoft.graph.directoryRole', displayName: null, roleTemplateId: null },
    ])
    expect((await ask(cast)).body.error?.code).toBe('Request_UnsupportedQuery')
  })

  test('with Directory.Read.All, roles say what they are, by every road', async () => {
    const template = '62e90394-69f5-4237-9190-012177145e10'
    const cast = '/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true&$select=displayName,roleTemplateId'
    expect((await company.get(cast, { consistencylevel: 'eventual' })).body.value).toEqual([
      { displayName: 'Global Administrator', roleTemplateId: template },
    ])
    expect((await company.get('/me/memberOf')).body.value).toMatchObject([
      { '@odata.type': '#microsoft.graph.directoryRole', displayName: 'Global Administrator' },
    ])
    const role = await company.get(`/directoryRoles(roleTemplateId='${template}')`)
    expect(role.body).toMatchObject({ displayName: 'Global Administrator', roleTemplateId: template })
    expect(valuesOf(await company.get(`/directoryRoles/${String(role.body.id)}/members`), 'id')).toEqual([luc])
    expect(valuesOf(await company.get(`/directoryRoles?$filter=roleTemplateId eq '${template}'`))).toEqual([
      'Global Administrator',
    ])
    expect(
      valuesOf(await company.get(`/directoryRoles(roleTemplateId='e8611ab8-c189-46e8-94e1-60213ab1f814')`)),
    ).toContain('Request_ResourceNotFound')
  })

  test('subscriptions name Exchange’s plan', async () => {
    const { body } = await company.get('/subscribedSkus?$select=id,skuPartNumber,servicePlans')
    expect(body.value).toEqual([
      {
        id: `${tenantId}_cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46`,
        skuPartNumber: 'SPB',
        servicePlans: [expect.objectContaining({ servicePlanName: 'EXCHANGE_S_STANDARD' })],
      },
    ])
    expect(valuesOf(await company.get('/subscribedSkus?$top=1'))).toContain(`'$top' is not supported`)
  })

  test('Azure CLI’s getByIds names objects of every kind and leaves out what is not there', async () => {
    const body = { ids: [luc, made.id, made.principalId, tenantId], types: ['user', 'servicePrincipal'] }
    const answer = await company.send('POST', '/directoryObjects/getByIds', body)
    expect(valuesOf(answer, '@odata.type')).toEqual(['#microsoft.graph.user', '#microsoft.graph.servicePrincipal'])
    const object = await company.get(`/directoryObjects/${made.id}`)
    expect(object.body).toMatchObject({ '@odata.type': '#microsoft.graph.application', appId: made.appId })
  })
})
