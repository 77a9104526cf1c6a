import { createHash, randomUUID } from 'node:crypto'
import type { Company } from '../../company.ts'
import { guestTemplateId, memberTemplateId, roleTemplateIds } from '../../roles.ts'
import type { SeedUser } from '../../seed.ts'
import type { StoredApplication, StoredServicePrincipal } from '../../directory.ts'
import type { SignInClient } from './clients.ts'
import type { AskedScopes } from './scopes.ts'

export interface TokenAnswer {
  token_type: 'Bearer'
  scope?: string
  expires_in: number
  ext_expires_in: number
  access_token: string
  refresh_token?: string
  id_token?: string
  client_info?: string
}

/** Role template ids of an account, with the default user role Entra always adds. */
export function wids(user: SeedUser): string[] {
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
function subject(user: SeedUser, clientId: string): string {
  return createHash('sha256').update(`${user.id} ${clientId}`).digest('base64url')
}

/** Tokens for an account; `granted` is what it has consented to at the resource. */
export async function issueForAccount(
  company: Company,
  wish: {
    client: SignInClient
    account: SeedUser
    scopes: AskedScopes
    granted: readonly string[]
    nonce: string | undefined
    wantsClientInfo: boolean
    refreshToken: string | undefined
  },
): Promise<TokenAnswer> {
  const { client, account, scopes, granted } = wish
  const { tenantId } = company.directory.seed
  const lifetime = 4599
  const accessToken = await company.tokens.sign(
    {
      aud: scopes.audience,
      iss: `https://sts.windows.net/${tenantId}/`,
      acct: account.kind === 'guest' ? 1 : 0,
      app_displayname: client.displayName,
      appid: client.clientId,
      appidacr: '0',
      given_name: account.givenName,
      family_name: account.surname,
      idtyp: 'user',
      name: account.name,
      oid: account.id,
      // The OpenID scopes are Graph's: they show in its tokens only. offline_access never does.
      scp: [...granted, ...scopes.openId.filter((scope) => scope !== 'offline_access')].join(' '),
      sub: subject(account, scopes.resource.appId),
      tid: tenantId,
      unique_name: account.userPrincipalName,
      upn: account.userPrincipalName,
      uti: randomUUID(),
      ver: '1.0',
      wids: wids(account),
    },
    lifetime,
  )
  const idToken = scopes.openId.includes('openid') ? await signIdToken(company, wish, lifetime) : undefined
  const shown = [
    ...granted.map((scope) => (scopes.isPrefixed ? `${scopes.audience}/${scope}` : scope)),
    ...scopes.openId.filter((scope) => scope !== 'offline_access'),
  ]
  return {
    token_type: 'Bearer',
    scope: shown.join(' '),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: accessToken,
    ...(wish.refreshToken === undefined ? {} : { refresh_token: wish.refreshToken }),
    ...(idToken === undefined ? {} : { id_token: idToken }),
    ...(wish.wantsClientInfo ? { client_info: clientInfo(company, account) } : {}),
  }
}

function signIdToken(
  company: Company,
  wish: { client: SignInClient; account: SeedUser; scopes: AskedScopes; nonce: string | undefined },
  lifetime: number,
): Promise<string> {
  const { client, account } = wish
  const { tenantId } = company.directory.seed
  const wantsProfile = wish.scopes.openId.includes('profile')
  return company.tokens.sign(
    {
      aud: client.clientId,
      iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      ...(wish.nonce === undefined ? {} : { nonce: wish.nonce }),
      ...(wantsProfile ? { name: account.name, preferred_username: account.userPrincipalName, oid: account.id } : {}),
      ...(wish.scopes.openId.includes('email') && account.mail !== null ? { email: account.mail } : {}),
      ...(client.optionalClaims.includes('acct') ? { acct: account.kind === 'guest' ? 1 : 0 } : {}),
      ...(client.optionalClaims.includes('wids') ? { wids: wids(account) } : {}),
      rh: `1.${randomUUID()}`,
      sub: subject(account, client.clientId),
      tid: tenantId,
      uti: randomUUID(),
      ver: '2.0',
    },
    lifetime,
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
  },
): Promise<TokenAnswer> {
  const { application, principal, resource, audience } = wish
  const { directory } = company
  const roles = directory.assignments
    .filter((assignment) => assignment.principalId === principal.id && assignment.resourceId === resource.id)
    .filter((assignment) => directory.sees(assignment))
    .flatMap((assignment) => resource.appRoles.filter((role) => role.id === assignment.appRoleId))
    .map((role) => role.value)
  const lifetime = 3599
  const accessToken = await company.tokens.sign(
    {
      aud: audience,
      iss: `https://sts.windows.net/${directory.seed.tenantId}/`,
      app_displayname: principal.displayName,
      appid: application.appId,
      appidacr: '1',
      idp: `https://sts.windows.net/${directory.seed.tenantId}/`,
      idtyp: 'app',
      oid: principal.id,
      ...(roles.length === 0 ? {} : { roles }),
      sub: principal.id,
      tid: directory.seed.tenantId,
      uti: randomUUID(),
      ver: '1.0',
    },
    lifetime,
  )
  return { token_type: 'Bearer', expires_in: lifetime, ext_expires_in: lifetime, access_token: accessToken }
}
