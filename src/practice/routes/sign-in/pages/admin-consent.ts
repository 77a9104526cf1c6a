import { Hono, type Context } from 'hono'
import type { Company } from '../../../company/company.ts'
import type { Directory, StoredServicePrincipal } from '../../../tenant/directory.ts'
import { graphAppId } from '../../../company/first-party.ts'
import { has } from '../../../tenant/roles.ts'
import { accountsFor, needOwnTenant, readTenant } from '../authorize.ts'
import { noClaims } from '../claims.ts'
import { isAmong, type SignInClient } from '../clients.ts'
import { askedChallenge, findBlock } from '../conditional-access.ts'
import { accountPage, errorPage } from './pages.ts'
import { need, refusalBody, SignInRefusal, single } from '../refusal.ts'
import { findClient, requiredScopes } from '../registrations.ts'
import { findResource, readScopes, type AskedScopes } from '../scopes.ts'
import type { Authentication, SignInRequest, SignIns } from '../sign-ins.ts'
import { wantedScopes, type Step } from '../steps.ts'
import { pageContextOf, type Visit } from './visitor.ts'
import { readLanguage } from './language.ts'

/** The pages on which an administrator consents for the whole company. https://learn.microsoft.com/entra/identity-platform/v2-admin-consent */
export function adminConsent(company: Company, signIns: SignIns): Hono {
  const app = new Hono()
  const { directory, clock } = company

  const open = (version: 1 | 2) => async (c: Context) => {
    const query = new URL(c.req.url).searchParams
    const language = readLanguage(query.get('ui_locales') ?? undefined, c.req.header('accept-language'))
    try {
      const parameters = single(query)
      const { isShared } = readTenant(directory, c.req.param('tenant') ?? '')
      const client = findClient(directory, signIns, need(parameters, 'client_id'))
      needOwnTenant(client, isShared)
      const redirectUri = readAddress(client, parameters.get('redirect_uri'))
      const scopes =
        version === 2 ? readScopes(directory, need(parameters, 'scope'), client.displayName) : everything(directory)
      const request: SignInRequest = {
        client,
        version,
        scopes,
        forceConsent: true,
        loginHint: parameters.get('login_hint'),
        correlationId: parameters.get('client-request-id') ?? null,
        claims: noClaims,
        accounts: accountsFor(directory, isShared),
      }
      const ending = { kind: 'admin-consent', redirectUri, state: parameters.get('state'), version } as const
      const id = signIns.begin({ request, ending, language })
      const here: Visit = { company, signIns, c, language, id, transaction: { request, ending, language, expires: 0 } }
      return await accountPage(pageContextOf(here), directory.seed.name)
    } catch (error) {
      if (!(error instanceof SignInRefusal)) throw error
      return errorPage(language, refusalBody(error, clock, query.get('client-request-id')))
    }
  }
  app.get('/:tenant/v2.0/adminconsent', open(2))
  app.get('/:tenant/adminconsent', open(1))
  return app
}

/** Returns the next step before this consent. Consenting to app roles of Microsoft Graph needs a higher role. */
export function adminConsentStep(
  { directory, policies }: Company,
  request: SignInRequest,
  authentication: Authentication,
): Step {
  const { roles } = authentication.account
  const block = findBlock(policies, 'browser')
  if (block !== undefined) return { kind: 'blocked', refusal: block }
  const challenge = askedChallenge(policies, request, authentication)
  if (challenge !== undefined) return { kind: 'challenge', challenge }
  const asksGraphRole = findRoles(directory, request).some(({ resource }) => resource.appId === graphAppId)
  const mayGrant = has('consent-for-admin-scopes', roles) && (!asksGraphRole || has('grant-graph-app-roles', roles))
  return { kind: mayGrant ? 'consent' : 'admin-needed' }
}

/** Returns the names of the application permissions that the page shows. */
export function askedRoles({ directory }: Company, request: SignInRequest): readonly string[] {
  return findRoles(directory, request).map(({ role }) => role.displayName)
}

/** Records a consent for the company: delegated permissions for every account, and the application's app roles. */
export function grantAll({ directory }: Company, request: SignInRequest): void {
  const { client, scopes } = request
  const resources = request.version === 1 ? Array.from(directory.servicePrincipals) : [scopes.resource]
  for (const resource of resources) {
    const wanted = request.version === 1 ? requiredScopes(client, resource) : wantedScopes(request)
    if (wanted.length > 0 || resource === scopes.resource) {
      directory.consent({ client, principalId: null, resource, scopes: wanted })
    }
  }
  const principal = directory.servicePrincipals.find((other) => other.appId === client.clientId)
  for (const { role, resource } of principal === undefined ? [] : findRoles(directory, request)) {
    const ids = { appRoleId: role.id, principalId: (principal as StoredServicePrincipal).id, resourceId: resource.id }
    const isThere = directory.assignments.some(
      (one) =>
        one.appRoleId === ids.appRoleId && one.principalId === ids.principalId && one.resourceId === ids.resourceId,
    )
    if (!isThere) directory.addAssignment(ids)
  }
}

function findRoles(directory: Directory, { client, scopes, version }: SignInRequest) {
  return (client.registration?.requiredAccess ?? []).flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = directory.servicePrincipals.find((other) => other.appId === resourceAppId)
    // The v2.0 page grants application permissions only for `/.default` of their own resource.
    if (resource === undefined || (version === 2 && !(scopes.isDefault && scopes.resource === resource))) return []
    return resource.appRoles
      .filter((role) => resourceAccess.some((access) => access.type === 'Role' && access.id === role.id))
      .map((role) => ({ role, resource }))
  })
}

/** Returns a request for all that a client's registration names, as an administrator consents to it outside of these pages. */
export function requestOfEverything(directory: Directory, client: SignInClient): SignInRequest {
  return {
    client,
    version: 1,
    scopes: everything(directory),
    forceConsent: true,
    loginHint: undefined,
    correlationId: null,
    claims: noClaims,
    accounts: [],
  }
}

function everything(directory: Directory): AskedScopes {
  const audience = `https://${directory.hosts.graph}`
  return {
    openId: [],
    resource: findResource(directory, audience),
    audience,
    names: ['.default'],
    isDefault: true,
    isPrefixed: false,
  }
}

function readAddress({ clientId, redirectUris, registration }: SignInClient, asked: string | undefined): string {
  const registered = [...(registration?.webRedirectUris ?? []), ...redirectUris]
  const [first] = registered
  if (first === undefined) {
    throw new SignInRefusal(500113, 'invalid_request', 'No reply address is registered for the application.')
  }
  if (asked === undefined) return first
  if (isAmong(registered, asked)) return asked
  throw new SignInRefusal(
    50011,
    'invalid_request',
    `The redirect URI '${asked}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
  )
}
