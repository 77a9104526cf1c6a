import { randomUUID } from 'node:crypto'
import type { Answer } from '#core/answer.ts'
import type { HostCertificate } from '#core/network/observation.ts'
import type { Clock } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import { joinSignals } from '#core/signals.ts'
import { oneLine, requestIdOf } from './details.ts'
import type { ExchangePart, HttpRequest, HttpResponse, Transport } from './http.ts'
import { classifyFailure, ProxyChallenge } from './network-failure.ts'
import { isFromMicrosoft } from './origin.ts'

/**
 * Electron's network, the practice tenant's or any other: it is handed in, so that this runs in tests as it is. One that
 * can tell rejects with a `ProxyChallenge` where a proxy asks for credentials.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** One line of the journal. It has no query, body or header but the request id; ids in the path become `{id}`. */
export interface ExchangeRecord {
  readonly at: string
  readonly method: string
  readonly path: string
  /** The HTTP status, or `null` when no answer came. */
  readonly status: number | null
  readonly requestId: string | null
  readonly ms: number
  /** The parts of a batch. */
  readonly parts?: readonly ExchangePart[]
}

const usualTimeLimitMs = 60_000
const maxAnswerBytes = 8 * 1024 * 1024
const maxIssuerLength = 200

export function createTransport(options: {
  readonly fetch: Fetch
  readonly hosts: readonly string[]
  readonly clock: Clock
  readonly record: (exchange: ExchangeRecord) => void
  /** Called with the headers of every answer that proves to be Microsoft's. */
  readonly onHeaders?: (headers: Headers) => void
  /** How long one exchange may take; a minute unless said otherwise. */
  readonly timeLimitMs?: number
  /** Waits for a person's credentials for a proxy. Resolves to whether a request that it stopped may be made again. */
  readonly signInToProxy?: (proxy: string, signal: AbortSignal) => Promise<boolean>
  /** Returns the last certificate that came in a host's name. */
  readonly certificateOf?: (host: string) => HostCertificate | null
}): Transport {
  const { clock, timeLimitMs = usualTimeLimitMs, signInToProxy = () => Promise.resolve(false) } = options

  function problemOf(code: ProblemCode, host: string, clientRequestId: string): Problem {
    const issuer = code === 'certificate-untrusted' ? options.certificateOf?.(host)?.issuer : undefined
    return {
      code,
      at: clock.now().toISOString(),
      facts: { host, ...(issuer !== undefined && { issuer: oneLine(issuer, maxIssuerLength) }) },
      microsoft: { host, clientRequestId },
    }
  }

  /** Makes one exchange. A proxy that asks for credentials has not passed the request on. */
  async function exchange(
    request: HttpRequest,
    url: URL,
    clientRequestId: string,
    signal: AbortSignal,
  ): Promise<Answer<HttpResponse> | ProxyChallenge> {
    const startedAt = clock.now()
    const limit = joinSignals(signal)
    const stopAlarm = clock.alarm(timeLimitMs, () => {
      limit.end(new Error('time limit'))
    })
    const record = (status: number | null, requestId: string | null, text: string | null = null) => {
      const parts = request.partsOf?.(text).map((part) => ({ ...part, path: pathTemplate(pathOf(part.path)) }))
      options.record({
        at: startedAt.toISOString(),
        method: request.method,
        path: url.host + pathTemplate(url.pathname),
        status,
        requestId,
        ms: clock.now().getTime() - startedAt.getTime(),
        ...(parts && { parts }),
      })
    }
    try {
      signal.throwIfAborted()
      const response = await options.fetch(request.url, {
        method: request.method,
        headers: { ...request.headers, 'client-request-id': clientRequestId },
        ...(request.body !== undefined && { body: request.body }),
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        signal: limit.signal,
      })
      const { status, headers } = response
      if (status === 407) {
        // A proxy asks for credentials before it passes a request on. Chromium then breaks off the body, which is not read.
        record(status, null)
        void response.body?.cancel().catch(() => undefined)
        return { no: problemOf('proxy-sign-in', url.host, clientRequestId) }
      }
      const text = await readText(response)
      record(status, requestIdOf(headers), text)
      if (isFromMicrosoft({ headers, text })) options.onHeaders?.(headers)
      return { done: { status, headers, text, clientRequestId } }
    } catch (error) {
      if (signal.aborted) {
        record(null, null)
        throw signal.reason
      }
      if (error instanceof ProxyChallenge) {
        record(407, null)
        return error
      }
      record(null, null)
      return classifyFailure(error, request.writes ?? false, (code) => problemOf(code, url.host, clientRequestId))
    } finally {
      stopAlarm()
      limit.letGo()
    }
  }

  return async (request, signal) => {
    const url = new URL(request.url)
    if (url.protocol !== 'https:' || !options.hosts.includes(url.host)) {
      throw new Error(`the assistant does not talk to ${url.host}`)
    }
    const clientRequestId = new Headers(request.headers).get('client-request-id') ?? randomUUID()
    for (;;) {
      request.onTheWay?.(true)
      const answer = await exchange(request, url, clientRequestId, signal)
      if (!(answer instanceof ProxyChallenge)) return answer
      request.onTheWay?.(false)
      // Each turn waits for a person, who may take any time: no limit runs meanwhile.
      if (!(await signInToProxy(answer.proxy, signal))) {
        return { no: problemOf('proxy-sign-in', url.host, clientRequestId) }
      }
    }
  }
}

/** Returns an address without its query. */
function pathOf(address: string): string {
  return address.split('?')[0] ?? ''
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
