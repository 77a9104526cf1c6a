import {
  AuthError,
  InteractionRequiredAuthError,
  LogLevel,
  PublicClientApplication,
  type AccountInfo,
  type AuthenticationResult,
} from '@azure/msal-node'
import { mapAnswer, type Answer } from '#core/answer.ts'
import type { Cloud } from '#core/access/cloud.ts'
import type { Clock } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import { toAccount, type Account } from './account.ts'
import { classifySignIn, numbersIn } from './aadsts.ts'
import { authorize, type Asked } from './authorize.ts'
import type { LoopbackPages } from './loopback.ts'
import { createMsalNetwork, type TransportFailure } from './msal-network.ts'
import { tooBusy } from '../too-busy.ts'
import type { HttpResponse, Transport } from '../transport.ts'

type GetToken = (signal: AbortSignal) => Promise<Answer<string>>

export interface SignIn {
  /**
   * Opens Microsoft's page in the system's browser and waits for the person, at most `signInTimeLimitMs`.
   * `opened` is told the address, for "copy the link". Rejects with the signal's reason when it is aborted.
   */
  readonly begin: (opened: (url: string) => Promise<void>, signal: AbortSignal) => Promise<Answer<Account>>
  /**
   * More rights for the account that signed in (incremental consent): nothing is opened when it has them already, else
   * Microsoft's page as for `begin`. Tokens of the directory carry them from then on. `other-account`: somebody else
   * signed in there, who is forgotten again.
   */
  readonly allow: (
    scopes: readonly string[],
    opened: (url: string) => Promise<void>,
    signal: AbortSignal,
  ) => Promise<Answer<null>>
  /** A delegated Graph token of the account that signed in, from memory or renewed without a question. */
  readonly graphToken: GetToken
  /** The same with rights that were allowed since. */
  readonly token: (scopes: readonly string[]) => GetToken
}

/** The smallest rights the job needs; `Mail.Send` is asked only on sending. */
export const signInScopes = ['User.Read', 'Application.ReadWrite.All'] as const

/** Authorization code with PKCE through the system's browser (RFC 8252), by msal-node. Tokens live in memory only. */
export function createSignIn(options: {
  readonly transport: Transport
  readonly cloud: Cloud
  readonly clock: Clock
  readonly clientId: string
  readonly pages: () => LoopbackPages
}): SignIn {
  const { cloud, clock } = options
  let signal = new AbortController().signal
  let failure: TransportFailure | null = null
  let last: HttpResponse | null = null
  let busy: Answer<never> | null = null
  const network = createMsalNetwork(options.transport, () => signal, {
    response: (response) => {
      last = response
    },
    failed: (heard) => {
      failure = heard
    },
  })
  const client = new PublicClientApplication({
    auth: { clientId: options.clientId, authority: `https://${cloud.login}/organizations` },
    system: {
      networkClient: network,
      disableInternalRetries: true,
      loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false, logLevel: LogLevel.Error },
    },
  })
  const named = (scopes: readonly string[]) => scopes.map((scope) => `https://${cloud.graph}/${scope}`)
  let account: AccountInfo | null = null
  let scopes: readonly string[] = signInScopes

  const told = (code: ProblemCode): Problem => ({
    code,
    at: clock.now().toISOString(),
    facts: { host: cloud.login },
    microsoft: { host: cloud.login },
  })

  function fromError(error: unknown, fallback: ProblemCode): Answer<never> {
    if (signal.aborted) throw signal.reason
    if (failure) return failure.answer
    if (last) busy = tooBusy(last, cloud, clock)
    // MSAL does not ask a host again for a minute after it was busy, and says so as if it had been refused.
    if (busy) return busy
    // A page instead of JSON: a proxy or a captive portal speaks in the host's name.
    if (last && isNoJson(last.text)) return { no: told('microsoft-unexpected') }
    if (!(error instanceof AuthError)) throw error
    const numbers = [...numbersOf(error), ...numbersIn(error.errorMessage)]
    const host = cloud.login
    return classifySignIn(
      { numbers, correlationId: error.correlationId || null, host, at: clock.now().toISOString() },
      error instanceof InteractionRequiredAuthError ? 'signed-out' : fallback,
    )
  }

  /** One page in the browser, to its end; what the page itself refuses is classified here. */
  async function ask(asked: Asked, opened: (url: string) => Promise<void>): Promise<Answer<AuthenticationResult>> {
    failure = last = null
    try {
      const result = await authorize({ client, clock, pages: options.pages() }, asked, opened, signal)
      if (result === 'too late') return { no: told('sign-in-timeout') }
      if (!('error' in result)) {
        busy = null
        return { done: result }
      }
      const { error, description } = result
      const numbers = numbersIn(description)
      const fallback = error === 'access_denied' ? 'sign-in-declined' : 'sign-in-refused'
      const at = clock.now().toISOString()
      return classifySignIn({ numbers, correlationId: correlationIn(description), host: cloud.login, at }, fallback)
    } catch (error) {
      return fromError(error, 'sign-in-refused')
    }
  }

  /** A token without a question, for the account and the tenant that were confirmed, whatever else the cache holds. */
  async function silently(wanted: string[], who: AccountInfo): Promise<Answer<string>> {
    failure = last = null
    const authority = authorityOf(who)
    const result = await client.acquireTokenSilent({ scopes: wanted, account: who, authority })
    if (result.tenantId !== who.tenantId) return { no: told('tenant-changed') }
    busy = null
    return { done: result.accessToken }
  }

  const authorityOf = ({ tenantId }: AccountInfo) => `https://${cloud.login}/${tenantId}`

  const token = (wanted: readonly string[]) => async (given: AbortSignal) => {
    if (!account) return { no: told('signed-out') }
    signal = given
    try {
      return await silently(named(wanted), account)
    } catch (error) {
      return fromError(error, 'signed-out')
    }
  }

  return {
    async begin(opened, given) {
      signal = given
      const answer = await ask({ scopes: named(signInScopes), as: null }, opened)
      if (!('done' in answer)) return answer
      account = answer.done.account
      scopes = signInScopes
      return { done: toAccount(answer.done) }
    },

    async allow(more, opened, given) {
      const who = account
      if (!who) return { no: told('signed-out') }
      signal = given
      const carried = () => {
        scopes = [...new Set([...scopes, ...more])]
        return null
      }
      try {
        return mapAnswer(await silently(named(more), who), carried)
      } catch (error) {
        if (!(error instanceof InteractionRequiredAuthError) || failure) return fromError(error, 'signed-out')
      }
      const as = { username: who.username, authority: authorityOf(who) }
      const answer = await ask({ scopes: named(more), as }, opened)
      if (!('done' in answer)) return answer
      const { account: other, tenantId } = answer.done
      if (tenantId !== who.tenantId) return { no: told('tenant-changed') }
      if (other?.homeAccountId === who.homeAccountId) return { done: carried() }
      if (other) await client.getTokenCache().removeAccount(other)
      return { no: told('other-account') }
    },

    token,
    graphToken: (given) => token(scopes)(given),
  }
}

function isNoJson(text: string): boolean {
  try {
    JSON.parse(text)
    return false
  } catch {
    return true
  }
}

function numbersOf(error: AuthError): readonly number[] {
  const number = 'errorNo' in error ? Number(error.errorNo) : Number.NaN
  return Number.isNaN(number) ? [] : [number]
}

function correlationIn(description: string): string | null {
  return /Correlation ID: ([0-9a-f-]{36})/i.exec(description)?.[1] ?? null
}
