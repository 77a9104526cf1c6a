import type { Lag } from './directory.ts'

/**
 * What goes wrong, and when. `mocks` has the shape of Dev Proxy's mock files (`{ request, response }`), so one file can
 * serve both; `effect` is ours, for what an HTTP answer cannot say.
 * https://github.com/dotnet/dev-proxy schemas/v3.2.0/mockresponseplugin.mocksfile.schema.json
 */
export interface Faults {
  readonly mocks?: readonly FaultRule[]
  readonly lag?: Lag
}

export interface FaultRule {
  readonly request: {
    /** The whole address; `*` stands for any run of characters. */
    readonly url: string
    /** Dev Proxy's default: GET. */
    readonly method?: string
    /** Only the nth request that matches the rest, counting from 1. */
    readonly nth?: number
    readonly bodyFragment?: string
  }
  /** Default status 503. Without a body, Graph's own error body for that status. */
  readonly response?: {
    readonly statusCode?: number
    readonly headers?: readonly { readonly name: string; readonly value: string }[]
    readonly body?: unknown
  }
  /** Default `answer`: the response is given and nothing is done. */
  readonly effect?: FaultEffect
}

export type FaultEffect =
  | 'answer'
  /** The request is carried out, and the response above hides what really came of it. */
  | 'answer-after-commit'
  | 'reset-before-commit'
  | 'reset-after-commit'

const usual: Record<number, readonly [code: string, message: string]> = {
  429: ['TooManyRequests', 'Too many requests'],
  500: ['InternalServerError', 'Internal Server Error'],
  502: ['BadGateway', 'Bad Gateway'],
  503: ['ServiceUnavailable', 'Service Unavailable'],
  504: ['GatewayTimeout', 'Gateway Timeout'],
  507: ['InsufficientStorage', 'Insufficient Storage'],
}

/** Counts requests against the rules. The first rule that matches a request decides. */
export class FaultBook {
  private readonly rules: readonly FaultRule[]
  private readonly seen = new Map<FaultRule, number>()

  constructor(rules: readonly FaultRule[]) {
    this.rules = rules
  }

  reset(): void {
    this.seen.clear()
  }

  async find(request: Request): Promise<FaultRule | undefined> {
    const method = request.method.toUpperCase()
    let body: string | undefined
    let found: FaultRule | undefined
    for (const rule of this.rules) {
      if ((rule.request.method ?? 'GET').toUpperCase() !== method) continue
      if (!matches(rule.request.url, request.url)) continue
      if (rule.request.bodyFragment !== undefined) {
        body ??= await request.clone().text()
        if (!body.includes(rule.request.bodyFragment)) continue
      }
      const count = (this.seen.get(rule) ?? 0) + 1
      this.seen.set(rule, count)
      if (rule.request.nth !== undefined && rule.request.nth !== count) continue
      found ??= rule
    }
    return found
  }
}

/** The answer a rule asks for. */
export function faultResponse(rule: FaultRule): Response {
  const { statusCode = 503, headers = [], body } = rule.response ?? {}
  const [code, message] = usual[statusCode] ?? ['UnknownError', 'Practice fault']
  const sent = body ?? { error: { code, message } }
  const text = typeof sent === 'string' ? sent : JSON.stringify(sent)
  const answer = new Headers({ 'content-type': typeof sent === 'string' ? 'text/plain' : 'application/json' })
  for (const { name, value } of headers) answer.set(name, value)
  return new Response(statusCode === 204 || statusCode === 304 ? null : text, { status: statusCode, headers: answer })
}

/** What `fetch` throws when the other side closes the connection. */
export function connectionReset(): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' }),
  })
}

/** What `fetch` throws for a name nobody has. */
export function unknownHost(hostname: string): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
      code: 'ENOTFOUND',
      errno: -3008,
      syscall: 'getaddrinfo',
      hostname,
    }),
  })
}

function matches(pattern: string, url: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`, 'i').test(url)
}
