import { expect, test } from 'vitest'
import {
  adminScopes,
  alex,
  exchangeAppId,
  fullAccess,
  graph,
  luc,
  marieEve,
  nadia,
  postToken,
  recipe,
  register,
  signIn,
  signedIn,
  sophie,
  stoppedClock,
} from '#support/tenant-client.ts'
import { smallCompany } from '../../../company/seed.ts'
import { createTenant } from '../../../tenant/tenant.ts'

test('a request without a valid token is refused', async () => {
  const clock = stoppedClock()
  const tenant = createTenant({ clock })
  const token = await signIn(tenant, marieEve)
  const refused = async (used: string) => {
    const { status, body, headers } = await graph(tenant, used, 'GET', '/me')
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toMatch(/^Bearer /)
    expect(body.error?.code).toBe('InvalidAuthenticationToken')
    return body.error?.message
  }
  expect(await refused('')).toBe('Access token is empty.')
  expect(await refused('abc')).toMatch(/^IDX14100/)
  expect(await refused(`${token.slice(0, -4)}AAAA`)).toContain('signature')
  expect(await refused(await signIn(createTenant({ clock }), marieEve))).toContain('signature')
  const forMail = await signIn(tenant, marieEve, 'https://outlook.office365.com/EWS.AccessAsUser.All')
  expect(await refused(forMail)).toContain('Invalid audience')
  clock.forward(2 * 3600_000)
  expect(await refused(token)).toBe('Lifetime validation failed, the token is expired.')
})

test('the scope and the role must both be there', async () => {
  const { tenant, token } = await signedIn(marieEve, 'openid User.Read')
  const denied = {
    status: 403,
    body: {
      error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
    },
  }
  expect(await graph(tenant, token, 'GET', '/applications')).toMatchObject(denied)
  const readOnly = await signedIn(marieEve, 'openid User.Read Application.Read.All')
  expect(await graph(readOnly.tenant, readOnly.token, 'POST', '/applications', recipe)).toMatchObject(denied)
  expect((await graph(readOnly.tenant, readOnly.token, 'GET', '/applications')).status).toBe(200)
})

/** Returns a company in which an account without an administrator role has a token with the admin scopes. */
async function without(role: 'member' | 'developer', usersMayRegisterApplications = true) {
  const roles = { member: [], developer: ['Application Developer'] } as const
  const users = smallCompany.users.map((user) =>
    user.id === sophie ? { ...user, roles: [...user.roles, 'Application Administrator' as const] } : user,
  )
  const now = { users }
  const seed = {
    ...smallCompany,
    usersMayRegisterApplications,
    get users() {
      return now.users
    },
  }
  const tenant = createTenant({ seed })
  const token = await signIn(tenant, sophie)
  now.users = smallCompany.users.map((user) => (user.id === sophie ? { ...user, roles: roles[role] } : user))
  return { tenant, token }
}

test('an ordinary member registers, owns what it made, and may grant nothing', async () => {
  const { tenant, token } = await without('member')
  const made = await graph(tenant, token, 'POST', '/applications', recipe)
  expect(made.status).toBe(201)
  expect(tenant.state.applications[0]?.owners).toEqual([sophie])
  expect((await graph(tenant, token, 'POST', `/applications/${String(made.body.id)}/addPassword`, {})).status).toBe(200)
  const principal = await graph(tenant, token, 'POST', '/servicePrincipals', { appId: made.body.appId })
  const resource = tenant.state.servicePrincipals.find((one) => one.appId === exchangeAppId)
  const grant = { principalId: principal.body.id, resourceId: resource?.id, appRoleId: fullAccess }
  expect(
    (await graph(tenant, token, 'POST', `/servicePrincipals/${resource?.id ?? ''}/appRoleAssignedTo`, grant)).status,
  ).toBe(403)

  const other = await graph(tenant, await signIn(tenant, luc), 'POST', '/applications', recipe)
  expect((await graph(tenant, token, 'POST', `/applications/${String(other.body.id)}/addPassword`, {})).status).toBe(
    403,
  )
  expect((await graph(tenant, token, 'DELETE', `/applications/${String(other.body.id)}`)).status).toBe(403)
})

test('where members may not register, an Application Developer still may', async () => {
  const member = await without('member', false)
  expect((await graph(member.tenant, member.token, 'POST', '/applications', recipe)).status).toBe(403)
  const developer = await without('developer', false)
  expect((await graph(developer.tenant, developer.token, 'POST', '/applications', recipe)).status).toBe(201)
  expect(developer.tenant.state.applications[0]?.owners).toEqual([sophie])
})

test('the Exchange administrator is an ordinary member here, the guest administrator an administrator', async () => {
  const tenant = createTenant()
  await expect(signIn(tenant, nadia)).rejects.toThrow('AADSTS90094')
  const guest = await signIn(tenant, alex)
  await expect(register(tenant, guest)).resolves.toHaveProperty('secretText')
})

test('an application with Graph’s own role may read and write as itself, and has no me', async () => {
  const tenant = createTenant()
  const token = await signIn(tenant, luc, `${adminScopes} AppRoleAssignment.ReadWrite.All`)
  const { appId, secretText, principalId } = await register(tenant, token)
  const resourceId = tenant.state.servicePrincipals.find((one) => one.displayName === 'Microsoft Graph')?.id ?? ''
  const ask = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: secretText,
    scope: 'https://graph.microsoft.com/.default',
  }
  const own = async () => ((await (await postToken(tenant, ask)).json()) as { access_token: string }).access_token
  expect((await graph(tenant, await own(), 'GET', '/applications')).status).toBe(403)
  const grant = { principalId, resourceId, appRoleId: '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9' }
  await graph(tenant, token, 'POST', `/servicePrincipals/${principalId}/appRoleAssignments`, grant)
  expect((await graph(tenant, await own(), 'POST', '/applications', recipe)).status).toBe(201)
  expect((await graph(tenant, await own(), 'GET', '/me')).status).toBe(403)
})
