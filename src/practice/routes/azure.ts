import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Company } from '../company/company.ts'
import { azureManagement, azurePortal, type FirstParty } from '../company/first-party.ts'
import type { SeedUser } from '../company/seed.ts'
import { has } from '../tenant/roles.ts'
import { grantAll, requestOfEverything } from './sign-in/pages/admin-consent.ts'
import { findClient } from './sign-in/registrations.ts'
import { SignInRefusal } from './sign-in/refusal.ts'
import type { SignIns } from './sign-in/sign-ins.ts'

/**
 * Serves management.azure.com, as far as a sign-in of the Azure CLI needs it: the company has no subscriptions.
 * https://learn.microsoft.com/rest/api/resources/subscriptions/list , https://learn.microsoft.com/rest/api/resources/tenants/list
 */
export function azureManagementHost(company: Company): Hono {
  const app = new Hono()
  const { seed } = company.directory
  app.all('*', async (c) => {
    const caller = await readCaller(company, c, azureManagement)
    if (caller instanceof Response) return caller
    const path = c.req.path.toLowerCase()
    if (c.req.query('api-version') === undefined) {
      return refusal(
        c,
        400,
        'MissingApiVersionParameter',
        'The api-version query parameter (?api-version=) is required for all requests.',
      )
    }
    if (c.req.method !== 'GET') return refusal(c, 405, 'MethodNotAllowed', 'The method is not allowed.')
    if (path === '/subscriptions') return answer(c, { value: [], count: { type: 'Total', value: 0 } })
    if (path === '/tenants') {
      const tenant = {
        id: `/tenants/${seed.tenantId}`,
        tenantId: seed.tenantId,
        countryCode: seed.countryLetterCode,
        displayName: seed.name,
        domains: seed.domains.map(({ name }) => name),
        tenantCategory: 'Home',
        defaultDomain: seed.domains.find(({ isDefault }) => isDefault === true)?.name ?? '',
        tenantType: 'AAD',
      }
      return answer(c, { value: [tenant] })
    }
    return refusal(c, 404, 'ResourceNotFound', `The resource '${c.req.path}' was not found.`)
  })
  app.onError((error) => {
    throw error
  })
  return app
}

/**
 * Serves main.iam.ad.ext.azure.com, the part of the Azure portal that `az ad app permission admin-consent` calls.
 * UNCONFIRMED(azure-portal-consent): its status and its refusals.
 */
export function azurePortalHost(company: Company, signIns: SignIns): Hono {
  const app = new Hono()
  app.post('/api/RegisteredApplications/:appId/Consent', async (c) => {
    const caller = await readCaller(company, c, azurePortal)
    if (caller instanceof Response) return caller
    if (!has('consent-for-admin-scopes', caller.roles)) return c.json({ ClassName: 'Forbidden' }, 403)
    try {
      const client = findClient(company.directory, signIns, c.req.param('appId'))
      grantAll(company, requestOfEverything(company.directory, client))
      company.directory.writes += 1
      return c.body(null, 204)
    } catch (error) {
      if (error instanceof SignInRefusal) return c.json({ ClassName: 'NotFound', Message: error.message }, 404)
      throw error
    }
  })
  app.notFound((c) => c.body(null, 404))
  app.onError((error) => {
    throw error
  })
  return app
}

/** Returns the account of a token for one of these resources, or the 401 for a request without a valid one. */
async function readCaller(company: Company, c: Context, resource: FirstParty): Promise<SeedUser | Response> {
  const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const signIn = `Bearer authorization_uri="https://${company.directory.hosts.login}/${company.directory.seed.tenantId}", error="invalid_token", error_description="The authentication failed because of missing 'Authorization' header."`
  if (token === undefined) {
    c.header('www-authenticate', signIn)
    return refusal(c, 401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.")
  }
  const verified = await company.tokens.verify(token, resource.identifiers(company.directory.hosts))
  const account = 'claims' in verified ? company.directory.user(String(verified.claims.oid)) : undefined
  if (account !== undefined) return account
  c.header('www-authenticate', signIn)
  return refusal(c, 401, 'InvalidAuthenticationToken', 'The access token is invalid.')
}

function answer(c: Context, body: object): Response {
  addHeaders(c)
  return c.json(body)
}

function refusal(c: Context, status: 400 | 401 | 404 | 405, code: string, message: string): Response {
  addHeaders(c)
  return c.json({ error: { code, message } }, status)
}

/** Adds the headers of Azure Resource Manager's answers. */
function addHeaders(c: Context): void {
  c.header('x-ms-request-id', randomUUID())
  c.header('x-ms-correlation-request-id', randomUUID())
  c.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
  c.header('cache-control', 'no-cache')
}
