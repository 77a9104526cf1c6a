import type { INetworkModule, NetworkResponse } from '@azure/msal-node'

/** MSAL's own network interface on anything that answers like `fetch`. */
export function msalNetwork(send: (request: Request) => Promise<Response>): INetworkModule {
  const exchange = async <T>(url: string, init: RequestInit): Promise<NetworkResponse<T>> => {
    const response = await send(new Request(url, init))
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (await response.json()) as T,
    }
  }
  return {
    sendGetRequestAsync: (url, options) => exchange(url, { headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url, options) =>
      exchange(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
  }
}
