import type { AuthenticationResult } from '@azure/msal-node'
import { roles, type RoleName } from '#core/access/profile.ts'

/** The account that signed in, as its ID token describes it. */
export interface Account {
  readonly tenantId: string
  readonly name: string
  readonly username: string
  readonly kind: 'member' | 'guest' | 'unknown'
  readonly roles: readonly RoleName[] | null
}

/** Reads the claims of the ID token: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
export function toAccount(result: AuthenticationResult): Account {
  const claims = result.idTokenClaims as {
    wids?: unknown
    acct?: unknown
    name?: unknown
    preferred_username?: unknown
  }
  const wids = Array.isArray(claims.wids) ? claims.wids.filter((id) => typeof id === 'string') : null
  const known = Object.entries(roles) as [RoleName, string][]
  return {
    tenantId: result.tenantId,
    name: typeof claims.name === 'string' ? claims.name : '',
    username: typeof claims.preferred_username === 'string' ? claims.preferred_username : '',
    kind: claims.acct === 0 ? 'member' : claims.acct === 1 ? 'guest' : 'unknown',
    roles: wids && known.filter(([, id]) => wids.includes(id)).map(([name]) => name),
  }
}
