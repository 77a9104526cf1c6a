import { profiles } from '#core/access/profile.ts'
import { foldedName } from '#core/folded-name.ts'
import { exemptionScopes } from '#core/provision/exemption.ts'
import { mailScopes } from '../graph/outbox.ts'
import { signInScopes } from './sign-in-scopes.ts'

/** What MSAL asks for by itself, for the ID token and to renew tokens (OpenID Connect). */
const openIdScopes = ['openid', 'profile', 'email', 'offline_access']

/** All that the assistant ever asks for, at whatever moment. */
const asked = [
  ...openIdScopes,
  ...signInScopes,
  ...mailScopes,
  ...exemptionScopes,
  ...Object.values(profiles).flatMap(({ grantedWith }) => grantedWith),
].map(foldedName)

/** At most so many are told: a name is as short as Microsoft's, and nothing else is shown. */
const toldMax = 20
const scopeName = /^[A-Za-z][\w.-]{0,99}$/

/**
 * Returns the scopes of a token that the assistant never asks for: somebody consented to more for its sign-in application,
 * and Microsoft puts all of it into every token.
 */
export function otherScopes(granted: readonly string[]): readonly string[] {
  const names = granted.map((scope) => scope.slice(scope.lastIndexOf('/') + 1))
  const others = names.filter((name) => scopeName.test(name) && !asked.includes(foldedName(name)))
  return [...new Set(others)].sort().slice(0, toldMax)
}
