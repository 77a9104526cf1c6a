import { randomUUID } from 'node:crypto'
import type { Clock } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import { requestIdOf } from './details.ts'
import type { Transport } from './http.ts'
import { classifyFailure } from './network-failure.ts'
import { isFromMicrosoft } from './origin.ts'

/** Electron's `net.fetch`, the practice tenant's or any other: it is handed in, so that this runs in tests as it is. */
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
}

const usualTimeLimitMs = 60_000
const maxAnswerBytes = 8 * 1024 * 1024

export function createTransport(options: {
  readonly fetch: Fetch
  readonly hosts: readonly string[]
  readonly clock: Clock
  readonly record: (exchange: ExchangeRecord) => void
  /** Called with the headers of every answer that proves to be Microsoft's. */
  readonly onHeaders?: (headers: Headers) => void
  /** How long one exchange may take; a minute unless said otherwise. */
  readonly timeLimitMs?: number
}): Transport {
  const { clock, timeLimitMs = usualTimeLimitMs } = options
  return async (request, signal) => {
    const url = new URL(request.url)
    if (url.protocol !== 'https:' || !options.hosts.includes(url.host)) {
      throw new Error(`the assistant does not talk to ${url.host}`)
    }
    const clientRequestId = new Headers(request.headers).get('client-request-id') ?? randomUUID()
    const startedAt = clock.now()
    const limit = new AbortController()
    const stopAlarm = clock.alarm(timeLimitMs, () => {
      limit.abort(new Error('time limit'))
    })
    const stop = () => {
      limit.abort(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
    const record = (status: number | null, requestId: string | null) => {
      options.record({
        at: startedAt.toISOString(),
        method: request.method,
        path: url.host + pathTemplate(url.pathname),
        status,
        requestId,
        ms: clock.now().getTime() - startedAt.getTime(),
      })
    }
    const problem = (code: ProblemCode): Problem => ({
      code,
      at: clock.now().toISOString(),
      facts: { host: url.host },
      microsoft: { host: url.host, clientRequestId },
    })
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
        return { no: problem('proxy-sign-in') }
      }
      const text = await readText(response)
      record(status, requestIdOf(headers))
      if (isFromMicrosoft({ headers, text })) options.onHeaders?.(headers)
      return { done: { status, headers, text, clientRequestId } }
    } catch (error) {
      record(null, null)
      if (signal.aborted) throw signal.reason
      return classifyFailure(error, request.writes ?? false, problem)
    } finally {
      stopAlarm()
      signal.removeEventListener('abort', stop)
    }
  }
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
