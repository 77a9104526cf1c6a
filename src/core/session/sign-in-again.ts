import type { Answer } from '../answer.ts'
import { isSameAddress } from '../mail-address.ts'
import { ProblemError, type Problem } from '../problem.ts'
import type { SessionContext } from './context.ts'
import type { Account } from './desktop.ts'
import { inEitherWay, showPageFor } from './microsoft-page.ts'
import type { Identity } from './identity.ts'
import type { SignInWay } from './sign-in-way.ts'

/**
 * Signs the account of this set-up in again, which was forgotten when the set-up was handed over, for these rights alone.
 * Resolves to what stands in the way, or `null` when it is signed in. Rejects when the person stops.
 */
export async function signInAgain(
  context: SessionContext,
  { tenantId, account }: Identity,
  scopes: readonly string[],
): Promise<Problem | null> {
  const { signIn: port } = context.workplace()
  const again = { username: account.username, scopes }
  const shown = (way: SignInWay, signal: AbortSignal): Promise<Answer<Account>> => {
    context.emit({ kind: 'page-opening', way })
    return port.begin({ tenantId, way, again }, showPageFor(context), signal)
  }
  try {
    const answer = await inEitherWay(context, context.memory.way, shown)
    if ('no' in answer) return answer.no
    if (!('done' in answer)) return answer.problem
    if (isSameAddress(answer.done.username, account.username)) return null
    port.forget()
    return context.problem('other-account').problem
  } catch (error) {
    context.run().signal.throwIfAborted()
    if (error instanceof ProblemError) return error.problem
    throw error
  } finally {
    context.emit({ kind: 'page-closed' })
    context.desktop.comeForward()
  }
}
