import { createHash, randomUUID } from 'node:crypto'
import type { Company } from '../../../company/company.ts'
import { graphAppId } from '../../../company/first-party.ts'
import { guestTemplateId, memberTemplateId, roleTemplateIds } from '../../../tenant/roles.ts'
import type { SeedUser } from '../../../company/seed.ts'
import type { StoredApplication, StoredServicePrincipal } from '../../../tenant/directory.ts'
import type { ClaimsRequest } from '../claims.ts'
import type { SignInClient } from '../clients.ts'
import type { AskedScopes } from '../scopes.ts'
import type { Authentication } from '../sign-ins.ts'

/** A token answer, which the v2.0 endpoint and the older one write differently. */
export interface TokenAnswer {
  readonly scope?: string
  readonly resource: string
  readonly lifetime: number
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  readonly idToken?: string | undefined
  readonly clientInfo?: string | undefined
}

/** What the tokens for an account are made from. */
export interface AccountTokenRequest {
  readonly client: SignInClient
  readonly authentication: Authentication
  /** How the client proved itself, which becomes `appidacr`. */
  readonly proof: '0' | '1' | '2'
  readonly version: 1 | 2
  readonly scopes: AskedScopes
  /** The scopes that the client may use at the resource for the account. */
  readonly granted: readonly string[]
  readonly claims: ClaimsRequest
  readonly nonce: string | undefined
  readonly wantsClientInfo: boolean
  readonly refreshToken: string | undefined
}

// Entra draws 60 to 90 minutes; this is the middle. A client with `cp1` gets a day, since Graph can refuse the token earlier.
// https://learn.microsoft.com/entra/identity-platform/access-tokens#token-lifetime
const usualLifetime = 4599
const continuousLifetime = 24 * 3600

/**
 * Returns the role template ids of an account, with the default user role that Entra always adds to a user object.
 * UNCONFIRMED(delegated-claims): that the tokens of a delegated administrator have no such role and no `acct`.
 */
function wids(user: SeedUser): string[] {
  const roles = user.roles.map((role) => roleTemplateIds[role])
  if (user.kind === 'delegated') return roles
  return [...roles, user.kind === 'guest' ? guestTemplateId : memberTemplateId]
}

/** Returns what `acct` says of an account. https://learn.microsoft.com/entra/identity-platform/optional-claims-reference */
function acct({ kind }: SeedUser): { acct?: 0 | 1 } {
  return kind === 'delegated' ? {} : { acct: kind === 'guest' ? 1 : 0 }
}

/** Returns `idp`, which stands only in the tokens of accounts of another tenant. */
function idp(company: Company, { home }: SeedUser): { idp?: string } {
  return home === undefined ? {} : { idp: `https://${company.directory.hosts.oldIssuer}/${home.tenantId}/` }
}

/** Returns `client_info`, which names the account for the client's cache, by its ids at home. */
export function clientInfo(company: Company, user: SeedUser): string {
  const { tenantId, objectId } = user.home ?? { tenantId: company.directory.seed.tenantId, objectId: user.id }
  return Buffer.from(JSON.stringify({ uid: objectId, utid: tenantId })).toString('base64url')
}

/** Returns the pairwise `sub`: always the same for one account at one client. */
export function subject(user: SeedUser, clientId: string): string {
  return createHash('sha256').update(`${user.id} ${clientId}`).digest('base64url')
}

function oldIssuer(company: Company): string {
  const { hosts, seed } = company.directory
  return `https://${hosts.oldIssuer}/${seed.tenantId}/`
}

