import { describe, expect, test } from 'vitest'
import { lockedCompany } from '#practice/company/seeds/locked.ts'
import { smallCompany, type Seed } from '#practice/company/seed.ts'
import type { RoleName } from '#practice/tenant/roles.ts'
import type { Faults } from '#practice/faults/faults.ts'
import { luc, marieEve, signIn } from '#support/tenant-client.ts'
import { callAs, everyScope, openCompany, valuesOf, type SignedInCompany } from '../signed-in-company.ts'

const set = '/policies/appManagementPolicies'
const addition = { restrictionType: 'passwordAddition', state: 'disabled' }
const exemption = {
  displayName: 'Prextra',
  description: 'For Prextra alone',
  isEnabled: true,
  restrictions: { passwordCredentials: [addition] },
}

const referenceTo = (id: unknown) => ({
  '@odata.id': `https://graph.microsoft.com/v1.0/policies/appManagementPolicies/${String(id)}`,
})

/** Returns a company that forbids secrets, with an application in it. */
async function openLocked(change: Partial<Seed> = {}, faults: Faults = {}) {
  const company = await openCompany({ seed: { ...lockedCompany, ...change }, faults })
  const { body } = await company.send('POST', '/applications', { displayName: 'Prextra' })
  return { company, id: String(body.id), appId: String(body.appId) }
}

const addPassword = (company: SignedInCompany, id: string, body?: object) =>
  company.send('POST', `/applications/${id}/addPassword`, body)

async function assign(company: SignedInCompany, id: string, body: object = exemption) {
  const policy = await company.send('POST', set, body)
  expect(policy.status).toBe(201)
  const answer = await company.send(
    'POST',
    `/applications/${id}/appManagementPolicies/$ref`,
    referenceTo(policy.body.id),
  )
  expect(answer.status).toBe(204)
  return String(policy.body.id)
}

describe('an exemption for one application', () => {
  test('lets it have a secret, which stays when the exemption is gone', async () => {
    const { company, id } = await openLocked()
    expect((await addPassword(company, id)).body.error?.code).toBe('CredentialTypeNotAllowedAsPerAppPolicy')
    const policyId = await assign(company, id)
    expect((await addPassword(company, id)).status).toBe(200)
    expect((await company.send('DELETE', `/applications/${id}/appManagementPolicies/${policyId}/$ref`)).status).toBe(
      204,
    )
    expect((await company.send('DELETE', `${set}/${policyId}`)).status).toBe(204)
    expect((await addPassword(company, id)).status).toBe(400)
    expect(company.tenant.state.applications[0]?.passwordCredentials).toHaveLength(1)
    expect(valuesOf(await company.get(set))).toEqual([])
  })

  test('does not reach any other application', async () => {
    const { company, id } = await openLocked()
    const other = String((await company.send('POST', '/applications', { displayName: 'Other' })).body.id)
    await assign(company, id)
    expect((await addPassword(company, other)).status).toBe(400)
  })

  test('that is switched off changes nothing', async () => {
    const { company, id } = await openLocked()
    await assign(company, id, { ...exemption, isEnabled: false })
    expect((await addPassword(company, id)).status).toBe(400)
  })

  test('reaches addPassword late, as often as the faults say', async () => {
    const { company, id } = await openLocked({}, { lag: { policyAssignment: 2 } })
    await assign(company, id)
    const statuses = [await addPassword(company, id), await addPassword(company, id), await addPassword(company, id)]
    expect(statuses.map(({ status }) => status)).toEqual([400, 400, 200])
  })

  test('shows where it is assigned, on both sides', async () => {
    const { company, id, appId } = await openLocked()
    const policyId = await assign(company, id)
    expect(valuesOf(await company.get(`${set}/${policyId}/appliesTo`), 'appId')).toEqual([appId])
    expect(valuesOf(await company.get(`/applications/${id}/appManagementPolicies`), 'id')).toEqual([policyId])
  })

  test('is deleted together with its assignment', async () => {
    const { company, id } = await openLocked()
    const policyId = await assign(company, id)
    await company.send('DELETE', `${set}/${policyId}`)
    expect(valuesOf(await company.get(`/applications/${id}/appManagementPolicies`))).toEqual([])
    expect((await addPassword(company, id)).status).toBe(400)
  })
})

