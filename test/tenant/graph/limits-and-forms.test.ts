import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeClientCertificate } from '#support/registered-application.ts'
import { exchangeAppId, fullAccess, luc, register, signIn } from '#support/tenant-client.ts'
import { everyScope, openCompany, valuesOf, type SignedInCompany } from '../signed-in-company.ts'

let company: SignedInCompany
let id: string
beforeEach(async () => {
  company = await openCompany()
  id = String((await company.send('POST', '/applications', { displayName: 'Prextra' })).body.id)
})

const guidOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const patch = (body: object) => company.send('PATCH', `/applications/${id}`, body)

describe('requiredResourceAccess', () => {
  const resources = (count: number, permissions: number) =>
    Array.from({ length: count }, (_, n) => ({
      resourceAppId: guidOf(n),
      resourceAccess: Array.from({ length: permissions }, (_unused, m) => ({ id: guidOf(m), type: 'Role' })),
    }))

  test.each([
    [50, 1, 204],
    [51, 1, 400],
    [1, 400, 204],
    [1, 401, 400],
    [50, 8, 204],
    [41, 10, 400],
  ])('%i resources with %i permissions each: %i', async (count, permissions, status) => {
    expect((await patch({ requiredResourceAccess: resources(count, permissions) })).status).toBe(status)
  })
})

describe('text that is really a choice', () => {
  test.each([
    [{ groupMembershipClaims: 'SecurityGroup' }, 204],
    [{ groupMembershipClaims: 'SecurityGroup, ApplicationGroup' }, 204],
    [{ groupMembershipClaims: null }, 204],
    [{ groupMembershipClaims: 'Everything' }, 400],
    [{ groupMembershipClaims: 'SecurityGroup, Everything' }, 400],
    [{ groupMembershipClaims: '' }, 400],
    [{ parentalControlSettings: { legalAgeGroupRule: 'BlockMinors' } }, 204],
    [{ parentalControlSettings: { legalAgeGroupRule: 'allow' } }, 400],
    [{ parentalControlSettings: { legalAgeGroupRule: 'Perhaps' } }, 400],
  ])('%j: %i', async (body, status) => {
    expect((await patch(body)).status).toBe(status)
  })

  test.each([
    ['saml', 204],
    ['SAML', 400],
    ['magic', 400],
  ])('preferredSingleSignOnMode %s: %i', async (preferredSingleSignOnMode, status) => {
    const made = await company.send('POST', '/servicePrincipals', {
      appId: (await company.get(`/applications/${id}`)).body.appId,
    })
    const path = `/servicePrincipals/${String(made.body.id)}`
    expect((await company.send('PATCH', path, { preferredSingleSignOnMode })).status).toBe(status)
  })
})

describe('binary values', () => {
  test('a certificate may have line breaks within its base64', async () => {
    const { keyCredential } = await makeClientCertificate()
    const key = String(keyCredential.key).replaceAll(/(.{64})/g, '$1\r\n')
    expect((await patch({ keyCredentials: [{ ...keyCredential, key }] })).status).toBe(204)
    const { body } = await company.get(`/applications/${id}`)
    expect(body.keyCredentials).toHaveLength(1)
  })

  test.each([
    ['AQIDBA==', 200],
    ['not binary!', 400],
    ['AQI', 400],
  ])('a secret’s customKeyIdentifier %j: %i', async (customKeyIdentifier, status) => {
    const answer = await company.send('POST', `/applications/${id}/addPassword`, {
      passwordCredential: { displayName: 'x', customKeyIdentifier },
    })
    expect(answer.status).toBe(status)
    if (status === 200) expect(answer.body.customKeyIdentifier).toBe(customKeyIdentifier)
  })
})

describe('the names in an address', () => {
  test.each(['/Applications', '/APPLICATIONS', '/servicePrincipals', '/ServicePrincipals', '/Me', '/organization'])(
    '%s is known in any case',
    async (path) => {
      expect((await company.get(path)).status).toBe(200)
    },
  )

  test('and further down', async () => {
    const { principalId } = await register(company.tenant, company.token)
    expect((await company.get(`/servicePrincipals/${principalId}/oAuth2PermissionGrants`)).status).toBe(200)
    expect((await company.get(`/serviceprincipals/${principalId}/AppRoleAssignments`)).status).toBe(200)
  })
})

