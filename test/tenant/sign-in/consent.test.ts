import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  authorizeAddress,
  exchangeAppId,
  fullAccess,
  luc,
  marieEve,
  newProof,
  nadia,
  postToken,
  redirectUri,
  sophie,
  tenantId,
} from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { PageWalker, type Person } from '#support/page-walker.ts'
import { applicationReadAll, graphAppId, registerApplication, userRead } from '#support/registered-application.ts'

const host = 'https://login.microsoftonline.com'
const nativeClient = `${host}/common/oauth2/nativeclient`
let tenant: Tenant
let walker: PageWalker

beforeEach(() => {
  tenant = createTenant()
  walker = new PageWalker(tenant.fetch)
})

const exchangeRole = { resourceAppId: exchangeAppId, resourceAccess: [{ id: fullAccess, type: 'Role' }] }
const graphScope = { resourceAppId: graphAppId, resourceAccess: [{ id: userRead, type: 'Scope' }] }
const graphRole = { resourceAppId: graphAppId, resourceAccess: [{ id: applicationReadAll, type: 'Role' }] }

async function registered(requiredResourceAccess: readonly object[]) {
  const properties = { requiredResourceAccess, publicClient: { redirectUris: ['http://localhost', nativeClient] } }
  return registerApplication(tenant, properties)
}

function consentAddress(appId: string, more: Record<string, string> = {}, version: 1 | 2 = 1, at = tenantId): string {
  const query = new URLSearchParams({ client_id: appId, ...more })
  return `${host}/${at}/${version === 2 ? 'v2.0/' : ''}adminconsent?${query.toString()}`
}

const rolesOf = (appId: string) => {
  const principal = tenant.state.servicePrincipals.find((one) => one.appId === appId)
  return tenant.state.appRoleAssignments.filter((one) => one.principalId === principal?.id).map((one) => one.appRoleId)
}

const companyGrants = () => tenant.state.oauth2PermissionGrants.filter((grant) => grant.consentType === 'AllPrincipals')

