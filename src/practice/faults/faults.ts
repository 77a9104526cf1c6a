import type { Clock } from '../tenant/clock.ts'
import { seededRandom, type Random } from '../tenant/random.ts'
import type { Lag, Replication } from '../tenant/replication.ts'
import type { ChallengeReason } from '../routes/graph/request/claims-challenge.ts'
import { isLike } from '../serving/wildcard.ts'

/**
 * What goes wrong, and when. `mocks` and `errors` have the form of Dev Proxy's files, so that its files work here;
 * `effect` is an addition of the practice tenant, for what no HTTP answer can express.
 * https://github.com/dotnet/dev-proxy schemas/v3.2.0/mockresponseplugin.mocksfile.schema.json,
 * genericrandomerrorplugin.errorsfile.schema.json
 */
export interface Faults {
  readonly mocks?: readonly FaultRule[]
  readonly errors?: readonly ErrorRule[]
  /** The share of matching requests that get one of `errors`, in percent. Dev Proxy's default: 50. */
  readonly rate?: number
  /** The seconds that `@dynamic` in a Retry-After header stands for. Dev Proxy's default: 5. */
  readonly retryAfterInSeconds?: number
  /** The seed that decides which requests get which of `errors`. */
  readonly seed?: number
  readonly lag?: Lag
  readonly replication?: Replication
  /** For this many token requests, a secret that was just made is refused as expired (AADSTS7000222). */
  readonly expiredSecretAnswers?: number
  /** Enterprise applications that are disabled, those there at the start as well as those made later. */
  readonly servicePrincipals?: readonly DisabledServicePrincipal[]
  /**
   * The password restrictions that reads of the default app management policy show, as they are written here: with
   * `restrictionType: null`, or of a kind nobody knows. The company's real rules stay in force.
   */
  readonly shownRestrictions?: readonly Readonly<Record<string, unknown>>[]
  /** How a delay passes. The default is real time; a test with a clock of its own moves the clock here. */
  readonly wait?: (milliseconds: number) => Promise<void>
  /** Called with each request that is left without an answer, so that a test can let its time limit pass. */
  readonly hung?: (request: Request) => void
}

export interface FaultRule {
  readonly request: FaultRequest & {
    /** Only the nth request that matches the rest, counting from 1. */
    readonly nth?: number
    /** Only this many matching requests: the first ones, or those from the nth on. */
    readonly times?: number
  }
  /** The default status is 503. Without a body, the answer has Microsoft Graph's error body for the status. */
  readonly response?: FaultResponse
  /** The default is `answer`: the response is given and the request is not carried out. */
  readonly effect?: FaultEffect
  /** For `drip`: the bytes sent at a time (default 1) and the milliseconds between them (default 1,000). */
  readonly drip?: { readonly bytes?: number; readonly everyMs?: number }
  /** The milliseconds by which the answer is late, whatever the effect. What is carried out is carried out at once. */
  readonly delayMs?: number
  /** For `html-page`: the title and the text of the page. */
  readonly page?: { readonly title?: string; readonly text?: string }
  /** For `claims-challenge`: why Microsoft Graph asks for a new token. The default is `revoked`. */
  readonly challenge?: ChallengeReason
  /** For `sign-in-error-page`: the AADSTS number on the page. */
  readonly aadsts?: number
  /** For `exchange-error`: what Exchange answers. */
  readonly exchangeError?: ExchangeError
}

/** An error of Exchange Web Services that nothing in the request causes. */
export interface ExchangeError {
  /** A response code of EWS, such as `ErrorInternalServerError`. */
  readonly code: string
  readonly message?: string
  /** `fault`: a SOAP fault with status 500, which is the default. `message`: status 200, with an error for each folder. */
  readonly as?: 'fault' | 'message'
}

/** An enterprise application that is disabled, found by its display name (`*` stands for any characters). */
export interface DisabledServicePrincipal {
  readonly displayName: string
  readonly accountEnabled?: false
  /** A value such as `DisabledDueToViolationOfServicesAgreement`. */
  readonly disabledByMicrosoftStatus?: string
}

export interface ErrorRule {
  readonly request: FaultRequest
  /** For each request one of these is drawn. */
  readonly responses: readonly FaultResponse[]
}

export interface FaultRequest {
  /** The whole address, in which `*` stands for any characters. */
  readonly url: string
  /** The default is Dev Proxy's: GET for mocks, any method for errors. */
  readonly method?: string
  readonly bodyFragment?: string
}

export interface FaultResponse {
  readonly statusCode?: number
  readonly headers?: readonly { readonly name: string; readonly value: string }[]
  readonly body?: unknown
}

