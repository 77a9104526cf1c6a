import {
  AuthError,
  InteractionRequiredAuthError,
  LogLevel,
  PublicClientApplication,
  type AccountInfo,
  type AuthenticationResult,
} from '@azure/msal-node'
import { mapAnswer, type Answer } from '#core/answer.ts'
import { isSameId } from '#core/folded-name.ts'
import type { MicrosoftDetails, Problem, ProblemCode } from '#core/problem.ts'
import type { ShowPage, SignIn as SignInPort } from '#core/session/desktop.ts'
import type { SignInWay } from '#core/session/sign-in-way.ts'
import type { Connection } from '../connection.ts'
import { detailsOf } from '../details.ts'
import type { HttpResponse } from '../http.ts'
import { toAccount } from './account.ts'
import { authorize, signInTimeLimitMs, type AuthorizePage, type PageRequest } from './authorize.ts'
import { pollForDeviceCode, signInWithCode } from './device-code.ts'
import type { LoopbackPages } from './loopback.ts'
import { readMsalError } from './msal-error.ts'
import { createMsalNetwork } from './msal-network.ts'
import { otherScopes } from './other-scopes.ts'
import { classifySignIn, correlationIn } from './sign-in-error.ts'
import { signInScopes } from './sign-in-scopes.ts'

/** An answer after which nothing is waited for. */
type Ended<T> = { readonly done: T } | { readonly no: Problem }

/** Gets a token; a new one when it must have these claims (JSON). */
type GetToken = (signal: AbortSignal, claims?: string) => Promise<Answer<string>>

/**
 * Shows a page of Microsoft's in the middle of something, once the person asks for it and in the way that they choose.
 * Resolves to what the attempt resolves to; rejects with the signal's reason when they stop.
 */
export type PageForClaims = <T>(
  signal: AbortSignal,
  attempt: (way: SignInWay, show: ShowPage, signal: AbortSignal) => Promise<Answer<T>>,
) => Promise<Answer<T>>

export interface SignIn extends Omit<SignInPort, 'mailScopes'> {
  /**
   * Returns a Graph token of the account that signed in, from memory or renewed without a question. Claims that only the
   * person can bring are asked for on Microsoft's page.
   */
  readonly graphToken: GetToken
  /** The same with rights that were allowed since the sign-in. */
  readonly token: (scopes: readonly string[]) => GetToken
}

/** The problems that Microsoft's page in the browser may solve; opening it for any other would only show it again. */
const solvedOnPage: readonly ProblemCode[] = ['signed-out', 'second-factor', 'sign-in-needs-approval']

/**
 * The problems that a sign-in with a code may have only because it is one: a policy forbids codes, or wants a managed
 * device, which a code cannot prove (github.com/Softeria/ms-365-mcp-server/issues/443).
 */
const perhapsOfCode: readonly ProblemCode[] = ['conditional-access', 'device-not-managed']

/**
 * Signs a person in with msal-node: by authorization code with PKCE through the system's browser (RFC 8252), or by device
 * code (RFC 8628). Tokens are kept in memory only.
 */