describe('the admin consent page', () => {
  test('gives an application what it asks for itself, and the company’s consent to the rest', async () => {
    const { appId } = await registered([exchangeRole, graphScope])
    const { answer, address, pages } = await walker.signIn(
      consentAddress(appId, { redirect_uri: 'http://localhost:9000', state: '12345' }),
      { account: marieEve },
    )
    expect(pages.at(-1)).toContain('Use Exchange Web Services with full access to all mailboxes')
    expect(address).toMatch(/^http:\/\/localhost:9000\//)
    expect(answer).toEqual({ admin_consent: 'True', tenant: tenantId, state: '12345' })
    expect(rolesOf(appId)).toEqual([fullAccess])
    expect(companyGrants()).toMatchObject([{ principalId: null, scopes: ['User.Read'] }])
  })

  test('without an address leads to the first one registered', async () => {
    const { appId } = await registered([exchangeRole])
    expect((await walker.signIn(consentAddress(appId), { account: luc })).address).toMatch(/^http:\/\/localhost\//)
  })

  test('given twice gives it once', async () => {
    const { appId } = await registered([exchangeRole, graphScope])
    await walker.signIn(consentAddress(appId), { account: luc })
    await walker.signIn(consentAddress(appId), { account: luc })
    expect(rolesOf(appId)).toEqual([fullAccess])
    expect(companyGrants()).toHaveLength(1)
  })

  test('of the newer kind takes its scopes from the request, and says them again', async () => {
    const { appId } = await registered([])
    const more = {
      scope: 'https://graph.microsoft.com/User.Read https://graph.microsoft.com/Mail.Send',
      redirect_uri: 'http://localhost',
    }
    const { answer } = await walker.signIn(consentAddress(appId, more, 2), { account: marieEve })
    expect(answer).toEqual({
      admin_consent: 'True',
      tenant: tenantId,
      scope: 'https://graph.microsoft.com/User.Read https://graph.microsoft.com/Mail.Send',
    })
    expect(companyGrants()).toMatchObject([{ scopes: ['User.Read', 'Mail.Send'] }])
  })

  test('of the newer kind gives application permissions for /.default alone', async () => {
    const { appId } = await registered([exchangeRole])
    await walker.signIn(consentAddress(appId, { scope: 'User.Read' }, 2), { account: luc })
    expect(rolesOf(appId)).toEqual([])
    await walker.signIn(consentAddress(appId, { scope: 'https://outlook.office365.com/.default' }, 2), { account: luc })
    expect(rolesOf(appId)).toEqual([fullAccess])
  })

  test.each<[string, Person, readonly object[]]>([
    ['somebody without a role', { account: sophie }, [exchangeRole]],
    ['an Exchange administrator', { account: nadia }, [exchangeRole]],
    ['a Cloud Application Administrator, for Microsoft Graph’s own roles', { account: marieEve }, [graphRole]],
  ])('is closed to %s', async (_, person, access) => {
    const { appId } = await registered(access)
    const before = tenant.state.appRoleAssignments.length
    const { answer, pages } = await walker.signIn(consentAddress(appId, { state: 's' }), person)
    expect(pages.join()).toContain('AADSTS90094')
    expect(answer).toMatchObject({ error: 'access_denied', admin_consent: 'True', state: 's' })
    expect(tenant.state.appRoleAssignments).toHaveLength(before)
  })

  test('lets a Global Administrator give Microsoft Graph’s own roles', async () => {
    const { appId } = await registered([graphRole])
    await walker.signIn(consentAddress(appId), { account: luc })
    expect(rolesOf(appId)).toEqual([applicationReadAll])
  })

  test('cancelled leaves nothing, and says 65004', async () => {
    const { appId } = await registered([exchangeRole])
    const { answer } = await walker.signIn(
      consentAddress(appId, { scope: 'https://outlook.office365.com/.default' }, 2),
      { account: luc, consent: 'cancel' },
    )
    expect(answer).toMatchObject({ error: 'consent_required', admin_consent: 'True' })
    expect(answer.error_description).toMatch(/^AADSTS65004/)
    expect(rolesOf(appId)).toEqual([])
  })

  test.each([
    ['an unknown application', 'aaaaaaaa-58d7-4e19-9c4b-1d7e2f80a365', {}, tenantId, 'AADSTS700016'],
    ['an address nobody registered', 'own', { redirect_uri: 'https://evil.example' }, tenantId, 'AADSTS50011'],
    ['an unknown company', 'own', {}, 'contoso.example', 'AADSTS90002'],
    ['personal accounts', 'own', {}, 'consumers', 'AADSTS9002332'],
    ['all companies, for an application of one', 'own', {}, 'organizations', 'AADSTS50194'],
  ])('for %s is an error page, and leads nowhere', async (_, client, more, at, code) => {
    const { appId } = await registered([exchangeRole])
    const { lastPage, address } = await walker.signIn(consentAddress(client === 'own' ? appId : client, more, 1, at), {
      account: luc,
    })
    expect(lastPage).toContain(code)
    expect(address).toBeUndefined()
  })

  test('for an application without any address is refused, 500113', async () => {
    const { appId } = await registerApplication(tenant)
    expect((await walker.signIn(consentAddress(appId), { account: luc })).lastPage).toContain('AADSTS500113')
  })
})

describe('a consent for the whole company', () => {
  test('spares everybody the question, a member without a role too', async () => {
    const { appId } = await registered([graphScope])
    await walker.signIn(consentAddress(appId), { account: luc })
    const proof = newProof()
    const change = { client_id: appId, scope: 'openid User.Read' }
    const { answer, pages } = await new PageWalker(tenant.fetch).signIn(authorizeAddress(proof, change, tenantId), {
      account: sophie,
      consent: 'cancel',
    })
    expect(pages.join()).not.toContain('/practice/consent')
    const response = await postToken(tenant, {
      client_id: appId,
      grant_type: 'authorization_code',
      code: answer.code ?? '',
      redirect_uri: redirectUri,
      code_verifier: proof.verifier,
    })
    const { access_token: token } = (await response.json()) as { access_token: string }
    expect(decodeJwt(token)).toMatchObject({ oid: sophie, scp: 'User.Read openid' })
  })
})

describe('Microsoft’s own clients', () => {
  const cli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
  const open = (change: Record<string, string>, account = luc) =>
    walker.signIn(authorizeAddress(newProof(), change, tenantId), { account })

  test('the Azure CLI asks nobody’s consent for what was arranged', async () => {
    const { answer, pages } = await open({ client_id: cli, scope: 'https://graph.microsoft.com/.default' })
    expect(pages.join()).not.toContain('/practice/consent')
    expect(answer.code).toMatch(/^1\./)
    expect(tenant.state.oauth2PermissionGrants).toEqual([])
  })

  test.each([
    ['a scope that was not arranged', 'https://graph.microsoft.com/Policy.Read.All'],
    ['Exchange’s', 'https://outlook.office365.com/EWS.AccessAsUser.All'],
  ])('the Azure CLI does not get %s, whoever asks', async (_, scope) => {
    expect((await open({ client_id: cli, scope })).lastPage).toContain(
      'AADSTS65002: Consent between first party application',
    )
  })

  test('the Graph command line tools ask consent as anybody', async () => {
    const { pages } = await open({ client_id: '14d82eec-204b-4c2f-b7e8-296a70dab67e', scope: 'Policy.Read.All' })
    expect(pages.join()).toContain('Microsoft Corporation')
    expect(tenant.state.oauth2PermissionGrants).toMatchObject([
      { consentType: 'Principal', scopes: ['Policy.Read.All'] },
    ])
  })
})
