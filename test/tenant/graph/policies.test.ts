import { beforeEach, describe, expect, test } from 'vitest'
import { luc, marieEve, nadia, register, signIn } from '#support/tenant-client.ts'
import { lockedCompany } from '#practice/company/seeds/locked.ts'
import { strictCompany } from '#practice/company/seeds/strict.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import {
  companyWhere,
  everyScope,
  valuesOf,
  registered,
  openCompany,
  callAs,
  type SignedInCompany,
} from '../signed-in-company.ts'

let company: SignedInCompany

beforeEach(async () => {
  company = await openCompany({ seed: strictCompany })
})

const app = async (signedIn: SignedInCompany) =>
  String((await signedIn.send('POST', '/applications', { displayName: 'Prextra' })).body.id)
const secret = (signedIn: SignedInCompany, id: string, endDateTime?: string, startDateTime?: string) =>
  signedIn.send('POST', `/applications/${id}/addPassword`, {
    passwordCredential: {
      displayName: 'x',
      ...(endDateTime === undefined ? {} : { endDateTime }),
      ...(startDateTime === undefined ? {} : { startDateTime }),
    },
  })

describe('secrets of 90 days at most', () => {
  test('the company’s policy says so before anyone tries', async () => {
    expect((await company.get('/policies/defaultAppManagementPolicy')).body).toMatchObject({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#policies/defaultAppManagementPolicy/$entity',
      id: '00000000-0000-0000-0000-000000000000',
      isEnabled: true,
      applicationRestrictions: {
        passwordCredentials: [
          {
            restrictionType: 'passwordLifetime',
            state: 'enabled',
            maxLifetime: 'P90D',
            restrictForAppsCreatedAfterDateTime: null,
            isStateSetByMicrosoft: false,
          },
        ],
        keyCredentials: [],
      },
    })
  })

  test.each([
    ['two years, by default', undefined, undefined],
    ['91 days', '2027-02-21T14:00:00Z', undefined],
    ['90 days and a second', '2027-02-20T14:00:01Z', undefined],
    ['91 days from a later start', '2027-03-23T00:00:00Z', '2026-12-22T00:00:00Z'],
  ])('%s is refused, with the policy’s id', async (_, end, start) => {
    const id = await app(company)
    const answer = await secret(company, id, end, start)
    const message = `Credential lifetime exceeds the max value allowed as per assigned policy '00000000-0000-0000-0000-000000000000'.`
    expect(answer.body.error).toMatchObject({
      code: 'CredentialInvalidLifetimeAsPerAppPolicy',
      message,
      details: [{ code: 'InvalidKeyEndDate', message, target: 'EndDate' }],
    })
    expect(company.tenant.state.applications[0]?.passwordCredentials).toEqual([])
  })

  test.each([
    ['90 days', '2027-02-20T14:00:00Z', undefined],
    ['90 days from a later start', '2027-03-22T00:00:00Z', '2026-12-22T00:00:00Z'],
  ])('%s is made', async (_, end, start) => {
    const answer = await secret(company, await app(company), end, start)
    expect(answer.body).toMatchObject({ endDateTime: end, hint: String(answer.body.secretText).slice(0, 3) })
  })

  test('an application’s own policy stands in place of the company’s, until it is taken away', async () => {
    const id = await app(company)
    const policy = await company.send('POST', '/policies/appManagementPolicies', {
      displayName: 'Prextra',
      description: 'For Prextra alone',
      isEnabled: true,
      restrictions: { passwordCredentials: [{ restrictionType: 'passwordLifetime', maxLifetime: 'P400D' }] },
    })
    const address = `https://graph.microsoft.com/v1.0/policies/appManagementPolicies/${String(policy.body.id)}`
    const assigned = `/applications/${id}/appManagementPolicies`
    expect((await company.send('POST', `${assigned}/$ref`, { '@odata.id': address })).body).toEqual({})
    expect(valuesOf(await company.get(assigned))).toEqual(['Prextra'])
    expect(
      valuesOf(await company.get(`/policies/appManagementPolicies/${String(policy.body.id)}/appliesTo`), 'id'),
    ).toEqual([id])
    expect((await secret(company, id, '2027-11-22T14:00:00Z')).body).toHaveProperty('secretText')
    expect(valuesOf(await secret(company, id))).toBe(
      `CredentialInvalidLifetimeAsPerAppPolicy: Credential lifetime exceeds the max value allowed as per assigned policy '${String(policy.body.id)}'.`,
    )
    expect((await company.send('POST', `${assigned}/$ref`, { '@odata.id': address })).body.error?.message).toContain(
      'Only one policy',
    )
    await company.send('DELETE', `${assigned}/${String(policy.body.id)}/$ref`)
    expect((await secret(company, id, '2027-11-22T14:00:00Z')).body.error?.code).toBe(
      'CredentialInvalidLifetimeAsPerAppPolicy',
    )
  })

  test('an administrator of security changes it, and it holds from then on; others may not', async () => {
    const patch = {
      applicationRestrictions: {
        passwordCredentials: [
          {
            restrictionType: 'passwordAddition',
            state: 'enabled',
            restrictForAppsCreatedAfterDateTime: '2026-11-22T15:00:00Z',
          },
        ],
      },
    }
    expect((await company.send('PATCH', '/policies/defaultAppManagementPolicy', patch)).body).toEqual({})
    // This application is older than the rule.
    expect((await secret(company, await app(company))).body).toHaveProperty('secretText')
    company.clock.forward(3600_000)
    const later = callAs(company.tenant, await signIn(company.tenant, luc, everyScope), company.clock)
    expect(valuesOf(await secret(later, await app(later)))).toContain('CredentialTypeNotAllowedAsPerAppPolicy')
    const marie = callAs(company.tenant, await signIn(company.tenant, marieEve, everyScope), company.clock)
    expect((await marie.send('PATCH', '/policies/defaultAppManagementPolicy', patch)).body.error?.code).toBe(
      'Authorization_RequestDenied',
    )
    expect((await marie.get('/policies/defaultAppManagementPolicy')).body).toMatchObject({ isEnabled: true })
  })

  test.each([
    [
      { restrictions: {} },
      `The property 'restrictions' does not exist on type 'microsoft.graph.tenantAppManagementPolicy'`,
    ],
    [{ applicationRestrictions: { passwordCredentials: [{ restrictionType: 'passwordLenght' }] } }, 'restrictionType'],
    [{ applicationRestrictions: { passwordCredentials: [{ restrictionType: 'passwordLifetime' }] } }, 'maxLifetime'],
    [
      {
        applicationRestrictions: {
          passwordCredentials: [{ restrictionType: 'passwordLifetime', maxLifetime: '90 days' }],
        },
      },
      'maxLifetime',
    ],
    [{ isEnabled: 'yes' }, 'Edm.Boolean'],
  ])('%j is no policy', async (body, words) => {
    expect(valuesOf(await company.send('PATCH', '/policies/defaultAppManagementPolicy', body))).toContain(words)
    expect((await company.get('/policies/defaultAppManagementPolicy')).body).toMatchObject({ isEnabled: true })
  })
})

