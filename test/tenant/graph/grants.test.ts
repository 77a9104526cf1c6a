import { beforeEach, describe, expect, test } from 'vitest'
import { sophie, tenantId } from '#support/tenant-client.ts'
import { valuesOf, registered, openCompany, type SignedInCompany } from '../signed-in-company.ts'

let company: SignedInCompany
let made: Awaited<ReturnType<typeof registered>>

beforeEach(async () => {
  company = await openCompany()
  made = await registered(company)
})

describe('delegated grants', () => {
  const consent = async (change: object = {}) => {
    const graphPrincipal = company.tenant.state.servicePrincipals.find((one) => one.displayName === 'Microsoft Graph')
    const body = {
      clientId: made.principalId,
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId: graphPrincipal?.id,
      scope: 'User.Read Mail.Send',
      ...change,
    }
    return company.send('POST', '/oauth2PermissionGrants', body)
  }

  test('are given for everybody, found, changed and taken back', async () => {
    const given = await consent()
    expect(given.body).toMatchObject({ clientId: made.principalId, consentType: 'AllPrincipals', principalId: null })
    const found = await company.get(`/oauth2PermissionGrants?$filter=clientId eq '${made.principalId}'`)
    expect(valuesOf(found, 'scope')).toEqual(['User.Read Mail.Send'])
    const path = `/oauth2PermissionGrants/${String(given.body.id)}`
    await company.send('PATCH', path, { scope: 'User.Read' })
    expect((await company.get(path)).body).toMatchObject({ scope: 'User.Read' })
    expect(valuesOf(await company.get(`/servicePrincipals/${made.principalId}/oauth2PermissionGrants`), 'id')).toEqual([
      given.body.id,
    ])
    await company.send('DELETE', path)
    expect((await company.get(path)).body.error?.code).toBe('Request_ResourceNotFound')
  })

  test.each([
    [{ consentType: 'Principal' }, 'Request_BadRequest', 'principalId'],
    [{ consentType: 'Everybody' }, 'Request_BadRequest', 'consentType'],
    [{ principalId: sophie }, 'Request_BadRequest', 'principalId'],
    [{ clientId: tenantId }, 'Request_BadRequest', 'does not exist or one of its queried'],
    [{ scope: 'User.Reed' }, 'Request_BadRequest', 'scope'],
    [{ scopes: 'User.Read' }, 'BadRequest', `The property 'scopes' does not exist`],
  ])('%j is refused', async (change, code, words) => {
    const answer = await consent(change)
    expect(answer.body.error).toMatchObject({ code, message: expect.stringContaining(words) as unknown })
  })

  test('one for the same client, resource and account is a conflict', async () => {
    await consent()
    expect((await consent()).body.error).toMatchObject({ message: 'Permission entry already exists.' })
  })
})