export const faultEffects = [
  'answer',
  /** The request is carried out, and the response of the rule is given in place of the real one. */
  'answer-after-commit',
  'reset-before-commit',
  'reset-after-commit',
  /** The request is carried out; half of its answer arrives, then the connection breaks. */
  'half-body',
  /** The request is carried out; its answer comes a few bytes at a time. */
  'drip',
  /** The host shows a certificate that nobody trusts. */
  'wrong-tls',
  /** The sign-in page of a network answers in place of the host: 200 and HTML. */
  'captive-portal',
  /** The request is carried out and answered; the next request to that host gets the same answer again. */
  'duplicate-reply',
  /** Nothing is done, and no answer comes until the client gives up. */
  'no-answer',
  /** The request is carried out, and no answer comes until the client gives up. */
  'no-answer-after-commit',
  /** The request is carried out; half of its answer arrives, and the rest never does. */
  'stalled-body',
  /** The host's name is not found. */
  'unknown-host',
  /** The request is carried out, and its own answer comes late, by `delayMs`. */
  'delay',
  /** A filter or proxy answers in place of the host: an HTML page with the response's status (403). Nothing is done. */
  'html-page',
  /** The same page, after the request was carried out. */
  'html-page-after-commit',
  /** Microsoft Graph answers 401 with a claims challenge (continuous access evaluation). Nothing is done. */
  'claims-challenge',
  /** Microsoft's sign-in shows its error page with an AADSTS number, and nothing goes back to the client. */
  'sign-in-error-page',
  /** Exchange Web Services answers with an error of its own. Nothing is done. */
  'exchange-error',
] as const

export type FaultEffect = (typeof faultEffects)[number]

/** Finds the rule for each request and counts the requests that each rule matched. The first matching rule decides. */
export class FaultRules {
  private readonly faults: Faults
  private readonly seen = new Map<FaultRule, number>()
  private random: Random

  constructor(faults: Faults) {
    this.faults = faults
    this.random = seededRandom(faults.seed ?? 0)
  }

  reset(): void {
    this.seen.clear()
    this.random = seededRandom(this.faults.seed ?? 0)
  }

  async find(request: Request): Promise<FaultRule | undefined> {
    const body = once(() => request.clone().text())
    const mock = await this.findMock(request, body)
    return mock ?? (await this.drawError(request, body))
  }

  /** Whether a client that connects to this host meets a certificate nobody trusts. */
  hasWrongCertificate(host: string): boolean {
    return (this.faults.mocks ?? []).some(({ effect, request: { url } }) => {
      const origin = /^https:\/\/[^/]*/i.exec(url)?.[0] ?? url
      return effect === 'wrong-tls' && isLike(`https://${host}`, origin)
    })
  }

  private async findMock(request: Request, body: () => Promise<string>): Promise<FaultRule | undefined> {
    let found: FaultRule | undefined
    for (const rule of this.faults.mocks ?? []) {
      if (!(await fits({ method: 'GET', ...rule.request }, request, body))) continue
      const count = (this.seen.get(rule) ?? 0) + 1
      this.seen.set(rule, count)
      const { nth, times = nth === undefined ? Infinity : 1 } = rule.request
      if (count < (nth ?? 1) || count >= (nth ?? 1) + times) continue
      found ??= rule
    }
    return found
  }

  private async drawError(request: Request, body: () => Promise<string>): Promise<FaultRule | undefined> {
    for (const rule of this.faults.errors ?? []) {
      if (!(await fits(rule.request, request, body))) continue
      if (this.random() * 100 >= (this.faults.rate ?? 50)) return undefined
      const response = rule.responses[Math.floor(this.random() * rule.responses.length)]
      return response === undefined ? undefined : { request: rule.request, response }
    }
    return undefined
  }
}

async function fits(rule: FaultRequest, request: Request, body: () => Promise<string>): Promise<boolean> {
  if (rule.method !== undefined && rule.method.toUpperCase() !== request.method.toUpperCase()) return false
  if (!isLike(request.url, rule.url)) return false
  return rule.bodyFragment === undefined || (await body()).includes(rule.bodyFragment)
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

const usual: Record<number, readonly [code: string, message: string]> = {
  429: ['TooManyRequests', 'Too many requests'],
  500: ['InternalServerError', 'Internal Server Error'],
  502: ['BadGateway', 'Bad Gateway'],
  503: ['ServiceUnavailable', 'Service Unavailable'],
  504: ['GatewayTimeout', 'Gateway Timeout'],
  507: ['InsufficientStorage', 'Insufficient Storage'],
}

/** Returns the answer that a rule describes. In a Retry-After header, `@dynamic` and `@dynamic=17` are seconds. */
export function faultResponse(response: FaultResponse | undefined, retryAfterInSeconds = 5): Response {
  const { statusCode = 503, headers = [], body } = response ?? {}
  const [code, message] = usual[statusCode] ?? ['UnknownError', 'Practice fault']
  const sent = body ?? { error: { code, message } }
  const text = typeof sent === 'string' ? sent : JSON.stringify(sent)
  const answer = new Headers({ 'content-type': contentTypeOf(sent) })
  for (const { name, value } of headers) {
    const dynamic = /^@dynamic(?:=(\d+))?$/.exec(value)
    answer.set(name, dynamic === null ? value : (dynamic[1] ?? String(retryAfterInSeconds)))
  }
  return new Response(statusCode === 204 || statusCode === 304 ? null : text, { status: statusCode, headers: answer })
}

function contentTypeOf(body: unknown): string {
  if (typeof body !== 'string') return 'application/json'
  return /^\s*<(?:!doctype html|html)/i.test(body) ? 'text/html; charset=utf-8' : 'text/plain'
}

/** Returns the milliseconds that an answer's Retry-After (seconds or a date) asks to wait; undefined without one. */
export function readRetryAfter(response: Response, clock: Clock): number | undefined {
  const text = response.headers.get('retry-after')
  if (text === null) return undefined
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(at - clock.now().getTime(), 0)
}