describe('one property of an object', () => {
  const exchange = `/servicePrincipals(appId='${exchangeAppId}')`

  test('the app roles of a service principal', async () => {
    const { body } = await company.get(`${exchange}/appRoles`)
    expect(body['@odata.context']).toMatch(/\$metadata#servicePrincipals\('[0-9a-f-]+'\)\/appRoles$/)
    expect(valuesOf(await company.get(`${exchange}/appRoles`), 'id')).toContain(fullAccess)
  })

  test('its delegated permissions, and the app roles of an application', async () => {
    expect(valuesOf(await company.get(`${exchange}/oauth2PermissionScopes`), 'value')).toEqual(['EWS.AccessAsUser.All'])
    expect(valuesOf(await company.get(`/applications/${id}/appRoles`))).toEqual([])
  })

  test('a single value, and 204 for one that is null', async () => {
    expect((await company.get(`/applications/${id}/displayName`)).body.value).toBe('Prextra')
    expect((await company.get(`/applications/${id}/notes`)).status).toBe(204)
  })

  test('a name that is no property is 400', async () => {
    expect((await company.get(`/applications/${id}/colour`)).body.error?.code).toBe('BadRequest')
  })
})

describe('a service principal', () => {
  const principalOf = async () => {
    const { body } = await company.get(`/applications/${id}`)
    return (await company.send('POST', '/servicePrincipals', { appId: body.appId })).body
  }

  test('has the audience and the addresses of its application', async () => {
    const redirectUris = ['https://prextra.example/callback']
    await patch({ signInAudience: 'AzureADMultipleOrgs', web: { redirectUris } })
    const made = await principalOf()
    expect(made).toMatchObject({ signInAudience: 'AzureADMultipleOrgs', replyUrls: redirectUris })
    await patch({ signInAudience: 'AzureADMyOrg', publicClient: { redirectUris: ['http://localhost'] } })
    expect((await company.get(`/servicePrincipals/${String(made.id)}`)).body).toMatchObject({
      signInAudience: 'AzureADMyOrg',
      replyUrls: [...redirectUris, 'http://localhost'],
    })
  })

  test('may have a secret of its own, which signs its application in', async () => {
    const made = await principalOf()
    const path = `/servicePrincipals/${String(made.id)}`
    const secret = await company.send('POST', `${path}/addPassword`, { passwordCredential: { displayName: 'own' } })
    expect(secret.body).toMatchObject({ displayName: 'own', secretText: expect.stringMatching(/8Q~/) as unknown })
    expect((await company.get(path)).body.passwordCredentials).toHaveLength(1)
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: String(made.appId),
      client_secret: String(secret.body.secretText),
      scope: 'https://graph.microsoft.com/.default',
    })
    const address = `https://login.microsoftonline.com/${company.tenant.save().seed.tenantId}/oauth2/v2.0/token`
    const ask = () => company.tenant.fetch(new Request(address, { method: 'POST', body: form }))
    expect((await ask()).status).toBe(200)
    await company.send('POST', `${path}/removePassword`, { keyId: secret.body.keyId })
    expect((await ask()).status).toBe(401)
  })
})

