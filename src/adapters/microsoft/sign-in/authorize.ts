import { CryptoProvider, type AuthenticationResult, type PublicClientApplication } from '@azure/msal-node'
import type { Clock } from '#core/ports.ts'
import { listenForRedirect, type LoopbackPages } from './loopback.ts'

export const signInTimeLimitMs = 5 * 60_000

/** What is asked of a person in the browser. */
export interface Asked {
  readonly scopes: string[]
  /** `select_account` unless somebody has signed in already: then the page is for that account, in its tenant. */
  readonly as: { readonly username: string; readonly authority: string } | null
}

/** Microsoft's page said no, in its own words; they are for numbers to be read from, never to be shown. */
export interface PageRefusal {
  readonly error: string
  readonly description: string
}

/**
 * One page of Microsoft's in the system's browser, and what comes back to this computer from it (RFC 8252): an
 * authorization code, redeemed with PKCE. Rejects with MSAL's error, or with the signal's reason when it is aborted.
 */
export async function authorize(
  options: {
    readonly client: PublicClientApplication
    readonly clock: Clock
    readonly pages: LoopbackPages
  },
  { scopes, as }: Asked,
  opened: (url: string) => Promise<void>,
  signal: AbortSignal,
): Promise<AuthenticationResult | PageRefusal | 'too late'> {
  const { client, clock } = options
  const crypto = new CryptoProvider()
  const { verifier, challenge } = await crypto.generatePkceCodes()
  const state = crypto.createNewGuid()
  const nonce = crypto.createNewGuid()
  const loopback = await listenForRedirect(state, options.pages)
  let stopAlarm: () => void = () => undefined
  const tooLate = new Promise<'too late'>((resolve) => {
    stopAlarm = clock.alarm(signInTimeLimitMs, () => {
      resolve('too late')
    })
  })
  const where = as && { authority: as.authority }
  try {
    const { redirectUri } = loopback
    const url = await client.getAuthCodeUrl({
      ...where,
      ...(as ? { loginHint: as.username } : { prompt: 'select_account' }),
      scopes,
      redirectUri,
      state,
      nonce,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      responseMode: 'form_post',
    })
    // A browser that never answers must not keep the person from cancelling.
    void opened(url)
    const redirect = await Promise.race([loopback.answer, tooLate, aborted(signal)])
    if (redirect === 'too late' || 'error' in redirect) return redirect
    return await client.acquireTokenByCode(
      { ...where, scopes, redirectUri, code: redirect.code, codeVerifier: verifier, nonce },
      { code: redirect.code, nonce, ...(redirect.clientInfo !== null && { client_info: redirect.clientInfo }) },
    )
  } finally {
    stopAlarm()
    loopback.close()
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
