import type { Clock } from '../tenant/clock.ts'
import { readRetryAfter } from './faults.ts'

/** A client that called back before it was allowed to. */
export interface Failure {
  readonly method: string
  /** Host and path; no query. */
  readonly address: string
  readonly askedToWaitMs: number
  readonly earlyByMs: number
  readonly at: string
}

/**
 * Dev Proxy's RetryAfterPlugin: a client that calls the same method and address before Retry-After has passed fails,
 * is throttled again, and waits from the beginning.
 * https://learn.microsoft.com/microsoft-cloud/dev/dev-proxy/technical-reference/retryafterplugin
 */
export class RetryOracle {
  readonly failures: Failure[] = []
  private readonly clock: Clock
  private readonly waiting = new Map<string, { readonly until: number; readonly askedToWaitMs: number }>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  reset(): void {
    this.failures.length = 0
    this.waiting.clear()
  }

  /** The 429 of a client that is too early; undefined for everyone else. */
  before(request: Request): Response | undefined {
    const key = keyOf(request)
    const wait = this.waiting.get(key)
    if (wait === undefined) return undefined
    const now = this.clock.now()
    const earlyByMs = wait.until - now.getTime()
    if (earlyByMs <= 0) {
      this.waiting.delete(key)
      return undefined
    }
    const { askedToWaitMs } = wait
    const { host, pathname } = new URL(request.url)
    const { method } = request
    this.failures.push({ method, address: `${host}${pathname}`, askedToWaitMs, earlyByMs, at: now.toISOString() })
    this.waiting.set(key, { until: now.getTime() + askedToWaitMs, askedToWaitMs })
    const seconds = Math.ceil(askedToWaitMs / 1000)
    const error = {
      code: 'TooManyRequests',
      message: `Called again ${Math.ceil(earlyByMs / 1000)} s before Retry-After had passed; the wait of ${seconds} s begins anew.`,
    }
    return new Response(JSON.stringify({ error }), {
      status: 429,
      headers: { 'content-type': 'application/json', 'retry-after': String(seconds) },
    })
  }

  after(request: Request, answer: Response): void {
    const askedToWaitMs = readRetryAfter(answer, this.clock)
    if (askedToWaitMs === undefined || askedToWaitMs === 0) return
    this.waiting.set(keyOf(request), { until: this.clock.now().getTime() + askedToWaitMs, askedToWaitMs })
  }
}

function keyOf(request: Request): string {
  return `${request.method} ${request.url}`
}
