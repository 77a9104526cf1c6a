import { SignInRefusal } from '../refusal.ts'
import type { Authentication, SignInRequest } from '../sign-ins.ts'

/**
 * Returns the signed-in account that a request means, or undefined when the person has to choose.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code (`prompt`, `login_hint`)
 */
export function findSignedInAccount(
  session: readonly Authentication[],
  request: SignInRequest,
  prompt: string | undefined,
): Authentication | undefined {
  if (prompt === 'login' || prompt === 'select_account') return undefined
  const fits = session.filter(({ account }) => request.accounts.some((user) => user.id === account.id))
  const { loginHint } = request
  const meant =
    loginHint === undefined
      ? fits
      : fits.filter(({ account }) => [account.userPrincipalName, account.mail].includes(loginHint))
  const [only, ...others] = meant
  if (only === undefined || others.length === 0) return only
  if (prompt !== 'none') return undefined
  throw new SignInRefusal(
    16000,
    'interaction_required',
    'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
  )
}