describe('what an assigned policy leaves out', () => {
  const seed = { newSecrets: { forbidden: true, longestDays: 90 } }
  const twoYears = (company: SignedInCompany, id: string) => addPassword(company, id)

  test('is not restricted, by one reading of Microsoft’s pages', async () => {
    const { company, id } = await openLocked(seed)
    await assign(company, id)
    expect((await twoYears(company, id)).status).toBe(200)
  })

  test('is inherited, by the other: the seed says which', async () => {
    const { company, id } = await openLocked({ ...seed, unstatedRestrictions: 'inherited' })
    await assign(company, id)
    const refused = await twoYears(company, id)
    expect(refused.body.error?.code).toBe('CredentialInvalidLifetimeAsPerAppPolicy')
    expect(refused.body.error?.message).toContain('00000000-0000-0000-0000-000000000000')
    const endDateTime = '2027-01-01T00:00:00Z'
    expect((await addPassword(company, id, { passwordCredential: { endDateTime } })).status).toBe(200)
  })

  test('inherited or not, a restriction that is stated as disabled is off', async () => {
    const { company, id } = await openLocked({ unstatedRestrictions: 'inherited' })
    await assign(company, id)
    expect((await addPassword(company, id)).status).toBe(200)
  })

  test('with nothing stated the inherited ban stays, and the other reading lifts it', async () => {
    const empty = { ...exemption, restrictions: { passwordCredentials: [] } }
    const inheriting = await openLocked({ unstatedRestrictions: 'inherited' })
    await assign(inheriting.company, inheriting.id, empty)
    expect((await addPassword(inheriting.company, inheriting.id)).status).toBe(400)
    const replacing = await openLocked()
    await assign(replacing.company, replacing.id, empty)
    expect((await addPassword(replacing.company, replacing.id)).status).toBe(200)
  })
})

describe('who may write a policy', () => {
  const withRoles = (roles: readonly RoleName[]): Seed => ({
    ...smallCompany,
    users: smallCompany.users.map((user) => (user.id === marieEve ? { ...user, roles } : user)),
  })

  /** Returns the statuses of writing a policy, assigning it and changing the default one, by the account. */
  async function statusesFor(roles: readonly RoleName[], scope = everyScope) {
    const admin = await openCompany({ seed: withRoles(roles) })
    const made = await admin.send('POST', '/applications', { displayName: 'Prextra' })
    const policy = await admin.send('POST', set, exemption)
    // An administrator consents for every account, so that one without the right to consent can use the scopes.
    const token = await signIn(admin.tenant, luc, everyScope)
    const graphId = (await admin.get(`/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')`)).body.id
    const clients = await admin.get(`/servicePrincipals?$filter=appId eq 'b3f0a6c2-58d7-4e19-9c4b-1d7e2f80a365'`)
    const [clientId] = valuesOf(clients, 'id') as string[]
    await callAs(admin.tenant, token, admin.clock).send('POST', '/oauth2PermissionGrants', {
      clientId,
      consentType: 'AllPrincipals',
      resourceId: graphId,
      scope: scope
        .split(' ')
        .filter((one) => !['openid', 'profile', 'offline_access'].includes(one))
        .join(' '),
    })
    const account = callAs(admin.tenant, await signIn(admin.tenant, marieEve, scope), admin.clock)
    const assigned = `/applications/${String(made.body.id)}/appManagementPolicies/$ref`
    return {
      write: (await account.send('POST', set, exemption)).status,
      assign: (await account.send('POST', assigned, referenceTo(policy.body.id))).status,
      changeDefault: (await account.send('PATCH', '/policies/defaultAppManagementPolicy', { isEnabled: false })).status,
    }
  }

  test.each([
    [['Global Administrator'], { write: 201, assign: 204, changeDefault: 204 }],
    [['Application Administrator'], { write: 201, assign: 204, changeDefault: 403 }],
    [['Cloud Application Administrator'], { write: 201, assign: 204, changeDefault: 403 }],
    [['Security Administrator'], { write: 403, assign: 403, changeDefault: 204 }],
    [['Global Reader'], { write: 403, assign: 403, changeDefault: 403 }],
    [[], { write: 403, assign: 403, changeDefault: 403 }],
  ] as [RoleName[], object][])('%j', async (roles, statuses) => {
    expect(await statusesFor(roles)).toEqual(statuses)
  })

  test('assigning needs to read applications, not to write them', async () => {
    const scope = 'openid User.Read Application.Read.All Policy.ReadWrite.ApplicationConfiguration'
    expect(await statusesFor(['Application Administrator'], scope)).toMatchObject({ write: 201, assign: 204 })
    const without = 'openid User.Read Policy.ReadWrite.ApplicationConfiguration'
    expect(await statusesFor(['Application Administrator'], without)).toMatchObject({ write: 201, assign: 403 })
  })
})

