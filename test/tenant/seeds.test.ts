import { describe, expect, test, vi } from 'vitest'
import { readImage } from '#practice/tenant/image.ts'
import { graph, luc, postToken, register, signIn, stoppedClock } from '#support/tenant-client.ts'
import { smallCompany } from '#practice/company/seed.ts'
import { largeCompany } from '#practice/company/seeds/large.ts'
import { namedSeeds } from '#practice/company/seeds/named.ts'
import { readSeed } from '#practice/company/seeds/read-seed.ts'
import { Table } from '#practice/tenant/table.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import { everyScope, valuesOf, openCompany, callAs } from './signed-in-company.ts'

const asFile = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>

describe('a seed file', () => {
  test.each(Object.entries(namedSeeds))('the company %s is a valid seed file', (_, seed) => {
    expect(readSeed(asFile(seed))).toEqual(asFile(seed))
  })

  const [first] = smallCompany.users
  test.each([
    [[], 'the whole of it must be an object'],
    [{ ...smallCompany, tenantId: 'x' }, '"tenantId" must be a GUID'],
    [{ ...smallCompany, name: undefined }, '"name" is missing'],
    [{ ...smallCompany, nmae: 'x' }, '"nmae" is not known here'],
    [{ ...smallCompany, usersMayRegisterApplications: 'yes' }, '"usersMayRegisterApplications" must be true or false'],
    [{ ...smallCompany, users: [] }, '"users" is empty, so nobody could sign in'],
    [{ ...smallCompany, users: [first, first] }, `two users have the id "${first?.id ?? ''}"`],
    [
      { ...smallCompany, users: [{ ...first, roles: ['King'] }] },
      '"users[0].roles[0]" must be one of "Global Administrator"',
    ],
    [{ ...smallCompany, users: [{ ...first, kind: 'robot' }] }, '"users[0].kind" must be one of "member", "guest"'],
    [{ ...smallCompany, domains: [{ name: 'a.example' }] }, 'exactly one of "domains" must have "isDefault": true'],
    [
      { ...smallCompany, exchange: { ...smallCompany.exchange, ewsEnabled: 'on' } },
      '"exchange.ewsEnabled" must be one of true, false, null',
    ],
    [
      { ...smallCompany, exchange: { ...smallCompany.exchange, nullBecomesFalseOn: 'soon' } },
      '"exchange.nullBecomesFalseOn" must be a time such as',
    ],
    [{ ...smallCompany, newSecrets: { longestDays: -1 } }, '"newSecrets.longestDays" must be a number'],
    [
      { ...smallCompany, mailboxes: [{ address: 'a@b.example', name: 'x', ewsEnabled: true }] },
      '"mailboxes[0].ewsEnabled" must be one of false',
    ],
  ])('a wrong file is refused in one sentence (%#)', (json, words) => {
    expect(() => readSeed(asFile(json))).toThrow(`The seed is not right: ${words}`)
  })
})