export function createSignIn(
  options: Connection & {
    readonly clientId: string
    readonly pages: () => LoopbackPages
    readonly pageForClaims?: PageForClaims
  },
): SignIn {
  const { cloud, clock } = options
  let signal = new AbortController().signal
  let failure: Answer<never> | null = null
  let last: HttpResponse | null = null
  const network = createMsalNetwork({ ...options, transport: pollForDeviceCode(options) }, () => signal, {
    onResponse: (response) => {
      last = response
    },
    onFailure: (answer) => {
      failure = answer
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
  const withHost = (scopes: readonly string[]) => scopes.map((scope) => `https://${cloud.graph}/${scope}`)
  const authorityOf = (tenantId: string) => `https://${cloud.login}/${tenantId}`
  /** Whether a token is of this very account in the tenant that was confirmed (`tid` and `oid`). */
  const isOf = (who: AccountInfo, { tenantId, uniqueId }: AuthenticationResult) =>
    isSameId(tenantId, who.tenantId) && isSameId(uniqueId, who.localAccountId)
  let account: AccountInfo | null = null
  /** What the last token that was refused asks of Microsoft's page, as JSON; `null` when it asks for nothing. */
  let challenge: string | null = null
  let scopes: readonly string[] = signInScopes

  const details = (): MicrosoftDetails => (last ? detailsOf(last, cloud.login) : { host: cloud.login })
  const problem = (code: ProblemCode): Problem => ({
    code,
    at: clock.now().toISOString(),
    microsoft: { host: cloud.login },
  })
  const start = (given: AbortSignal) => {
    signal = given
    failure = last = null
  }

  /** The answer for an error that MSAL throws. Rejects with the signal's reason, and with an error that is not MSAL's. */
  function answerFor(error: unknown, otherwise: ProblemCode): Answer<never> {
    if (signal.aborted) throw signal.reason
    if (failure) return failure
    if (!(error instanceof AuthError)) throw error
    const at = clock.now().toISOString()
    return classifySignIn(readMsalError(error), 'person', { details: details(), at }, otherwise)
  }

  /** Shows one page or code, to its end. A code is redeemed once, so nothing that comes after it is asked again. */
  async function showPage(request: PageRequest, way: SignInWay, show: ShowPage): Promise<Ended<AuthenticationResult>> {
    const answer = await (way === 'browser' ? answerOfPage(request, show) : answerToCode(request, show))
    return 'done' in answer ? answer : { no: problemOfPage(answer, way) }
  }

  /** What ends a sign-in on a page: nobody waits there for a Microsoft that is busy, and a code may be what is refused. */
  function problemOfPage(answer: Exclude<Answer<never>, { readonly done: never }>, way: SignInWay): Problem {
    const ended = 'no' in answer ? answer.no : answer.problem
    if (ended.code === 'microsoft-busy') return { ...ended, code: 'sign-in-busy' }
    const isOfCode = way === 'device-code' && perhapsOfCode.includes(ended.code)
    return isOfCode ? { ...ended, code: 'device-code-blocked' } : ended
  }

  async function answerToCode(request: PageRequest, show: ShowPage): Promise<Answer<AuthenticationResult>> {
    try {
      const result = await signInWithCode(client, request, ({ page, userCode, lifetimeMs }) => {
        void show({ url: page, userCode, openForMs: lifetimeMs, again: () => page })
      })
      return result ? { done: result } : { no: problem('sign-in-refused') }
    } catch (error) {
      return answerFor(error, 'sign-in-refused')
    }
  }

  async function answerOfPage(request: PageRequest, show: ShowPage): Promise<Answer<AuthenticationResult>> {
    try {
      const open = (page: AuthorizePage) => show({ ...page, userCode: null, openForMs: signInTimeLimitMs })
      const result = await authorize({ client, clock, pages: options.pages }, request, open, signal)
      if (result === 'timeout') return { no: problem('sign-in-timeout') }
      if (result === 'no-loopback') return { no: problem('loopback-refused') }
      if (!('error' in result)) return { done: result }
      const { error, description } = result
      const found = { error, suberror: null, description, numbers: [], correlationId: correlationIn(description) }
      const at = clock.now().toISOString()
      return classifySignIn(found, 'person', { details: { host: cloud.login }, at }, 'sign-in-refused')
    } catch (error) {
      return answerFor(error, 'sign-in-refused')
    }
  }

  /** Gets a token without a question, for the account and the tenant that were confirmed, whatever else the cache holds. */
  async function getSilently(wanted: readonly string[], who: AccountInfo, claims?: string): Promise<Answer<string>> {
    const given = claims === undefined ? {} : { claims }
    const request = { scopes: withHost(wanted), account: who, authority: authorityOf(who.tenantId), ...given }
    try {
      const result = await client.acquireTokenSilent(request)
      return isOf(who, result) ? { done: result.accessToken } : { no: problem('tenant-changed') }
    } catch (error) {
      challenge = error instanceof InteractionRequiredAuthError && error.claims !== '' ? error.claims : null
      return answerFor(error, 'signed-out')
    }
  }

  async function forgetOther({ account: other }: AuthenticationResult): Promise<void> {
    if (other) await client.getTokenCache().removeAccount(other)
  }

  /** Also lets go of what was answered last: it holds tokens. */
  function forget(): void {
    account = null
    failure = last = null
    challenge = null
    scopes = signInScopes
    client.clearCache()
  }

  /** Gets a token with these claims, on Microsoft's page if nothing else brings them. */
  async function bringClaims(wanted: readonly string[], who: AccountInfo, claims: string): Promise<Answer<string>> {
    const given = signal
    const silent = await getSilently(wanted, who, claims)
    if (!('no' in silent) || !solvedOnPage.includes(silent.no.code) || !options.pageForClaims) return silent
    const request = { scopes: withHost(wanted), authority: authorityOf(who.tenantId), username: who.username, claims }
    return options.pageForClaims(given, async (way, show, one) => {
      start(one)
      const answer = await showPage(request, way, show)
      return 'done' in answer ? asSame(answer.done, who) : answer
    })
  }

  /** Returns the token of a page's answer; forgets the answer where it is not of the account that was confirmed. */
  async function asSame(result: AuthenticationResult, who: AccountInfo): Promise<Ended<string>> {
    if (isOf(who, result)) return { done: result.accessToken }
    if (result.account?.homeAccountId !== who.homeAccountId) await forgetOther(result)
    return { no: problem(isSameId(result.tenantId, who.tenantId) ? 'other-account' : 'tenant-changed') }
  }

  const token = (wanted: readonly string[]) => (given: AbortSignal, claims?: string) => {
    if (!account) return Promise.resolve({ no: problem('signed-out') })
    start(given)
    return claims === undefined ? getSilently(wanted, account) : bringClaims(wanted, account, claims)
  }

  return {
    async begin({ tenantId, way, again }, show, given) {
      start(given)
      forget()
      const authority = tenantId === null ? null : authorityOf(tenantId)
      const wanted = again?.scopes ?? signInScopes
      const request = { scopes: withHost(wanted), authority, username: again?.username ?? null, claims: null }
      const answer = await showPage(request, way, show)
      // What was given up while its token was on the way is not signed in.
      if (given.aborted) forget()
      given.throwIfAborted()
      if (!('done' in answer)) return answer
      if (tenantId !== null && !isSameId(answer.done.tenantId, tenantId)) {
        forget()
        return { no: problem('tenant-changed') }
      }
      account = answer.done.account
      scopes = wanted
      return { done: { ...toAccount(answer.done), otherScopes: otherScopes(answer.done.scopes) } }
    },

    async allow(more, choose, show, given) {
      const who = account
      if (!who) return { no: problem('signed-out') }
      start(given)
      const add = () => {
        scopes = [...new Set([...scopes, ...more])]
        return null
      }
      const silent = await getSilently(more, who)
      if (!('no' in silent) || !solvedOnPage.includes(silent.no.code)) return mapAnswer(silent, add)
      const claims = challenge
      const way = await choose()
      start(given)
      const page = { scopes: withHost(more), authority: authorityOf(who.tenantId), username: who.username, claims }
      const answer = await showPage(page, way, show)
      return 'done' in answer ? mapAnswer(await asSame(answer.done, who), add) : answer
    },

    explain(number, way) {
      const found = { error: '', suberror: null, description: '', numbers: [number], correlationId: null }
      const about = { details: { host: cloud.login }, at: clock.now().toISOString() }
      const answer = classifySignIn(found, 'person', about, 'sign-in-refused')
      if ('done' in answer) throw new Error('an error is never done')
      return problemOfPage(answer, way)
    },

    forget,
    token,
    graphToken: (given, claims) => token(scopes)(given, claims),
  }
}
