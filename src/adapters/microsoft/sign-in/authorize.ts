import { CryptoProvider, type AuthenticationResult, type PublicClientApplication } from '@azure/msal-node'
import type { Clock } from '#core/ports.ts'
import { listenForRedirect, LoopbackRefused, type Loopback, type LoopbackPages } from './loopback.ts'

/** How long a person may take in the browser, in milliseconds. */
export const signInTimeLimitMs = 5 * 60_000

/** What Microsoft's page asks a person for. */
export interface PageRequest {
  readonly scopes: string[]
  /** The tenant to sign in to, as an authority; `null`: the account's own. */
  readonly authority: string | null
  /** The account that signed in already: then the page is for it. `null`: the person chooses an account. */
  readonly username: string | null
  /** What a refused token asks of the page, as JSON (a claims challenge); `null` when nothing was refused. */
  readonly claims: string | null
}

/** Microsoft's page, as it is opened in the browser. */
export interface AuthorizePage {
  readonly url: string
  /**
   * Returns the address at which the page is opened once more. Its answer comes as a query, for a browser that does not
   * post to this computer; from then on such an answer is accepted, too.
   */
  readonly again: () => string
}

/** A refusal on Microsoft's page. Its description names error numbers, and is never shown. */
export interface PageRefusal {
  readonly error: string
  readonly description: string
}

/**
 * Shows one of Microsoft's pages in the system's browser and takes its answer on this computer (RFC 8252): an
 * authorization code, redeemed with PKCE. Rejects with MSAL's error, or with the signal's reason when it is aborted.
 */
export async function authorize(
  options: { readonly client: PublicClientApplication; readonly clock: Clock; readonly pages: () => LoopbackPages },
  { scopes, authority: wanted, username, claims }: PageRequest,
  open: (page: AuthorizePage) => Promise<void>,
  signal: AbortSignal,
): Promise<AuthenticationResult | PageRefusal | 'timeout' | 'no-loopback'> {
  const { client, clock } = options
  const crypto = new CryptoProvider()
  const { verifier, challenge } = await crypto.generatePkceCodes()
  const state = crypto.createNewGuid()
  const nonce = crypto.createNewGuid()
  const loopback = await listenForRedirect(state, options.pages).catch((error: unknown) => {
    if (error instanceof LoopbackRefused) return null
    throw error
  })
  if (!loopback) return 'no-loopback'
  let stopAlarm: () => void = () => undefined
  const timeout = new Promise<'timeout'>((resolve) => {
    stopAlarm = clock.alarm(signInTimeLimitMs, () => {
      resolve('timeout')
    })
  })
  const asked = { ...(wanted !== null && { authority: wanted }), ...(claims !== null && { claims }) }
  try {
    const { redirectUri } = loopback
    const url = await client.getAuthCodeUrl({
      ...asked,
      ...(username === null ? { prompt: 'select_account' } : { loginHint: username }),
      scopes,
      redirectUri,
      state,
      nonce,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      responseMode: 'form_post',
    })
    // Nothing waits for the browser to open, so that the person can cancel even if it never does.
    void open({ url, again: () => withQueryAnswer(url, loopback) })
    const redirect = await Promise.race([loopback.answer, timeout, aborted(signal)])
    if (redirect === 'timeout' || 'error' in redirect) return redirect
    return await client.acquireTokenByCode(
      { ...asked, scopes, redirectUri, code: redirect.code, codeVerifier: verifier, nonce },
      { code: redirect.code, nonce, ...(redirect.clientInfo !== null && { client_info: redirect.clientInfo }) },
    )
  } finally {
    stopAlarm()
    loopback.close()
  }
}

function withQueryAnswer(address: string, { acceptQuery }: Pick<Loopback, 'acceptQuery'>): string {
  acceptQuery()
  const url = new URL(address)
  url.searchParams.set('response_mode', 'query')
  return url.href
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