describe('the large company', () => {
  test('has the same applications each time', () => {
    const { applications } = createTenant({ seed: largeCompany }).state
    expect(applications).toHaveLength(20_000)
    for (const key of ['id', 'appId'] as const) expect(new Set(applications.map((one) => one[key])).size).toBe(20_000)
    expect(createTenant({ seed: largeCompany }).state.applications[19_999]).toEqual(applications[19_999])
  })

  test('answers by key without reading all applications', async () => {
    const company = await openCompany({ seed: largeCompany })
    const { appId = '', id = '' } = company.tenant.state.applications[12_345] ?? {}
    const walks = vi.spyOn(Table.prototype, Symbol.iterator)
    const largeWalks = () => walks.mock.contexts.filter((table) => (table as Table<never>).length > 1000).length
    for (const path of [
      `/applications?$filter=appId eq '${appId}'&$select=id`,
      `/applications?$filter=id eq '${id}'&$select=id`,
      `/applications(appId='${appId}')?$select=id`,
    ]) {
      expect(JSON.stringify((await company.get(path)).body)).toContain(id)
    }
    const unique = await company.get(`/applications?$filter=uniqueName eq 'generated-12350'`)
    expect(valuesOf(unique, 'uniqueName')).toEqual(['generated-12350'])
    const byName = await company.get(`/applications(uniqueName='generated-20')`)
    expect(byName.body).toMatchObject({ uniqueName: 'generated-20' })
    expect(largeWalks()).toBe(0)
    await company.get('/applications?$top=1')
    expect(largeWalks()).toBeGreaterThan(0)
    walks.mockRestore()
  })

  test('answers by name, tag and number', async () => {
    const company = await openCompany({ seed: largeCompany })
    expect(valuesOf(await company.get(`/applications?$filter=displayName eq 'paie 10'`))).toEqual(['Paie 10'])
    const tagged = await company.get(`/applications?$filter=tags/any(t:t eq 'generated')&$top=999`)
    expect(tagged.body.value).toHaveLength(200)
    const users = await company.get('/users?$count=true&$top=1&$select=id', { consistencylevel: 'eventual' })
    expect(users.body).toMatchObject({ '@odata.count': 50_006 })
    const user = await company.get('/users/u49999@erablieredunord.example?$select=userPrincipalName')
    expect(user.body).toMatchObject({ userPrincipalName: 'u49999@erablieredunord.example' })
  })

  test('pages to the last application, each once', async () => {
    const company = await openCompany({ seed: largeCompany })
    const seen = new Set<unknown>()
    let next: string | undefined = '/applications?$top=999&$select=id'
    while (next !== undefined) {
      const { body } = await company.get(next)
      for (const { id } of body.value as { id: string }[]) seen.add(id)
      next = (body['@odata.nextLink'] as string | undefined)?.replace('https://graph.microsoft.com/v1.0', '')
    }
    expect(seen.size).toBe(20_000)
  })
})

describe('a saved tenant', () => {
  test('continues with its objects, secrets, switches and mail, and holds no secret’s text', async () => {
    const before = await openCompany()
    const made = await register(before.tenant, before.token)
    before.tenant.exchange.ewsEnabled = false
    await before.send('DELETE', `/servicePrincipals/${made.principalId}`)
    await before.send('POST', '/applications', { displayName: 'later' })
    const file = JSON.stringify(before.tenant.save())
    expect(file).not.toContain(made.secretText)
    const clock = stoppedClock()
    const tenant = createTenant({ clock, image: readImage(JSON.parse(file)) })
    expect(tenant.state).toEqual(before.tenant.state)
    expect(tenant.writes).toBe(before.tenant.writes)
    expect(tenant.exchange.ewsEnabled).toBe(false)
    const after = callAs(tenant, await signIn(tenant, luc, everyScope), clock)
    await after.send('POST', `/directory/deletedItems/${made.principalId}/restore`)
    const answer = await postToken(tenant, {
      grant_type: 'client_credentials',
      client_id: made.appId,
      client_secret: made.secretText,
      scope: 'https://graph.microsoft.com/.default',
    })
    expect(await answer.json()).toHaveProperty('access_token')
  })

  test('is the same when it is saved again', async () => {
    const { tenant, token } = await openCompany()
    await graph(tenant, token, 'POST', '/applications', { displayName: 'x' })
    const once = tenant.save()
    const again = createTenant({ image: once }).save()
    expect(again).toEqual(once)
  })

  test.each([
    [null, 'its "format" must be "practice-tenant/1"'],
    [{ format: 'practice-tenant/0' }, 'its "format" must be "practice-tenant/1"'],
    [{ format: 'practice-tenant/1' }, '"applications" must be a list'],
  ])('a file that holds none is refused in one sentence (%#)', (json, words) => {
    expect(() => readImage(json)).toThrow(words)
  })
})
