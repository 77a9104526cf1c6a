import {
  AuthError,
  CryptoProvider,
  InteractionRequiredAuthError,
  LogLevel,
  PublicClientApplication,
  type AccountInfo,
  type AuthenticationResult,
} from '@azure/msal-node'
import type { Answer } from '#core/answer.ts'
import type { Cloud } from '#core/cloud.ts'
import type { Clock } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import { toAccount, type Account } from './account.ts'
import { classifySignIn, numbersIn } from './aadsts.ts'
import { listenForRedirect, type LoopbackPages } from './loopback.ts'
import { createMsalNetwork, type TransportFailure } from './msal-network.ts'
import { tooBusy } from './too-busy.ts'
import type { HttpResponse, Transport } from './transport.ts'

export interface SignIn {
  /**
   * Opens Microsoft's page in the system's browser and waits for the person, at most `timeLimitMs`.
   * `opened` is told the address, for "copy the link". Rejects with the signal's reason when it is aborted.
   */
  begin(opened: (url: string) => Promise<void>, signal: AbortSignal): Promise<Answer<Account>>
  /**
   * Asks the account that signed in for more of Graph's delegated scopes, by the same page; asked for already, nothing is
   * opened. Tokens carry them from then on. `wrong-account` when somebody else has answered.
   */
  allow(scopes: readonly string[], opened: (url: string) => Promise<void>, signal: AbortSignal): Promise<Answer<null>>
  /** A delegated Graph token of the account that signed in, from memory or renewed without a question. */
  readonly graphToken: (signal: AbortSignal) => Promise<Answer<string>>
}

/** The smallest rights the job needs; `Mail.Send` is asked only on sending. */
export const signInScopes = ['User.Read', 'Application.ReadWrite.All'] as const

export const signInTimeLimitMs = 5 * 60_000

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
  const crypto = new CryptoProvider()
  const ofGraph = (names: readonly string[]) => names.map((name) => `https://${cloud.graph}/${name}`)
  let scopes = ofGraph(signInScopes)
  let account: AccountInfo | null = null

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

  /** One visit to Microsoft's page: of whoever is chosen there, or of the account that signed in before. */
  async function visit(
    wanted: readonly string[],
    who: AccountInfo | null,
    opened: (url: string) => Promise<void>,
    given: AbortSignal,
  ): Promise<Answer<AuthenticationResult>> {
    signal = given
    failure = last = null
    const scopes = [...wanted]
    const authority = `https://${cloud.login}/${who?.tenantId ?? 'organizations'}`
    const { verifier, challenge } = await crypto.generatePkceCodes()
    const state = crypto.createNewGuid()
    const nonce = crypto.createNewGuid()
    const loopback = await listenForRedirect(state, options.pages())
    let stopAlarm: () => void = () => undefined
    const tooLate = new Promise<'too late'>((resolve) => {
      stopAlarm = clock.alarm(signInTimeLimitMs, () => {
        resolve('too late')
      })
    })
    try {
      const { redirectUri } = loopback
      const url = await client.getAuthCodeUrl({
        scopes,
        authority,
        redirectUri,
        state,
        nonce,
        codeChallenge: challenge,
        codeChallengeMethod: 'S256',
        ...(who ? { loginHint: who.username } : { prompt: 'select_account' }),
        responseMode: 'form_post',
      })
      // A browser that never answers must not keep the person from cancelling.
      void opened(url)
      const redirect = await Promise.race([loopback.answer, tooLate, aborted(given)])
      if (redirect === 'too late') return { no: told('sign-in-timeout') }
      if ('error' in redirect) {
        const numbers = numbersIn(redirect.description)
        const fallback = redirect.error === 'access_denied' ? 'sign-in-declined' : 'sign-in-refused'
        return classifySignIn(
          {
            numbers,
            correlationId: correlationIn(redirect.description),
            host: cloud.login,
            at: clock.now().toISOString(),
          },
          fallback,
        )
      }
      const result = await client.acquireTokenByCode(
        { scopes, authority, redirectUri, code: redirect.code, codeVerifier: verifier, nonce },
        { code: redirect.code, nonce, ...(redirect.clientInfo !== null && { client_info: redirect.clientInfo }) },
      )
      busy = null
      return { done: result }
    } catch (error) {
      return fromError(error, 'sign-in-refused')
    } finally {
      stopAlarm()
      loopback.close()
    }
  }

  return {
    async begin(opened, given) {
      const wanted = ofGraph(signInScopes)
      const answer = await visit(wanted, null, opened, given)
      if (!('done' in answer)) return answer
      account = answer.done.account
      scopes = wanted
      return { done: toAccount(answer.done) }
    },

    async allow(names, opened, given) {
      const wanted = [...new Set([...scopes, ...ofGraph(names)])]
      if (!account) return { no: told('signed-out') }
      if (wanted.length === scopes.length) return { done: null }
      const answer = await visit(wanted, account, opened, given)
      if (!('done' in answer)) return answer
      if (answer.done.account?.homeAccountId !== account.homeAccountId) return { no: told('wrong-account') }
      scopes = wanted
      return { done: null }
    },

    async graphToken(given) {
      if (!account) return { no: told('signed-out') }
      signal = given
      failure = last = null
      try {
        // Pinned to the tenant that was confirmed, whatever account the cache holds.
        const authority = `https://${cloud.login}/${account.tenantId}`
        const result = await client.acquireTokenSilent({ scopes, account, authority })
        if (result.tenantId !== account.tenantId) return { no: told('tenant-changed') }
        busy = null
        return { done: result.accessToken }
      } catch (error) {
        return fromError(error, 'signed-out')
      }
    },
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

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => {
      reject(signal.reason as Error)
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

function numbersOf(error: AuthError): readonly number[] {
  const number = 'errorNo' in error ? Number(error.errorNo) : Number.NaN
  return Number.isNaN(number) ? [] : [number]
}

function correlationIn(description: string): string | null {
  return /Correlation ID: ([0-9a-f-]{36})/i.exec(description)?.[1] ?? null
}
