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

/** A token answer before its endpoint writes it in its own style. */
export interface TokenAnswer {
  readonly scope?: string
  readonly resource: string
  readonly lifetime: number
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  readonly idToken?: string | undefined
  readonly clientInfo?: string | undefined
}

/** What a token for an account is made from. */
export interface AccountWish {
  readonly client: SignInClient
  readonly authentication: Authentication
  /** How the client proved itself: `appidacr`. */
  readonly proof: '0' | '1' | '2'
  readonly version: 1 | 2
  readonly scopes: AskedScopes
  /** What the account's client may do at the resource. */
  readonly granted: readonly string[]
  readonly claims: ClaimsRequest
  readonly nonce: string | undefined
  readonly wantsClientInfo: boolean
  readonly refreshToken: string | undefined
}

// Between 60 and 90 minutes by chance; this is the middle. A client with `cp1` gets a day and more, since Graph can end it.
// https://learn.microsoft.com/entra/identity-platform/access-tokens#token-lifetime
const usualLifetime = 4599
const continuousLifetime = 24 * 3600

/** Role template ids of an account, with the default user role Entra always adds. */
function wids(user: SeedUser): string[] {
  return [
    ...user.roles.map((role) => roleTemplateIds[role]),
    user.kind === 'guest' ? guestTemplateId : memberTemplateId,
  ]
}

/** `client_info`: who the account is, for the client's cache. */
export function clientInfo(company: Company, user: SeedUser): string {
  return Buffer.from(JSON.stringify({ uid: user.id, utid: company.directory.seed.tenantId })).toString('base64url')
}

/** Entra's pairwise `sub`: stable for one account at one client. */
export function subject(user: SeedUser, clientId: string): string {
  return createHash('sha256').update(`${user.id} ${clientId}`).digest('base64url')
}

function oldIssuer(company: Company): string {
  return `https://sts.windows.net/${company.directory.seed.tenantId}/`
}

/** Tokens for an account. */
export async function issueForAccount(company: Company, wish: AccountWish): Promise<TokenAnswer> {
  const { client, authentication, scopes, granted, claims } = wish
  const { account, methods } = authentication
  const { tenantId } = company.directory.seed
  const lifetime = claims.isContinuous ? continuousLifetime : usualLifetime
  const shownOpenId = scopes.openId.filter((scope) => scope !== 'offline_access')
  const context = claims.authenticationContext
  const accessToken = await company.tokens.sign(
    {
      aud: scopes.audience,
      iss: oldIssuer(company),
      acct: account.kind === 'guest' ? 1 : 0,
      acr: '1',
      ...(context !== undefined && methods.includes('mfa') ? { acrs: [context] } : {}),
      amr: [...methods],
      app_displayname: client.displayName,
      appid: client.clientId,
      appidacr: wish.proof,
      given_name: account.givenName,
      family_name: account.surname,
      idtyp: 'user',
      ipaddr: '127.0.0.1',
      name: account.name,
      oid: account.id,
      // The OpenID scopes are Graph's: they show in its tokens only. offline_access never does.
      scp: [...granted, ...(scopes.resource.appId === graphAppId ? shownOpenId : [])].join(' '),
      sub: subject(account, scopes.resource.appId),
      tenant_region_scope: 'NA',
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
  const idToken = scopes.openId.includes('openid') ? await signIdToken(company, wish) : undefined
  const shown = [
    ...granted.map((scope) => (scopes.isPrefixed ? `${scopes.audience}/${scope}` : scope)),
    ...(wish.version === 2 ? shownOpenId : []),
  ]
  return {
    scope: shown.join(' '),
    resource: scopes.audience,
    lifetime,
    accessToken,
    refreshToken: wish.refreshToken,
    idToken,
    clientInfo: wish.wantsClientInfo ? clientInfo(company, account) : undefined,
  }
}

/** Both generations say the same of a person under other names. https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
function signIdToken(company: Company, wish: AccountWish): Promise<string> {
  const { client, authentication, scopes, version } = wish
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
      iss: version === 2 ? `https://login.microsoftonline.com/${tenantId}/v2.0` : oldIssuer(company),
      ...(wish.nonce === undefined ? {} : { nonce: wish.nonce }),
      ...(asked('profile') ? profile : {}),
      ...(asked('email') && account.mail !== null ? { email: account.mail } : {}),
      ...(client.optionalClaims.includes('acct') ? { acct: account.kind === 'guest' ? 1 : 0 } : {}),
      ...(client.optionalClaims.includes('wids') ? { wids: wids(account) } : {}),
      ...(wish.claims.wantsAuthTime ? { auth_time: Math.floor(authentication.at / 1000) } : {}),
      rh: `1.${randomUUID()}`,
      sub: subject(account, client.clientId),
      tid: tenantId,
      uti: randomUUID(),
      ver: version === 2 ? '2.0' : '1.0',
    },
    usualLifetime,
  )
}

/** A token for an application acting as itself: `roles` are its assignments at this moment, and absent when there are none. */
export async function issueForApplication(
  company: Company,
  wish: {
    application: StoredApplication
    principal: StoredServicePrincipal
    resource: StoredServicePrincipal
    audience: string
    proof: '1' | '2'
    roles: readonly string[]
  },
): Promise<TokenAnswer> {
  const { application, principal, audience, roles } = wish
  const { directory } = company
  const lifetime = 3599
  const accessToken = await company.tokens.sign(
    {
      aud: audience,
      iss: oldIssuer(company),
      app_displayname: principal.displayName,
      appid: application.appId,
      appidacr: wish.proof,
      idp: oldIssuer(company),
      idtyp: 'app',
      oid: principal.id,
      ...(roles.length === 0 ? {} : { roles }),
      sub: principal.id,
      tenant_region_scope: 'NA',
      tid: directory.seed.tenantId,
      uti: randomUUID(),
      ver: '1.0',
    },
    lifetime,
  )
  return { resource: audience, lifetime, accessToken }
}
