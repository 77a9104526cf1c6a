import type { Clock } from '../tenant/clock.ts'
import { readRetryAfter } from './faults.ts'

/** A request that came before the Retry-After of an earlier answer had passed. */
export interface Failure {
  readonly method: string
  /** The host and the path, without the query. */
  readonly address: string
  readonly askedToWaitMs: number
  readonly earlyByMs: number
  readonly at: string
}

/**
 * Watches over Retry-After as Dev Proxy's RetryAfterPlugin does: a client that repeats a request too early is recorded,
 * gets 429 and has to wait from the beginning.
 * https://learn.microsoft.com/microsoft-cloud/dev/dev-proxy/technical-reference/retryafterplugin
 */
export class RetryAfterMonitor {
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

  /** Returns the 429 for a request that comes too early, and undefined for any other. */
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
