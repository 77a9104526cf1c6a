import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import type { Answer } from '#core/answer.ts'
import type { HttpResponse, Transport } from '../transport.ts'

/** Carries a transport's own answer through MSAL, which knows only exceptions. */
export class TransportFailure extends Error {
  readonly answer: Answer<never>

  constructor(answer: Answer<never>) {
    super('the exchange did not take place')
    this.name = 'TransportFailure'
    this.answer = answer
  }
}

/**
 * MSAL over our transport: MSAL's own client is Node's fetch, which knows neither the system's proxy nor its
 * certificates (https://github.com/AzureAD/microsoft-authentication-library-for-js/issues/7005).
 * `failed` hears of an exchange that did not take place, since MSAL rewraps what its network throws.
 */
export function createMsalNetwork(
  transport: Transport,
  signal: () => AbortSignal,
  heard: { readonly response: (response: HttpResponse) => void; readonly failed: (failure: TransportFailure) => void },
): INetworkModule {
  async function send<T>(method: string, url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const answer = await transport(
      { method, url, headers: options?.headers ?? {}, ...(options?.body !== undefined && { body: options.body }) },
      signal(),
    )
    if (!('done' in answer)) {
      const failure = new TransportFailure(answer)
      heard.failed(failure)
      throw failure
    }
    heard.response(answer.done)
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
