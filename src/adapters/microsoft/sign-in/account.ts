import type { AuthenticationResult } from '@azure/msal-node'
import { rolesAmong } from '#core/access/profile.ts'
import { isDomainName } from '#core/domain-name.ts'
import { isSameId } from '#core/folded-name.ts'
import type { Account } from '#core/session/desktop.ts'

/** Reads the claims of the ID token: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
export function toAccount(result: AuthenticationResult): Omit<Account, 'otherScopes'> {
  const claims = result.idTokenClaims as {
    wids?: unknown
    acct?: unknown
    idp?: unknown
    name?: unknown
    preferred_username?: unknown
  }
  const wids = Array.isArray(claims.wids) ? claims.wids.filter((id) => typeof id === 'string') : null
  const username = typeof claims.preferred_username === 'string' ? claims.preferred_username : ''
  const isOther = isOfAnotherTenant(result, claims.idp)
  const kind = claims.acct === 1 ? 'guest' : isOther ? 'external' : claims.acct === 0 ? 'member' : 'unknown'
  return {
    tenantId: result.tenantId,
    name: typeof claims.name === 'string' ? claims.name : '',
    username,
    kind,
    homeDomain: isOther ? domainOf(username) : null,
    roles: wids && rolesAmong(wids),
  }
}

/**
 * Whether another tenant than the token's is the account's own. The tenant in `client_info`, with which MSAL makes the
 * account's id, is the home tenant; `idp` is there only when it was another tenant that authenticated.
 */
function isOfAnotherTenant({ account, tenantId }: AuthenticationResult, idp: unknown): boolean {
  const [, home = ''] = account?.homeAccountId.split('.') ?? []
  if (home !== '') return !isSameId(home, tenantId)
  return typeof idp === 'string' && !idp.toLowerCase().includes(tenantId.toLowerCase())
}

/**
 * Returns the domain in a user name. The name that a guest has in the tenant is the one at home, with `_` in place of `@`,
 * followed by `#EXT#`; a domain has no `_`.
 */
function domainOf(username: string): string | null {
  const [outside = '', ...inside] = username.split('#EXT#')
  const domain = outside.slice(outside.lastIndexOf(inside.length > 0 ? '_' : '@') + 1).toLowerCase()
  return isDomainName(domain) ? domain : null
}
