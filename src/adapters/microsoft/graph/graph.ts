import { Client, ResponseType, type Context } from '@microsoft/microsoft-graph-client'
import type { z } from 'zod'
import { mapAnswer, type Answer } from '#core/answer.ts'
import type { Cloud } from '#core/access/cloud.ts'
import type { Clock } from '#core/ports.ts'
import { classify, type Expectation } from './graph-answer.ts'
import type { HttpResponse, Transport } from '../transport.ts'

export interface GraphCall extends Expectation {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** One Graph exchange, read as `shape`; `null` for an empty answer and for a missing thing that may be missing. */
export type Graph = <T>(call: GraphCall, shape: z.ZodType<T>, signal: AbortSignal) => Promise<Answer<T | null>>

/**
 * Microsoft's Graph client over our transport. It gets one middleware, ours: its default chain repeats POSTs (one
 * `addPassword` answered 503, 503, 201 is sent three times), and a repeated `addPassword` is a secret nobody holds.
 */
export function createGraph(options: {
  readonly transport: Transport
  readonly cloud: Cloud
  readonly clock: Clock
  /** A delegated access token for Graph, fresh enough to use now. */
  readonly token: (signal: AbortSignal) => Promise<Answer<string>>
}): Graph {
  const { transport, cloud, clock } = options
  return async (call, shape, signal) => {
    const token = await options.token(signal)
    // Without a token nothing was sent: a token whose answer was lost is a wait, not a write of unknown outcome.
    if ('unknown' in token) {
      const { problem, afterMs } = token
      return { notYet: 'busy', problem, ...(afterMs !== undefined && { afterMs }) }
    }
    if (!('done' in token)) return token
    let answer: Answer<HttpResponse> | undefined
    const stopped: Error[] = []
    const client = Client.initWithMiddleware({
      baseUrl: `https://${cloud.graph}/`,
      customHosts: new Set([cloud.graph]),
      middleware: {
        async execute(context: Context) {
          const headers = Object.fromEntries(new Headers(context.options?.headers as Record<string, string>))
          const body = context.options?.body as string | undefined
          try {
            answer = await transport(
              {
                method: call.method.toUpperCase(),
                url: context.request as string,
                headers: { ...headers, accept: 'application/json', authorization: `Bearer ${token.done}` },
                ...(body !== undefined && { body }),
              },
              signal,
            )
          } catch (error) {
            stopped.push(error as Error)
          }
          context.response = new Response(null, { status: 204 })
        },
      },
    })
    const request = client.api(call.path).responseType(ResponseType.RAW)
    if (call.headers) request.headers(call.headers)
    await request[call.method](call.body)
    if (stopped[0]) throw stopped[0]
    if (!answer) throw new Error('the Graph client did not send the request')
    if (!('done' in answer)) return answer
    return mapRead(classify(answer.done, cloud.graph, call, clock), shape, call, cloud, clock)
  }
}

function mapRead<T>(
  answer: Answer<HttpResponse>,
  shape: z.ZodType<T>,
  call: GraphCall,
  cloud: Cloud,
  clock: Clock,
): Answer<T | null> {
  if (!('done' in answer) || answer.done.status === 204) return mapAnswer(answer, () => null)
  if (answer.done.status >= 400) {
    const told = call.mayBeUnsupported ? shape.safeParse({ unsupported: true }) : null
    return { done: told?.success ? told.data : null }
  }
  const { text } = answer.done
  const body = parse(text)
  // A page where no body was expected is no answer of Graph's either.
  const read = body === undefined && text !== '' ? null : shape.safeParse(body)
  if (read?.success) return { done: read.data }
  // A page instead of JSON is a captive portal or a proxy; half a body is a lost answer.
  const problem = {
    code: 'microsoft-unexpected',
    at: clock.now().toISOString(),
    facts: { host: cloud.graph },
    microsoft: { host: cloud.graph, status: answer.done.status },
  } as const
  return call.writes ? { unknown: true, problem } : { no: problem }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