/** Makes the tokens for an account. */
export async function issueForAccount(company: Company, wanted: AccountTokenRequest): Promise<TokenAnswer> {
  const { client, authentication, scopes, granted, claims } = wanted
  const { account, methods } = authentication
  const { tenantId } = company.directory.seed
  const lifetime = claims.isContinuous ? continuousLifetime : usualLifetime
  const shownOpenId = scopes.openId.filter((scope) => scope !== 'offline_access')
  const context = claims.authenticationContext
  const accessToken = await company.tokens.sign(
    {
      aud: scopes.audience,
      iss: oldIssuer(company),
      ...acct(account),
      acr: '1',
      ...(context !== undefined && methods.includes('mfa') ? { acrs: [context] } : {}),
      amr: [...methods],
      app_displayname: client.displayName,
      appid: client.clientId,
      appidacr: wanted.proof,
      given_name: account.givenName,
      family_name: account.surname,
      ...idp(company, account),
      idtyp: 'user',
      ipaddr: '127.0.0.1',
      name: account.name,
      oid: account.id,
      // OpenID scopes stand only in tokens for Graph; offline_access stands in none.
      scp: [...granted, ...(scopes.resource.appId === graphAppId ? shownOpenId : [])].join(' '),
      sub: subject(account, scopes.resource.appId),
      tenant_region_scope: company.directory.hosts.region,
      tid: tenantId,
      unique_name: account.userPrincipalName,
      upn: account.userPrincipalName,
      uti: randomUUID(),
      ver: '1.0',
      wids: wids(account),
      ...(claims.isContinuous ? { xms_cc: ['CP1'] } : {}),
    },
    lifetime,
  )
  const idToken = scopes.openId.includes('openid') ? await signIdToken(company, wanted) : undefined
  const prefixed = (scope: string): string => (scopes.isPrefixed ? `${scopes.audience}/${scope}` : scope)
  const shown = [
    ...granted.map(prefixed),
    ...(wanted.version === 2 ? shownOpenId : []),
    // MSAL finds a token of `/.default` in its cache by this name: https://github.com/Azure/azure-cli/issues/32931
    ...(wanted.version === 2 && scopes.isDefault ? [prefixed('.default')] : []),
  ]
  return {
    scope: shown.join(' '),
    resource: scopes.audience,
    lifetime,
    accessToken,
    refreshToken: wanted.refreshToken,
    idToken,
    clientInfo: wanted.wantsClientInfo ? clientInfo(company, account) : undefined,
  }
}

/** Signs an id_token. v1.0 and v2.0 use different claims for the same facts. https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
function signIdToken(company: Company, wanted: AccountTokenRequest): Promise<string> {
  const { client, authentication, scopes, version } = wanted
  const { account, methods } = authentication
  const { tenantId } = company.directory.seed
  const asked = (scope: string): boolean => scopes.openId.includes(scope)
  const profile =
    version === 2
      ? { name: account.name, preferred_username: account.userPrincipalName, oid: account.id }
      : {
          name: account.name,
          given_name: account.givenName,
          family_name: account.surname,
          unique_name: account.userPrincipalName,
          upn: account.userPrincipalName,
          amr: [...methods],
          ipaddr: '127.0.0.1',
          oid: account.id,
        }
  return company.tokens.sign(
    {
      aud: client.clientId,
      iss: version === 2 ? `https://${company.directory.hosts.login}/${tenantId}/v2.0` : oldIssuer(company),
      ...(wanted.nonce === undefined ? {} : { nonce: wanted.nonce }),
      ...(asked('profile') ? profile : {}),
      ...(asked('email') && account.mail !== null ? { email: account.mail } : {}),
      ...(client.optionalClaims.includes('acct') ? acct(account) : {}),
      ...idp(company, account),
      ...(client.optionalClaims.includes('wids') ? { wids: wids(account) } : {}),
      ...(wanted.claims.wantsAuthTime ? { auth_time: Math.floor(authentication.at / 1000) } : {}),
      rh: `1.${randomUUID()}`,
      sub: subject(account, client.clientId),
      tid: tenantId,
      uti: randomUUID(),
      ver: version === 2 ? '2.0' : '1.0',
    },
    usualLifetime,
  )
}

/** Makes a token for an application acting as itself. Without app roles, the claim `roles` is absent. */
export async function issueForApplication(
  company: Company,
  wanted: {
    application: StoredApplication
    principal: StoredServicePrincipal
    resource: StoredServicePrincipal
    audience: string
    proof: '1' | '2'
    roles: readonly string[]
  },
): Promise<TokenAnswer> {
  const { application, principal, audience, roles } = wanted
  const { directoryRoles = [] } = principal
  const { directory } = company
  const lifetime = 3599
  const accessToken = await company.tokens.sign(
    {
      aud: audience,
      iss: oldIssuer(company),
      app_displayname: principal.displayName,
      appid: application.appId,
      appidacr: wanted.proof,
      idp: oldIssuer(company),
      idtyp: 'app',
      oid: principal.id,
      ...(roles.length === 0 ? {} : { roles }),
      sub: principal.id,
      tenant_region_scope: company.directory.hosts.region,
      tid: directory.seed.tenantId,
      uti: randomUUID(),
      ver: '1.0',
      ...(directoryRoles.length === 0 ? {} : { wids: directoryRoles.map((role) => roleTemplateIds[role]) }),
    },
    lifetime,
  )
  return { resource: audience, lifetime, accessToken }
}
