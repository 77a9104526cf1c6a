import { describe, expect, test } from 'vitest'
import type { Replication } from '#practice/tenant/replication.ts'
import { exchangeAppId, fullAccess, postToken } from '#support/tenant-client.ts'
import { valuesOf, openCompany, type SignedInCompany } from '../signed-in-company.ts'

const lagOf = (seconds: Replication['seconds'], more: Partial<Replication> = {}): { replication: Replication } => ({
  replication: { seed: 11, seconds, ...more },
})

/** Returns what a list, a read by id and a read by alternate key find of one application, second by second. */
async function watch({ get, send, clock }: SignedInCompany, seconds: number): Promise<string[]> {
  const { body } = await send('POST', '/applications', { displayName: 'Prextra' })
  const { id, appId } = body as unknown as { id: string; appId: string }
  const seen: string[] = []
  for (let second = 0; second < seconds; second += 1) {
    const list = (valuesOf(await get(`/applications?$filter=appId eq '${appId}'`), 'id') as unknown[]).length
    const one = (await get(`/applications/${id}`)).status === 200 ? 1 : 0
    const key = (await get(`/applications(appId='${appId}')`)).status === 200 ? 1 : 0
    seen.push(`${list}${one}${key}`)
    clock.forward(1000)
  }
  return seen
}

describe('a new application, by kind of read', () => {
  test('list, read and alternate key disagree for a while, and agree in the end', async () => {
    const seen = await watch(await openCompany({ faults: lagOf({ application: [2, 20] }) }), 25)
    expect(seen.slice(0, 2)).toEqual(['000', '000'])
    expect(seen.at(-1)).toBe('111')
    expect(seen.some((one) => one !== '000' && one !== '111')).toBe(true)
  })

  test('the same seed gives the same lag; another seed gives another', async () => {
    const day = async (seed: number) =>
      watch(await openCompany({ faults: lagOf({ application: [2, 20] }, { seed }) }), 25)
    expect(await day(5)).toEqual(await day(5))
    expect(await day(5)).not.toEqual(await day(6))
  })

  test('flapping: found, not found, found', async () => {
    const seen = await watch(await openCompany({ faults: lagOf({ application: [3, 4] }, { flapping: 1 }) }), 15)
    const byId = seen.map((one) => one.charAt(1)).join('')
    expect(byId).toMatch(/^0{3,4}1{3,4}0{3,4}1+$/)
  })

  test('without lag every read sees it at once', async () => {
    expect(await watch(await openCompany(), 2)).toEqual(['111', '111'])
  })

  test('a write may meet it later than a read: 404 for addPassword', async () => {
    const company = await openCompany({ faults: lagOf({ application: [1, 30] }, { seed: 3 }) })
    const { body } = await company.send('POST', '/applications', { displayName: 'x' })
    const path = `/applications/${String(body.id)}`
    let answer = await company.send('POST', `${path}/addPassword`)
    expect(answer.body.error?.code).toBe('Request_ResourceNotFound')
    for (let second = 0; second < 31 && answer.status === 404; second += 1) {
      company.clock.forward(1000)
      answer = await company.send('POST', `${path}/addPassword`)
    }
    expect(answer.body).toHaveProperty('secretText')
    expect(company.tenant.state.applications[0]?.passwordCredentials).toHaveLength(1)
  })
})

/** Makes an application, its grant and its secret without waiting for replication. */
async function whole(company: SignedInCompany) {
  const application = await company.send('POST', '/applications', { displayName: 'Prextra' })
  const appId = String(application.body.appId)
  const principal = await company.send('POST', '/servicePrincipals', { appId })
  const exchange = await company.get(`/servicePrincipals(appId='${exchangeAppId}')`)
  const principalId = String(principal.body.id)
  const grant = { principalId, resourceId: String(exchange.body.id), appRoleId: fullAccess }
  await company.send('POST', `/servicePrincipals/${principalId}/appRoleAssignments`, grant)
  const secret = await company.send('POST', `/applications/${String(application.body.id)}/addPassword`)
  const token = async () => {
    const answer = await postToken(company.tenant, {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: String(secret.body.secretText),
      scope: 'https://outlook.office365.com/.default',
    })
    return (await answer.json()) as { access_token?: string; error_codes?: number[] }
  }
  const roles = (text = '') =>
    (JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as { roles?: string[] }).roles
  return { token, roles, path: `/applications/${String(application.body.id)}`, principalId }
}

test('a new secret is unknown to the token endpoint for its seconds, then good', async () => {
  const company = await openCompany({ faults: lagOf({ passwordCredential: [4, 18] }) })
  const { token } = await whole(company)
  const answers: (number | 'token')[] = []
  for (let second = 0; second < 20; second += 1) {
    const { error_codes: codes } = await token()
    answers.push(codes?.[0] ?? 'token')
    company.clock.forward(1000)
  }
  expect(answers.slice(0, 4)).toEqual([7000215, 7000215, 7000215, 7000215])
  expect(answers.slice(18)).toEqual(['token', 'token'])
  expect(answers.join(' ')).toMatch(/^(7000215 )+(token ?)+$/)
})

test('a new secret reaches the list of secrets later than the answer that made it', async () => {
  const company = await openCompany({ faults: lagOf({ passwordCredential: [5, 9] }) })
  const { path } = await whole(company)
  expect((await company.get(path)).body.passwordCredentials).toEqual([])
  company.clock.forward(9000)
  expect((await company.get(path)).body.passwordCredentials).toHaveLength(1)
})

test('a token made before the grant arrived has no role; one made after has it', async () => {
  const company = await openCompany({ faults: lagOf({ appRoleAssignment: [10, 20] }) })
  const { token, roles, principalId } = await whole(company)
  expect(roles((await token()).access_token)).toBeUndefined()
  company.clock.forward(20_000)
  expect(roles((await token()).access_token)).toEqual(['full_access_as_app'])
  expect(valuesOf(await company.get(`/servicePrincipals/${principalId}/appRoleAssignments`), 'appRoleId')).toEqual([
    fullAccess,
  ])
})

test('the counted lag still counts looks, whoever looks', async () => {
  const company = await openCompany({ faults: { lag: { application: 2 } } })
  const { body } = await company.send('POST', '/applications', { displayName: 'x' })
  const read = async () => (await company.get(`/applications/${String(body.id)}`)).status
  expect([await read(), await read(), await read()]).toEqual([404, 404, 200])
})
