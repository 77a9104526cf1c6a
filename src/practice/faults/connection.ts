import type { Clock } from '../tenant/clock.ts'
import { claimsChallenge } from '../routes/graph/request/claims-challenge.ts'
import { exchangeError, htmlPage, signInErrorPage } from './substitute-answers.ts'
import { FaultRules, faultResponse, type FaultRule, type Faults } from './faults.ts'
import { RetryAfterMonitor } from './retry-after-monitor.ts'

/** The connection between a client and the tenant: applies the faults, and notices requests that come too early. */
export class Connection {
  readonly monitor: RetryAfterMonitor
  readonly rules: FaultRules
  private readonly faults: Faults
  private readonly clock: Clock
  /** By host, the answer that its next request gets again. */
  private readonly doubled = new Map<string, Response>()

  constructor(faults: Faults, clock: Clock) {
    this.faults = faults
    this.clock = clock
    this.rules = new FaultRules(faults)
    this.monitor = new RetryAfterMonitor(clock)
  }

  reset(): void {
    this.rules.reset()
    this.monitor.reset()
    this.doubled.clear()
  }

  /** Returns the answer as it reaches the client. Rejects as `fetch` does when the connection breaks. */
  async answer(request: Request, carryOut: () => Promise<Response>): Promise<Response> {
    const tooEarly = this.monitor.before(request)
    if (tooEarly !== undefined) return this.dated(tooEarly)
    const rule = await this.rules.find(request)
    const answer = rule === undefined ? await carryOut() : await this.break(request, rule, carryOut)
    if (rule?.delayMs !== undefined) await this.delay(rule.delayMs, request.signal)
    this.monitor.after(request, answer)
    return this.swap(request, rule, isOfMicrosoft(rule) ? this.dated(answer) : answer)
  }

  /** Every answer of Microsoft's has a Date header; the page of a network has none. */
  private dated(answer: Response): Response {
    if (!answer.headers.has('date')) answer.headers.set('date', this.clock.now().toUTCString())
    return answer
  }

  private async break(request: Request, rule: FaultRule, carryOut: () => Promise<Response>): Promise<Response> {
    const given = () => faultResponse(rule.response, this.faults.retryAfterInSeconds)
    switch (rule.effect ?? 'answer') {
      case 'answer':
        return given()
      case 'answer-after-commit':
        await carryOut()
        return given()
      case 'reset-before-commit':
        throw connectionReset()
      case 'reset-after-commit':
        await carryOut()
        throw connectionReset()
      case 'wrong-tls':
        throw untrusted(new URL(request.url).hostname)
      case 'captive-portal':
        return portal()
      case 'half-body':
        return halved(rule.response === undefined ? await carryOut() : given())
      case 'drip':
        return dripping(rule.response === undefined ? await carryOut() : given(), rule.drip)
      case 'duplicate-reply':
      case 'delay':
        return carryOut()
      case 'html-page':
        return htmlPage(rule)
      case 'html-page-after-commit':
        await carryOut()
        return htmlPage(rule)
      case 'claims-challenge': {
        const notBefore = Math.floor(this.clock.now().getTime() / 1000)
        const clientRequestId = request.headers.get('client-request-id') ?? undefined
        return claimsChallenge(rule.challenge ?? 'revoked', notBefore, this.clock, clientRequestId)
      }
      case 'sign-in-error-page':
        return signInErrorPage(request, rule.aadsts ?? 50105, this.clock)
      case 'exchange-error':
        return exchangeError(request, rule)
      case 'stalled-body': {
        const answer = rule.response === undefined ? await carryOut() : given()
        return halved(answer, () => this.silence(request))
      }
      case 'unknown-host':
        throw unknownHost(new URL(request.url).hostname)
      case 'no-answer':
        return this.silence(request)
      case 'no-answer-after-commit':
        await carryOut()
        return this.silence(request)
    }
  }

  /** Waits, and rejects as soon as the client gives up. */
  private async delay(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.faults.wait !== undefined) {
      await this.faults.wait(milliseconds)
      signal.throwIfAborted()
      return
    }
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds)
      const giveUp = () => {
        clearTimeout(timer)
        reject(signal.reason as Error)
      }
      if (signal.aborted) giveUp()
      else signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  private silence(request: Request): Promise<never> {
    const { signal } = request
    return new Promise((_resolve, reject) => {
      const giveUp = () => {
        reject(signal.reason as Error)
      }
      if (signal.aborted) {
        giveUp()
        return
      }
      signal.addEventListener('abort', giveUp, { once: true })
      this.faults.hung?.(request)
    })
  }

  /** After `duplicate-reply`, the next request is carried out, and the earlier answer is given in place of its own. */
  private swap(request: Request, rule: FaultRule | undefined, answer: Response): Response {
    const { host } = new URL(request.url)
    const earlier = this.doubled.get(host)
    this.doubled.delete(host)
    if (rule?.effect === 'duplicate-reply') this.doubled.set(host, answer.clone())
    return earlier ?? answer
  }
}

/** Whether the answer is Microsoft's, and not the page of a network or of a filter. */
function isOfMicrosoft(rule: FaultRule | undefined): boolean {
  return !['captive-portal', 'html-page', 'html-page-after-commit'].includes(rule?.effect ?? 'answer')
}

/** Returns what `fetch` rejects with when the other side closes the connection. */
export function connectionReset(): TypeError {
  return broken('read ECONNRESET', { code: 'ECONNRESET', errno: -104, syscall: 'read' })
}

/** Returns what `fetch` rejects with when the host's name is not found. */
export function unknownHost(hostname: string): TypeError {
  return broken(`getaddrinfo ENOTFOUND ${hostname}`, {
    code: 'ENOTFOUND',
    errno: -3008,
    syscall: 'getaddrinfo',
    hostname,
  })
}

function untrusted(hostname: string): TypeError {
  return broken('unable to verify the first certificate', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', host: hostname })
}

function broken(message: string, about: object): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), about) })
}

function portal(): Response {
  const page =
    '<!doctype html><html lang="en"><title>Guest network</title><h1>Welcome to the guest network</h1><form method="post" action="/login"><button>Accept</button></form></html>'
  return new Response(page, { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

/** Returns an answer whose headers promise the whole body and whose second half never comes: the connection breaks, or `silence` keeps it waiting. */
async function halved(answer: Response, silence?: () => Promise<never>): Promise<Response> {
  const whole = new Uint8Array(await answer.arrayBuffer())
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(whole.slice(0, Math.floor(whole.length / 2)))
    },
    async pull(controller) {
      if (silence !== undefined) await silence()
      const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })
      controller.error(new TypeError('terminated', { cause }))
    },
  })
  return again(answer, body, whole.length)
}

async function dripping(answer: Response, drip: FaultRule['drip'] = {}): Promise<Response> {
  const { bytes = 1, everyMs = 1000 } = drip
  const whole = new Uint8Array(await answer.arrayBuffer())
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent > 0) await new Promise((done) => setTimeout(done, everyMs))
      if (sent < whole.length) controller.enqueue(whole.slice(sent, sent + bytes))
      sent += bytes
      if (sent >= whole.length) controller.close()
    },
  })
  return again(answer, body, whole.length)
}

function again(answer: Response, body: ReadableStream<Uint8Array>, length: number): Response {
  const headers = new Headers(answer.headers)
  headers.set('content-length', String(length))
  return new Response(body, { status: answer.status, headers })
}
