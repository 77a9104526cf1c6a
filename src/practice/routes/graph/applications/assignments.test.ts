import { expect, test } from 'vitest'
import {
  adminScopes,
  exchangeAppId,
  fullAccess,
  graph,
  luc,
  marieEve,
  recipe,
  register,
  signIn,
  signedIn,
  tenantId,
} from '#support/tenant-client.ts'
import { smallCompany } from '../../../company/seed.ts'
import { createTenant } from '../../../tenant/tenant.ts'

test('a Cloud Application Administrator grants Exchange’s role, not Graph’s; a Global Administrator grants both', async () => {
  const tenant = createTenant()
  const more = `${adminScopes} AppRoleAssignment.ReadWrite.All`
  const token = await signIn(tenant, marieEve, more)
  const { principalId } = await register(tenant, token)
  const graphPrincipal = tenant.state.servicePrincipals.find((one) => one.displayName === 'Microsoft Graph')
  const resourceId = graphPrincipal?.id ?? ''
  const grant = { principalId, resourceId, appRoleId: 'ef54d2bf-783f-4e0f-bca1-3210c0444d99' }
  const path = `/servicePrincipals/${resourceId}/appRoleAssignedTo`
  expect((await graph(tenant, token, 'POST', path, grant)).status).toBe(403)
  const without = await signIn(tenant, luc)
  expect((await graph(tenant, without, 'POST', path, grant)).status).toBe(403)
  const whole = await signIn(tenant, luc, more)
  expect((await graph(tenant, whole, 'POST', path, grant)).body).toMatchObject({
    ...grant,
    resourceDisplayName: 'Microsoft Graph',
  })
})

test('a grant: once, for a role that exists, on the object of the path', async () => {
  const { tenant, token } = await signedIn()
  const { principalId, resourceId } = await register(tenant, token)
  const grant = { principalId, resourceId, appRoleId: fullAccess }
  const post = async (path: string, body: object) =>
    (await graph(tenant, token, 'POST', path, body)).body.error?.message
  expect(await post(`/servicePrincipals/${resourceId}/appRoleAssignedTo`, grant)).toBe(
    'Permission being assigned already exists on the object',
  )
  expect(await post(`/servicePrincipals/${principalId}/appRoleAssignments`, { ...grant, appRoleId: marieEve })).toBe(
    `Permission being assigned was not found on application '${exchangeAppId}'.`,
  )
  expect(await post(`/servicePrincipals/${principalId}/appRoleAssignedTo`, grant)).toContain('resourceId')
  expect(await post(`/servicePrincipals/${resourceId}/appRoleAssignedTo`, { ...grant, principalId: marieEve })).toBe(
    'Not a valid reference update.',
  )
  expect(await post(`/servicePrincipals/${resourceId}/appRoleAssignedTo`, { ...grant, extra: 1 })).toContain(`'extra'`)

  const list = await graph(tenant, token, 'GET', `/servicePrincipals/${principalId}/appRoleAssignments`)
  expect(list.body.value).toMatchObject([
    { ...grant, principalType: 'ServicePrincipal', resourceDisplayName: 'Office 365 Exchange Online' },
  ])
  const [{ id } = { id: '' }] = list.body.value as { id: string }[]
  expect(
    (await graph(tenant, token, 'DELETE', `/servicePrincipals/${principalId}/appRoleAssignments/${id}`)).status,
  ).toBe(204)
  expect(
    (await graph(tenant, token, 'DELETE', `/servicePrincipals/${principalId}/appRoleAssignments/${id}`)).status,
  ).toBe(404)
  expect(tenant.state.appRoleAssignments).toEqual([])
})

test('a service principal needs its application, takes its tags once, and comes once', async () => {
  const { tenant, token } = await signedIn()
  const stranger = await graph(tenant, token, 'POST', '/servicePrincipals', { appId: tenantId })
  expect(stranger).toMatchObject({
    status: 400,
    body: {
      error: {
        message: `The appId '${tenantId}' of the service principal does not reference a valid application object.`,
      },
    },
  })
  const { body } = await graph(tenant, token, 'POST', '/applications', recipe)
  const appId = String(body.appId)
  const made = await graph(tenant, token, 'POST', '/servicePrincipals', { appId })
  expect(made.body).toMatchObject({
    appId,
    tags: recipe.tags,
    displayName: recipe.displayName,
    appOwnerOrganizationId: tenantId,
  })
  await graph(tenant, token, 'PATCH', `/applications/${String(body.id)}`, { tags: [] })
  const found = await graph(tenant, token, 'GET', `/servicePrincipals?$filter=appId eq '${appId}'&$select=id,tags`)
  expect(found.body.value).toEqual([{ id: made.body.id, tags: recipe.tags }])
  const twice = await graph(tenant, token, 'POST', '/servicePrincipals', { appId })
  expect(twice).toMatchObject({ status: 409, body: { error: { code: 'Request_MultipleObjectsWithSameKeyValue' } } })
})

test('Exchange’s service principal offers full_access_as_app, and is missing where there is no Exchange', async () => {
  const { tenant, token } = await signedIn()
  const path = `/servicePrincipals(appId='${exchangeAppId}')?$select=id,displayName,appRoles`
  const { body } = await graph(tenant, token, 'GET', path)
  expect(body).toMatchObject({
    displayName: 'Office 365 Exchange Online',
    appRoles: [
      { id: fullAccess, value: 'full_access_as_app', allowedMemberTypes: ['Application'] },
      { value: 'Exchange.ManageAsApp' },
    ],
  })
  const poor = createTenant({ seed: { ...smallCompany, hasExchangeOnline: false } })
  expect((await graph(poor, await signIn(poor, marieEve), 'GET', path)).status).toBe(404)
})