describe('the headers of an answer', () => {
  test.each([
    ['a read', 'GET', '/me', 200],
    ['a refusal', 'GET', '/nothing', 400],
  ])('of %s', async (_, method, path, status) => {
    const answer = await company.send(method, path)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.headers.get('x-ms-ags-diagnostic') ?? '')).toHaveProperty('ServerInfo.DataCenter')
    expect(answer.headers.get('x-ms-resource-unit')).toBe('1')
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
  })

  test('of a request that is not let in have no resource unit', async () => {
    const answer = await company.tenant.fetch(new Request('https://graph.microsoft.com/v1.0/me'))
    expect([answer.status, answer.headers.has('x-ms-resource-unit')]).toEqual([401, false])
  })

  test('a batch refuses ids that differ in case only, and shows the resource unit of each part', async () => {
    const part = (one: string) => ({ id: one, method: 'GET', url: '/me' })
    const refused = await company.send('POST', '/$batch', { requests: [part('a'), part('A')] })
    expect([refused.status, refused.body.error?.message]).toEqual([400, 'Batch request ids must be unique.'])
    const { body } = await company.send('POST', '/$batch', { requests: [part('a')] })
    expect(body.responses).toMatchObject([{ status: 200, headers: { 'X-Ms-Resource-Unit': '1' } }])
  })

  test('the answer to a creation has the fraction of its second, a read has not', async () => {
    const made = await company.send('POST', '/applications', { displayName: 'new' })
    expect(made.body.createdDateTime).toMatch(/\.\d{7}Z$/)
    const read = await company.get(`/applications/${String(made.body.id)}`)
    expect(read.body.createdDateTime).toBe(String(made.body.createdDateTime).replace(/\.\d+/, ''))
  })
})

describe('every property that Microsoft declares can be selected', () => {
  let whole: SignedInCompany
  beforeAll(async () => {
    whole = await openCompany()
    await whole.send('POST', '/applications', { displayName: 'Prextra' })
  })

  test.each([
    ['/applications', 'authenticationBehaviors,createdByAppId,managerApplications,oauth2RequirePostResponse,logo'],
    ['/servicePrincipals', 'createdByAppId,customSecurityAttributes,isDisabled'],
    [
      '/users',
      'aboutMe,assignedLicenses,city,companyName,createdDateTime,department,employeeId,identities,onPremisesSyncEnabled,otherMails,signInActivity,usageLocation,skills',
    ],
    ['/organization', 'assignedPlans,marketingNotificationEmails,onPremisesSyncEnabled,partnerTenantType,street'],
  ])('%s: %s', async (path, names) => {
    const { status, body } = await whole.get(`${path}?$select=id,${names}`)
    expect(status).toBe(200)
    const [first] = body.value as Record<string, unknown>[]
    expect(first).toMatchObject(Object.fromEntries(names.split(',').map((name) => [name, null])))
  })

  test('and none of them is shown without being selected', async () => {
    const [first] = (await whole.get('/applications')).body.value as Record<string, unknown>[]
    expect(first).not.toHaveProperty('authenticationBehaviors')
  })
})

describe('what the Azure CLI and other tools read', () => {
  test('groups, of which there are none', async () => {
    expect(valuesOf(await company.get(`/groups?$filter=displayName eq 'x'`))).toEqual([])
    expect((await company.get(`/groups/${guidOf(1)}`)).status).toBe(404)
  })

  test('the objects an account owns', async () => {
    await company.send('POST', `/applications/${id}/owners/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${luc}`,
    })
    expect(valuesOf(await company.get('/me/ownedObjects'), 'id')).toEqual([id])
    expect(valuesOf(await company.get(`/users/${luc}/ownedObjects`), 'id')).toEqual([id])
  })

  test('the groups an account is a member of: directory roles belong to them unless left out', async () => {
    const ask = async (securityEnabledOnly: boolean) =>
      (await company.send('POST', '/me/getMemberGroups', { securityEnabledOnly })).body.value as unknown[]
    expect(await ask(true)).toEqual([])
    expect(await ask(false)).toHaveLength(1)
    expect((await company.send('POST', '/me/getMemberGroups', {})).status).toBe(400)
  })

  test('federated credentials are made, found by name, and removed', async () => {
    const set = `/applications/${id}/federatedIdentityCredentials`
    const body = {
      name: 'deploy',
      issuer: 'https://token.actions.example',
      subject: 'repo:cdid/prextra',
      audiences: ['api://AzureADTokenExchange'],
    }
    expect(valuesOf(await company.get(set))).toEqual([])
    expect((await company.send('POST', set, body)).body).toMatchObject({ ...body, description: null })
    expect((await company.send('POST', set, { ...body, name: 'other' })).status).toBe(409)
    expect((await company.send('POST', set, { ...body, name: 'two', subject: 'x', audiences: [] })).status).toBe(400)
    expect((await company.get(`${set}/deploy`)).body.issuer).toBe(body.issuer)
    expect((await company.send('DELETE', `${set}/deploy`)).status).toBe(204)
    expect((await company.get(`${set}/deploy`)).status).toBe(404)
  })
})

