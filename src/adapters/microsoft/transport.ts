import type { Answer } from '#core/answer.ts'
import type { Clock } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'

/** Electron's `net.fetch`, the practice tenant, or any other: handed in, so that this runs in tests as it is. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/**
 * One exchange, under a time limit, with an allowed host; never sleeps, never repeats. `no`: it was certainly not sent.
 * `unknown`: it was sent and its answer was lost.
 */
export type Transport = (request: HttpRequest, signal: AbortSignal) => Promise<Answer<HttpResponse>>

/** One line of the journal: no query, no body, no header but the request id; ids in the path become `{id}`. */
export interface ExchangeRecord {
  readonly at: string
  readonly method: string
  readonly path: string
  /** HTTP status, or `null` when no answer came. */
  readonly status: number | null
  readonly requestId: string | null
  readonly ms: number
}

const timeLimitMs = 60_000
const maxAnswerBytes = 8 * 1024 * 1024

export function createTransport(options: {
  readonly fetch: Fetch
  readonly hosts: readonly string[]
  readonly clock: Clock
  readonly record: (exchange: ExchangeRecord) => void
  /** Told the headers of every answer. */
  readonly heard?: (headers: Headers) => void
}): Transport {
  const { clock, record } = options
  return async (request, signal) => {
    const url = new URL(request.url)
    if (url.protocol !== 'https:' || !options.hosts.includes(url.host)) {
      throw new Error(`the assistant does not talk to ${url.host}`)
    }
    const startedAt = clock.now()
    const limit = new AbortController()
    const stopAlarm = clock.alarm(timeLimitMs, () => {
      limit.abort(new Error('time limit'))
    })
    const stop = () => {
      limit.abort(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
    const done = (status: number | null, requestId: string | null) => {
      record({
        at: startedAt.toISOString(),
        method: request.method,
        path: url.host + pathTemplate(url.pathname),
        status,
        requestId,
        ms: clock.now().getTime() - startedAt.getTime(),
      })
    }
    try {
      signal.throwIfAborted()
      const response = await options.fetch(request.url, {
        method: request.method,
        headers: request.headers,
        ...(request.body !== undefined && { body: request.body }),
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        signal: limit.signal,
      })
      const text = await readText(response)
      done(response.status, requestIdOf(response.headers))
      options.heard?.(response.headers)
      if (response.status === 407) return { no: problem('proxy-sign-in', url.host, clock) }
      return { done: { status: response.status, headers: response.headers, text } }
    } catch (error) {
      done(null, null)
      if (signal.aborted) throw signal.reason
      return classifyFailure(error, url.host, clock)
    } finally {
      stopAlarm()
      signal.removeEventListener('abort', stop)
    }
  }
}

/** Microsoft's id of one exchange, for support. */
export function requestIdOf(headers: Headers): string | null {
  return headers.get('request-id') ?? headers.get('x-ms-request-id')
}

function pathTemplate(path: string): string {
  return decodeURIComponent(path)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '{id}')
    .replace(/'[^']*'/g, "'{value}'")
}

async function readText(response: Response): Promise<string> {
  if (!response.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength
    if (size > maxAnswerBytes) {
      await reader.cancel()
      throw new Error('the answer is larger than it may be')
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks).toString('utf8')
}

// Chromium's net errors (https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h) and Node's.
const neverSent =
  /NAME_NOT_RESOLVED|INTERNET_DISCONNECTED|CONNECTION_REFUSED|ADDRESS_UNREACHABLE|CONNECTION_TIMED_OUT|NETWORK_ACCESS_DENIED|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH/
// Other SSL errors may come after the request went out.
const untrusted =
  /ERR_CERT_|ERR_SSL_VERSION_OR_CIPHER_MISMATCH|ERR_SSL_PINNED_KEY|ERR_SSL_CLIENT_AUTH_CERT_NEEDED|CERT_|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|DEPTH_ZERO/
const proxyRefused =
  /ERR_PROXY_AUTH|ERR_UNEXPECTED_PROXY_AUTH|ERR_INVALID_AUTH_CREDENTIALS|ERR_MISSING_AUTH_CREDENTIALS/

function classifyFailure(error: unknown, host: string, clock: Clock): Answer<never> {
  const text = errorChain(error)
  // None of the three hosts redirects: something between us and them does, to a sign-in page of its own.
  if (/redirect/i.test(text)) return { no: problem('proxy-sign-in', host, clock) }
  if (proxyRefused.test(text)) return { no: problem('proxy-sign-in', host, clock) }
  if (untrusted.test(text)) return { no: problem('certificate-untrusted', host, clock) }
  const unreachable = problem('unreachable', host, clock)
  return neverSent.test(text) ? { no: unreachable } : { unknown: true, problem: unreachable }
}

function errorChain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return `${error.message} ${code} ${error.cause === undefined ? '' : errorChain(error.cause)}`
}

function problem(code: ProblemCode, host: string, clock: Clock): Problem {
  return { code, at: clock.now().toISOString(), microsoft: { host }, facts: { host } }
}
