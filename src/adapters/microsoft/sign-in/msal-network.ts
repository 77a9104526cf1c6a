import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import type { Answer } from '#core/answer.ts'
import type { Clock } from '#core/ports.ts'
import type { Connection } from '../connection.ts'
import { detailsOf } from '../details.ts'
import type { HttpResponse } from '../http.ts'
import { foreignAnswer, isBusy } from '../origin.ts'
import { retryAfterMs } from '../retry-after.ts'

/** Carries an answer through MSAL, which knows only exceptions. */
export class SignInHostFailure extends Error {
  readonly answer: Answer<never>

  constructor(answer: Answer<never>) {
    super('the sign-in host gave no answer that MSAL can read')
    this.name = 'SignInHostFailure'
    this.answer = answer
  }
}

/** What MSAL's network tells of its exchanges, since MSAL wraps the errors that its network throws. */
export interface NetworkListener {
  readonly onResponse: (response: HttpResponse) => void
  readonly onFailure: (answer: Answer<never>) => void
}

/**
 * MSAL's network over our transport: MSAL's own is Node's fetch, which knows neither the system's proxy nor its
 * certificates (https://github.com/AzureAD/microsoft-authentication-library-for-js/issues/7005). An answer that is not
 * Microsoft's, or that says the host is busy, does not reach MSAL, which would read it as a refusal and then not ask that
 * host again for a minute.
 */
export function createMsalNetwork(
  connection: Connection,
  signal: () => AbortSignal,
  { onResponse, onFailure }: NetworkListener,
): INetworkModule {
  async function send<T>(method: string, url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const answer = await connection.transport(
      { method, url, headers: options?.headers ?? {}, ...(options?.body !== undefined && { body: options.body }) },
      signal(),
    )
    const failure = 'done' in answer ? unreadable(answer.done, connection.cloud.login, connection.clock) : answer
    if (failure) {
      onFailure(failure)
      throw new SignInHostFailure(failure)
    }
    if (!('done' in answer)) throw new SignInHostFailure(answer)
    onResponse(answer.done)
    return {
      status: answer.done.status,
      headers: Object.fromEntries(answer.done.headers),
      body: JSON.parse(answer.done.text) as T,
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  }
}

/**
 * Returns the answer for a response of the sign-in host that nobody can read as JSON of Entra's, or `null` for any other.
 * A token that was asked for and not received changes nothing, so every exchange with that host counts as a read.
 */
export function unreadable(response: HttpResponse, host: string, clock: Clock): Answer<never> | null {
  const foreign = foreignAnswer(response, { host, writes: false }, clock)
  if (foreign) return foreign
  const { status, headers, text } = response
  const at = clock.now().toISOString()
  const microsoft = detailsOf(response, host)
  if (isBusy(status)) {
    const afterMs = retryAfterMs(headers, clock.now())
    return {
      notYet: status === 429 ? 'throttled' : 'busy',
      problem: { code: 'microsoft-busy', at, microsoft },
      ...(afterMs !== undefined && { afterMs }),
    }
  }
  return isJson(text) ? null : { no: { code: 'microsoft-unexpected', at, microsoft } }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
