import { describe, expect, test } from 'vitest'
import type { Faults } from '#practice/faults/faults.ts'
import { readImage } from '#practice/tenant/image.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import {
  authorizeAddress,
  graph,
  luc,
  newProof,
  postToken,
  register,
  signIn,
  signInClientId,
  stoppedClock,
  walk,
} from '#support/tenant-client.ts'
import { everyScope } from '../signed-in-company.ts'

async function openTenant(faults: Faults = {}): Promise<{ tenant: Tenant; token: string }> {
  const tenant = createTenant({ clock: stoppedClock(), faults })
  return { tenant, token: await signIn(tenant, luc, everyScope) }
}

async function askToken(tenant: Tenant, { appId, secretText }: { appId: string; secretText: string }) {
  const answer = await postToken(tenant, {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: secretText,
    scope: 'https://outlook.office365.com/.default',
  })
  const body = (await answer.json()) as { error?: string; error_codes?: number[] }
  return body.error_codes?.[0] ?? answer.status
}

describe('a new secret that is called expired', () => {
  test('is refused with AADSTS7000222 as often as the faults say, then accepted', async () => {
    const { tenant, token } = await openTenant({ expiredSecretAnswers: 2 })
    const made = await register(tenant, token)
    expect([await askToken(tenant, made), await askToken(tenant, made), await askToken(tenant, made)]).toEqual([
      7000222, 7000222, 200,
    ])
  })

  test('each secret is counted by itself', async () => {
    const { tenant, token } = await openTenant({ expiredSecretAnswers: 1 })
    const first = await register(tenant, token)
    expect([await askToken(tenant, first), await askToken(tenant, first)]).toEqual([7000222, 200])
    const second = await graph(tenant, token, 'POST', `/applications/${first.id}/addPassword`)
    const next = { appId: first.appId, secretText: String(second.body.secretText) }
    expect([await askToken(tenant, next), await askToken(tenant, first)]).toEqual([7000222, 200])
  })
})

describe('a disabled enterprise application', () => {
  const principalOf = async (tenant: Tenant, token: string, appId: string) =>
    (await graph(tenant, token, 'GET', `/servicePrincipals(appId='${appId}')`)).body

  test('is made disabled when the faults name it, and an administrator can enable it', async () => {
    const { tenant, token } = await openTenant({
      servicePrincipals: [{ displayName: 'prextra outlook sync*', accountEnabled: false }],
    })
    const made = await register(tenant, token)
    expect(await principalOf(tenant, token, made.appId)).toMatchObject({ accountEnabled: false })
    expect(await askToken(tenant, made)).toBe(7000112)
    await graph(tenant, token, 'PATCH', `/servicePrincipals/${made.principalId}`, { accountEnabled: true })
    expect(await askToken(tenant, made)).toBe(200)
  })

  test('is disabled in a saved company too', async () => {
    const before = await openTenant()
    const made = await register(before.tenant, before.token)
    const image = readImage(JSON.parse(JSON.stringify(before.tenant.save())))
    const tenant = createTenant({
      image,
      clock: stoppedClock(),
      faults: { servicePrincipals: [{ displayName: 'Prextra Outlook Sync', accountEnabled: false }] },
    })
    expect(await askToken(tenant, made)).toBe(7000112)
  })

  test('by Microsoft shows the reason on both objects, and enabling it does not help', async () => {
    const { tenant, token } = await openTenant()
    const made = await register(tenant, token)
    const disabledByMicrosoftStatus = 'DisabledDueToViolationOfServicesAgreement'
    tenant.changeServicePrincipal(made.appId, { disabledByMicrosoftStatus })
    expect(await principalOf(tenant, token, made.appId)).toMatchObject({ disabledByMicrosoftStatus })
    expect((await graph(tenant, token, 'GET', `/applications/${made.id}`)).body).toMatchObject({
      disabledByMicrosoftStatus,
    })
    await graph(tenant, token, 'PATCH', `/servicePrincipals/${made.principalId}`, { accountEnabled: true })
    expect(await askToken(tenant, made)).toBe(7000112)
    tenant.changeServicePrincipal(made.appId, { disabledByMicrosoftStatus: 'NotDisabled' })
    expect(await askToken(tenant, made)).toBe(200)
  })

  test('that is the client of a sign-in keeps everybody on Microsoft’s page, with AADSTS7000112', async () => {
    const { tenant } = await openTenant()
    tenant.changeServicePrincipal(signInClientId, { accountEnabled: false })
    const { answer, pages } = await walk(tenant.fetch, authorizeAddress(newProof()), { account: luc })
    expect(answer).toEqual({})
    expect(pages.join('')).toContain('AADSTS7000112')
  })

  test('that is the resource gives no token, with AADSTS500014', async () => {
    const { tenant, token } = await openTenant({
      servicePrincipals: [{ displayName: 'Office 365 Exchange Online', accountEnabled: false }],
    })
    const made = await register(tenant, token)
    expect(await askToken(tenant, made)).toBe(500014)
  })

  test('unknown to the tenant cannot be changed', async () => {
    const { tenant } = await openTenant()
    expect(() => tenant.changeServicePrincipal('0', { accountEnabled: false })).toThrow('No enterprise application')
  })
})

describe('restrictions of the default policy that nobody knows', () => {
  const shownRestrictions = [
    { restrictionType: null, state: null, maxLifetime: null, restrictForAppsCreatedAfterDateTime: null },
    { restrictionType: 'quantumSecretAddition', state: 'enabled', newProperty: { deep: true } },
  ]

  test('are shown as the faults write them, and the company’s own rules stay in force', async () => {
    const { tenant, token } = await openTenant({ shownRestrictions })
    const { body } = await graph(tenant, token, 'GET', '/policies/defaultAppManagementPolicy')
    expect(body.applicationRestrictions).toEqual({
      passwordCredentials: shownRestrictions,
      keyCredentials: [],
      identifierUris: null,
    })
    const made = await register(tenant, token)
    expect(made.secretText).toHaveLength(40)
  })
})
