import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { hostsOf, otherClouds, publicHosts } from '#practice/company/clouds.ts'
import { smallCompany } from '#practice/company/seed.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { PageWalker } from '#support/page-walker.ts'
import { luc, newProof, redirectUri, signInClientId, tenantId } from '#support/tenant-client.ts'

const domain = 'erablieredunord.example'

async function read(tenant: Tenant, url: string): Promise<Record<string, unknown>> {
  return (await (await tenant.fetch(new Request(url))).json()) as Record<string, unknown>
}

async function token(tenant: Tenant, login: string, form: Record<string, string>): Promise<Record<string, unknown>> {
  const address = `https://${login}/${tenantId}/oauth2/v2.0/token`
  const response = await tenant.fetch(new Request(address, { method: 'POST', body: new URLSearchParams(form) }))
  return (await response.json()) as Record<string, unknown>
}

function authorizeAddress(login: string, scope: string, challenge: string): string {
  const query = new URLSearchParams({
    client_id: signInClientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state: 's',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  return `https://${login}/${tenantId}/oauth2/v2.0/authorize?${query.toString()}`
}

/** Signs Luc in at a sign-in host, for one scope. */
async function signIn(tenant: Tenant, login: string, scope: string) {
  const { verifier, challenge } = newProof()
  const walked = await new PageWalker(tenant.fetch).signIn(authorizeAddress(login, scope, challenge), { account: luc })
  const form = { client_id: signInClientId, grant_type: 'authorization_code', redirect_uri: redirectUri, scope }
  const answer = await token(tenant, login, { ...form, code: walked.answer.code ?? '', code_verifier: verifier })
  return { walked, answer }
}

describe.each(otherClouds)('a company in %s', (cloud) => {
  const hosts = hostsOf({ cloud })
  const open = () => createTenant({ seed: { ...smallCompany, cloud } })

  test('is described at its own hosts, by its own sign-in host and by the public one', async () => {
    const tenant = open()
    const path = `${domain}/v2.0/.well-known/openid-configuration`
    const own = await read(tenant, `https://${hosts.login}/${path}`)
    expect(own).toMatchObject({
      issuer: `https://${hosts.login}/${tenantId}/v2.0`,
      token_endpoint: `https://${hosts.login}/${tenantId}/oauth2/v2.0/token`,
      cloud_instance_name: hosts.instance,
      msgraph_host: hosts.graph,
    })
    expect(own.tenant_region_sub_scope ?? null).toBe(hosts.subRegion)
    expect(await read(tenant, `https://${publicHosts.login}/${path}`)).toEqual(own)
    const shared = `https://${publicHosts.login}/organizations/v2.0/.well-known/openid-configuration`
    expect(await read(tenant, shared)).toMatchObject({ cloud_instance_name: publicHosts.instance })
  })

  test('has tokens of its own issuer and audience, which its own Graph takes and the public one does not', async () => {
    const tenant = open()
    const { answer } = await signIn(tenant, hosts.login, `https://${hosts.graph}/User.Read`)
    const text = String(answer.access_token)
    expect(decodeJwt(text)).toMatchObject({
      aud: `https://${hosts.graph}`,
      iss: `https://${hosts.oldIssuer}/${tenantId}/`,
    })
    const ask = async (host: string, path: string) => {
      const headers = { authorization: `Bearer ${text}` }
      return (await tenant.fetch(new Request(`https://${host}${path}`, { headers }))).status
    }
    expect(await ask(hosts.graph, '/v1.0/me')).toBe(200)
    expect(await ask(publicHosts.graph, '/v1.0/me')).toBe(401)
    expect(await ask(hosts.exchange, '/EWS/Exchange.asmx')).toBe(401)
    expect(await ask(publicHosts.exchange, '/EWS/Exchange.asmx')).toBe(401)
  })

  test.each([`https://${publicHosts.graph}/User.Read`, `https://${publicHosts.exchange}/EWS.AccessAsUser.All`])(
    'knows no such resource as %s',
    async (scope) => {
      const { walked } = await signIn(open(), hosts.login, scope)
      expect(walked.answer).toMatchObject({ error: 'invalid_resource' })
      expect(walked.answer.error_description).toContain('AADSTS500011')
    },
  )

  test('is refused at the public sign-in host: a person by the page, an application by the token endpoint', async () => {
    const tenant = open()
    const { walked, answer } = await signIn(tenant, publicHosts.login, `https://${hosts.graph}/User.Read`)
    expect(walked.address).toBeUndefined()
    expect(walked.lastPage).toContain('AADSTS90038')
    expect(answer).toMatchObject({ error_codes: [90038] })
    const form = { client_id: signInClientId, client_secret: 'x', grant_type: 'client_credentials' }
    const asked = await token(tenant, publicHosts.login, { ...form, scope: `https://${hosts.exchange}/.default` })
    expect(asked).toMatchObject({ error_codes: [900382] })
  })
})

test('a company of the public cloud answers at no host of another', async () => {
  const tenant = createTenant()
  const { login } = hostsOf({ cloud: 'gcc-high' })
  await expect(
    tenant.fetch(new Request(`https://${login}/${tenantId}/v2.0/.well-known/openid-configuration`)),
  ).rejects.toThrow()
})
