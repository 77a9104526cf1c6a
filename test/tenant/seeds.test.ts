import { describe, expect, test } from 'vitest'
import { readImage } from '#practice/tenant/image.ts'
import { graph, luc, postToken, register, signIn, stoppedClock } from '#support/tenant-client.ts'
import { smallCompany } from '#practice/company/seed.ts'
import { largeCompany } from '#practice/company/seeds/large.ts'
import { namedSeeds } from '#practice/company/seeds/named.ts'
import { readSeed } from '#practice/company/seeds/read-seed.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import { everyScope, names, talk, talkAs } from './signed-in-company.ts'

const asFile = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>

describe('a seed file', () => {
  test.each(Object.entries(namedSeeds))('%s is one as it is', (_, seed) => {
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
  ])('that is not right is answered with a sentence (%#)', (json, words) => {
    expect(() => readSeed(asFile(json))).toThrow(`The seed is not right: ${words}`)
  })
})

describe('the large company', () => {
  test('starts in under a second, with everybody in it, the same each time', () => {
    const begun = performance.now()
    const tenant = createTenant({ seed: largeCompany })
    expect(performance.now() - begun).toBeLessThan(1000)
    const { applications } = tenant.state
    expect(applications).toHaveLength(20_000)
    for (const key of ['id', 'appId'] as const) expect(new Set(applications.map((one) => one[key])).size).toBe(20_000)
    expect(createTenant({ seed: largeCompany }).state.applications[19_999]).toEqual(applications[19_999])
  })

  test('answers by key, name, page and number, fast', async () => {
    const company = await talk({ seed: largeCompany })
    const { appId = '', id = '' } = company.tenant.state.applications[12_345] ?? {}
    const timed = async (path: string, headers?: Record<string, string>) => {
      const begun = performance.now()
      const answer = await company.get(path, headers)
      return { answer, ms: performance.now() - begun }
    }
    const byKey = [
      `/applications?$filter=appId eq '${appId}'&$select=id`,
      `/applications?$filter=id eq '${id}'&$select=id`,
      `/applications(appId='${appId}')?$select=id`,
    ]
    for (const path of byKey) {
      const { answer, ms } = await timed(path)
      expect(JSON.stringify(answer.body)).toContain(id)
      expect(ms).toBeLessThan(50)
    }
    const unique = await timed(`/applications?$filter=uniqueName eq 'crowd-12350'`)
    expect(names(unique.answer, 'uniqueName')).toEqual(['crowd-12350'])
    expect(unique.ms).toBeLessThan(50)
    expect((await timed(`/applications(uniqueName='crowd-20')`)).answer.body).toMatchObject({ uniqueName: 'crowd-20' })
    expect(names((await timed(`/applications?$filter=displayName eq 'paie 10'`)).answer)).toEqual(['Paie 10'])
    expect((await timed(`/applications?$filter=tags/any(t:t eq 'crowd')&$top=999`)).answer.body.value).toHaveLength(200)
    const eventual = { consistencylevel: 'eventual' }
    const people = await timed('/users?$count=true&$top=1&$select=id', eventual)
    expect(people.answer.body).toMatchObject({ '@odata.count': 50_006 })
    const person = await timed('/users/u49999@erablieredunord.example?$select=userPrincipalName')
    expect(person.answer.body).toMatchObject({ userPrincipalName: 'u49999@erablieredunord.example' })
  })

  test('pages to the last application, each once', async () => {
    const company = await talk({ seed: largeCompany })
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
  test('goes on where it stood: objects, secrets, switches, mail; and holds no secret’s text', async () => {
    const before = await talk()
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
    const after = talkAs(tenant, await signIn(tenant, luc, everyScope), clock)
    await after.send('POST', `/directory/deletedItems/${made.principalId}/restore`)
    const answer = await postToken(tenant, {
      grant_type: 'client_credentials',
      client_id: made.appId,
      client_secret: made.secretText,
      scope: 'https://graph.microsoft.com/.default',
    })
    expect(await answer.json()).toHaveProperty('access_token')
  })

  test('forgets nothing it was asked to keep when it is saved again', async () => {
    const { tenant, token } = await talk()
    await graph(tenant, token, 'POST', '/applications', { displayName: 'x' })
    const once = tenant.save()
    const again = createTenant({ image: once }).save()
    expect(again).toEqual(once)
  })

  test.each([
    [null, 'its "format" must be "practice-tenant/1"'],
    [{ format: 'practice-tenant/0' }, 'its "format" must be "practice-tenant/1"'],
    [{ format: 'practice-tenant/1' }, '"applications" must be a list'],
  ])('that is none is answered with a sentence (%#)', (json, words) => {
    expect(() => readImage(json)).toThrow(words)
  })
})