describe('an application with a directory role', () => {
  const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de'
  const withRoles = `${everyScope} RoleManagement.ReadWrite.Directory`

  async function openWithApplication(account = luc) {
    const opened = await openCompany({ scope: withRoles })
    const made = await register(opened.tenant, opened.token)
    const token = account === luc ? opened.token : await signIn(opened.tenant, account, everyScope)
    return { opened, made, token }
  }

  test('gets it through directoryRoles, and its tokens name it', async () => {
    const { opened, made } = await openWithApplication()
    const role = `/directoryRoles(roleTemplateId='${exchangeAdministrator}')`
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${made.principalId}` }
    expect((await opened.send('POST', `${role}/members/$ref`, reference)).status).toBe(204)
    expect((await opened.send('POST', `${role}/members/$ref`, reference)).status).toBe(400)
    expect(valuesOf(await opened.get(`${role}/members`), 'id')).toContain(made.principalId)
    const address = `https://login.microsoftonline.com/${opened.tenant.save().seed.tenantId}/oauth2/v2.0/token`
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: made.appId,
      client_secret: made.secretText,
      scope: 'https://outlook.office365.com/.default',
    })
    const answer = await opened.tenant.fetch(new Request(address, { method: 'POST', body: form }))
    const { access_token: token } = (await answer.json()) as { access_token: string }
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { wids?: string[] }
    expect(claims.wids).toEqual([exchangeAdministrator])
    expect((await opened.send('DELETE', `${role}/members/${made.principalId}/$ref`)).status).toBe(204)
    expect(valuesOf(await opened.get(`${role}/members`), 'id')).not.toContain(made.principalId)
  })

  test('gets it through roleManagement, where it is found by its principal', async () => {
    const { opened, made } = await openWithApplication()
    const set = '/roleManagement/directory/roleAssignments'
    const body = { principalId: made.principalId, roleDefinitionId: exchangeAdministrator, directoryScopeId: '/' }
    const assigned = await opened.send('POST', set, body)
    expect([assigned.status, assigned.body]).toMatchObject([201, body])
    const found = await opened.get(`${set}?$filter=principalId eq '${made.principalId}'`)
    expect(valuesOf(found, 'roleDefinitionId')).toEqual([exchangeAdministrator])
    expect((await opened.send('POST', set, { ...body, directoryScopeId: '/x' })).status).toBe(400)
    expect((await opened.send('DELETE', `${set}/${String(assigned.body.id)}`)).status).toBe(204)
  })

  test('is given one only by who may assign roles', async () => {
    const { opened, made } = await openWithApplication()
    const other = await openCompany({ account: '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90', scope: withRoles })
    const mine = await register(other.tenant, other.token)
    const body = { roleDefinitionId: exchangeAdministrator, directoryScopeId: '/' }
    const set = '/roleManagement/directory/roleAssignments'
    expect((await other.send('POST', set, { ...body, principalId: mine.principalId })).status).toBe(403)
    expect((await opened.send('POST', set, { ...body, principalId: made.principalId })).status).toBe(201)
  })

  test('may have any of the app roles that Graph publishes here', async () => {
    const { opened, made } = await openWithApplication()
    const graphId = (await opened.get(`/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')`)).body.id
    const appRoleId = '483bed4a-2ad3-4361-a73b-c83ccdbdc53c'
    const grant = { principalId: made.principalId, resourceId: graphId, appRoleId }
    expect((await opened.send('POST', `/servicePrincipals/${made.principalId}/appRoleAssignments`, grant)).status).toBe(
      201,
    )
  })
})