describe('the locked company', () => {
  test('its first account has no role, may not consent, and nobody registers', async () => {
    const tenant = createTenant({ seed: lockedCompany })
    await expect(signIn(tenant, marieEve)).rejects.toThrow('AADSTS90094')
    await expect(signIn(tenant, nadia)).rejects.toThrow('AADSTS90094')
    expect(tenant.state.applications).toEqual([])
  })

  test('its administrator may register and grant, and gets no secret', async () => {
    const locked = await openCompany({ seed: lockedCompany })
    await expect(register(locked.tenant, locked.token)).rejects.toThrow('CredentialTypeNotAllowedAsPerAppPolicy')
    expect(locked.tenant.state).toMatchObject({
      appRoleAssignments: [{ appRoleId: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40' }],
      applications: [{ passwordCredentials: [] }],
    })
    const id = locked.tenant.state.applications[0]?.id ?? ''
    expect((await secret(locked, id, '2026-11-23T14:00:00Z')).body.error).toMatchObject({
      code: 'CredentialTypeNotAllowedAsPerAppPolicy',
      message: 'Credential type not allowed as per assigned policy',
    })
  })
})

test('rules for applications made after a day leave older ones alone', async () => {
  const seed = companyWhere(() => ({
    newSecrets: { forbidden: true, onlyForApplicationsCreatedAfter: '2026-12-01T00:00:00Z' },
  }))
  const young = await openCompany({ seed })
  expect((await registered(young)).secretText).toHaveLength(40)
})

test('the policy is for readers of policies: by scope, and by role', async () => {
  const narrow = await openCompany({ account: marieEve, scope: 'openid User.Read Application.ReadWrite.All' })
  expect((await narrow.get('/policies/defaultAppManagementPolicy')).body.error?.code).toBe(
    'Authorization_RequestDenied',
  )
})