describe('a policy that is not one', () => {
  test.each([
    ['no name', { description: 'x' }, 'displayName'],
    ['no description', { displayName: 'x' }, 'description'],
    [
      'a kind that nobody knows',
      { ...exemption, restrictions: { passwordCredentials: [{ restrictionType: 'unknown' }] } },
      'restrictionType',
    ],
    ['a kind twice', { ...exemption, restrictions: { passwordCredentials: [addition, addition] } }, 'restrictionType'],
    [
      'who set it, which only Microsoft says',
      { ...exemption, restrictions: { passwordCredentials: [{ ...addition, isStateSetByMicrosoft: true }] } },
      'isStateSetByMicrosoft',
    ],
  ])('%s', async (_, body, word) => {
    const { company } = await openLocked()
    const answer = await company.send('POST', set, body)
    expect([answer.status, answer.body.error?.message]).toEqual([400, expect.stringContaining(word)])
  })

  test('and an assignment to nothing, or of a second policy, is none', async () => {
    const { company, id } = await openLocked()
    const path = `/applications/${id}/appManagementPolicies/$ref`
    expect((await company.send('POST', path, referenceTo('00000000-0000-4000-8000-000000000001'))).status).toBe(404)
    const policyId = await assign(company, id)
    expect((await company.send('POST', path, referenceTo(policyId))).body.error?.message).toContain('Only one policy')
    expect((await company.send('DELETE', `/applications/${id}/appManagementPolicies/${id}/$ref`)).status).toBe(404)
  })
})

describe('a policy as it is read', () => {
  test('keeps who is exempt from a restriction', async () => {
    const { company } = await openLocked()
    const excludeActors = {
      customSecurityAttributes: [{ id: 'Engineering_Project', operator: 'equals', value: 'Prextra' }],
    }
    const body = { ...exemption, restrictions: { passwordCredentials: [{ ...addition, excludeActors }] } }
    const made = await company.send('POST', set, body)
    expect((await company.get(`${set}/${String(made.body.id)}`)).body).toMatchObject(body)
  })

  test('without restrictions and isEnabled it is there and switched off', async () => {
    const { company } = await openLocked()
    const made = await company.send('POST', set, { displayName: 'x', description: 'y' })
    expect(made.body).toMatchObject({
      isEnabled: false,
      restrictions: { passwordCredentials: [], keyCredentials: [] },
    })
  })
})

describe('a service principal', () => {
  async function openPrincipal() {
    const opened = await openLocked()
    const { company, appId } = opened
    const made = await company.send('POST', '/servicePrincipals', { appId })
    return { ...opened, path: `/servicePrincipals/${String(made.body.id)}` }
  }
  const forbidden = { servicePrincipalRestrictions: { passwordCredentials: [{ restrictionType: 'passwordAddition' }] } }

  test('obeys the default policy’s restrictions for service principals, not those for applications', async () => {
    const { company, path } = await openPrincipal()
    expect((await company.send('POST', `${path}/addPassword`)).status).toBe(200)
    await company.send('PATCH', '/policies/defaultAppManagementPolicy', forbidden)
    expect((await company.send('POST', `${path}/addPassword`)).body.error?.code).toBe(
      'CredentialTypeNotAllowedAsPerAppPolicy',
    )
    expect((await company.get('/policies/defaultAppManagementPolicy')).body).toMatchObject(forbidden)
  })

  test('may have a policy of its own', async () => {
    const { company, path } = await openPrincipal()
    await company.send('PATCH', '/policies/defaultAppManagementPolicy', forbidden)
    const policy = await company.send('POST', set, exemption)
    const assigned = await company.send('POST', `${path}/appManagementPolicies/$ref`, referenceTo(policy.body.id))
    expect(assigned.status).toBe(204)
    expect((await company.send('POST', `${path}/addPassword`)).status).toBe(200)
    expect(valuesOf(await company.get(`${path}/appManagementPolicies`))).toEqual(['Prextra'])
    expect(valuesOf(await company.get(`${set}/${String(policy.body.id)}/appliesTo`), 'servicePrincipalType')).toEqual([
      'Application',
    ])
    const reference = `${path}/appManagementPolicies/${String(policy.body.id)}/$ref`
    expect((await company.send('DELETE', reference)).status).toBe(204)
    expect((await company.send('POST', `${path}/addPassword`)).status).toBe(400)
  })
})
