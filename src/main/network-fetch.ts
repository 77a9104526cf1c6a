import type { ClientRequest, ClientRequestConstructorOptions, IncomingMessage, Session } from 'electron'
import { ProxyChallenge } from '#adapters/microsoft/network-failure.ts'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import type { ProxyCredentials, ProxySignIn } from '#core/network/proxy-sign-in.ts'

/**
 * Returns the network of one session as a `fetch`, over `net.request`: only its `login` event tells of a proxy that wants
 * a password (docs/adr/0016-one-transport.md). Whatever is asked of it, it follows no redirect, sends no cookie, and never
 * answers a server that asks for credentials.
 */
export function createNetworkFetch(options: {
  readonly session: Session
  /** Electron's `net.request`. */
  readonly request: (options: ClientRequestConstructorOptions) => ClientRequest
  readonly proxies: ProxiesOnTheWay
}): Fetch {
  return async (url, init) => {
    const leaveTurn = await options.proxies.turn()
    try {
      return await exchange(url, init)
    } finally {
      leaveTurn()
    }
  }

  /** Resolves once the answer's headers are there. */
  function exchange(url: string, { method = 'GET', headers, body, signal = null }: RequestInit): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error)
        return
      }
      const request = options.request({
        session: options.session,
        url,
        method,
        headers: Object.fromEntries(new Headers(headers)),
        redirect: 'error',
        // A server's 401 is then an answer like any other.
        credentials: 'omit',
      })
      const login = answerProxies(request, options.proxies)
      let fail: (error: unknown) => void = reject
      const end = () => {
        signal?.removeEventListener('abort', stop)
        login.ended()
      }
      const endWith = (error: unknown) => {
        end()
        fail(error)
      }
      // Electron does not always tell that a request was aborted, so nothing waits for it.
      const stop = () => {
        request.abort()
        endWith(signal?.reason)
      }
      signal?.addEventListener('abort', stop, { once: true })
      request.on('error', endWith)
      request.on('response', (response) => {
        response.on('error', endWith)
        const refusedBy = response.statusCode === 407 ? login.refusedBy() : null
        if (refusedBy !== null) {
          request.abort()
          endWith(new ProxyChallenge(refusedBy))
          return
        }
        login.passed()
        try {
          const answer = readAnswer(response, { ended: end, abort: () => request.abort() })
          fail = answer.fail
          resolve(answer.response)
        } catch (error) {
          request.abort()
          endWith(error)
        }
      })
      request.end(body as string | undefined)
    })
  }
}

type ProxiesOnTheWay = Pick<ProxySignIn, 'turn' | 'credentialsFor' | 'ended'>

/**
 * Answers the proxies on the way of one request with what the person entered for them. `refusedBy` is the proxy that got
 * no answer; `null` when none asked.
 */
function answerProxies(request: ClientRequest, proxies: ProxiesOnTheWay) {
  let tried: { readonly proxy: string; readonly credentials: ProxyCredentials } | null = null
  let refusedBy: string | null = null
  const ended = (passed: boolean) => {
    if (tried) proxies.ended(tried.proxy, tried.credentials, passed)
  }
  request.on('login', ({ isProxy, host, port }, answer) => {
    if (!isProxy) {
      answer()
      return
    }
    const proxy = `${host}:${port}`
    const credentials = proxies.credentialsFor(proxy, tried?.proxy === proxy ? tried.credentials : null)
    if (credentials === null) {
      refusedBy = proxy
      answer()
      return
    }
    // One proxy of a list may hand over to the next, in the same request.
    if (tried && tried.proxy !== proxy) ended(false)
    tried = { proxy, credentials }
    answer(credentials.username, credentials.password.reveal())
  })
  return {
    refusedBy: () => refusedBy,
    passed: () => {
      ended(true)
    },
    ended: () => {
      ended(false)
    },
  }
}

/** Statuses whose answer has no body, which `Response` insists on. */
const withoutBody = [204, 205, 304]

/** Returns the answer, whose body is read as it comes. `fail` breaks the body off; throws for a status that none has. */
function readAnswer(
  message: IncomingMessage,
  request: { readonly ended: () => void; readonly abort: () => void },
): { readonly response: Response; readonly fail: (error: unknown) => void } {
  let isOpen = true
  let fail: (error: unknown) => void = () => undefined
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      fail = (error) => {
        if (isOpen) controller.error(error)
        isOpen = false
      }
      message.on('data', (chunk: Uint8Array) => {
        if (isOpen) controller.enqueue(chunk)
      })
      message.on('end', () => {
        if (isOpen) controller.close()
        isOpen = false
        request.ended()
      })
    },
    cancel() {
      isOpen = false
      request.abort()
      request.ended()
    },
  })
  const { statusCode: status } = message
  const response = new Response(withoutBody.includes(status) ? null : body, { status, headers: headersOf(message) })
  return { response, fail }
}

/** Returns the headers that fetch can carry: a proxy may write any bytes into its own. */
function headersOf({ headers }: IncomingMessage): Headers {
  const carried = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : value
    if (/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) carried.set(name, text)
  }
  return carried
}
