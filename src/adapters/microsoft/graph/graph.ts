import { Client, ResponseType, type Context } from '@microsoft/microsoft-graph-client'
import type { z } from 'zod'
import { mapAnswer, type Answer } from '#core/answer.ts'
import { claimsToBring } from './claims-challenge.ts'
import { classify, type Expectation } from './graph-answer.ts'
import type { Connection } from '../connection.ts'
import { detailsOf } from '../details.ts'
import type { HttpResponse } from '../http.ts'

export interface GraphCall extends Expectation {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Is told whether the request is on its way, and not a token for it, which a person may have to bring. */
  readonly onTheWay?: (isOnTheWay: boolean) => void
}

/** Makes one call and reads its answer as `shape`. `null`: an empty answer, or a thing that may be missing and is. */
export type Graph = <T>(call: GraphCall, shape: z.ZodType<T>, signal: AbortSignal) => Promise<Answer<T | null>>

export interface GraphConnection extends Connection {
  /** Returns a token for Graph that is fresh enough to be used now, and new when it must have these claims (JSON). */
  readonly token: (signal: AbortSignal, claims?: string) => Promise<Answer<string>>
}

/**
 * Calls Graph by Microsoft's client over our transport. The client gets one middleware, ours: its own chain repeats POSTs
 * (an `addPassword` that is answered 503, 503, 201 is sent three times), and each repeated `addPassword` makes a secret
 * that nobody holds.
 */
export function createGraph({ transport, cloud, clock, token: getToken }: GraphConnection): Graph {
  return async (call, shape, signal) => {
    const first = await exchange()
    const claims = 'done' in first ? claimsToBring(first.done) : null
    const answer = claims === null ? first : await exchange(claims)
    if (!('done' in answer)) return answer
    return readBody(classify(answer.done, cloud.graph, call, clock), shape, call)

    async function exchange(wanted?: string): Promise<Answer<HttpResponse>> {
      call.onTheWay?.(false)
      const token = await getToken(signal, wanted)
      // Graph has done nothing yet, so a lost token is a wait, and not a write with an unknown outcome.
      if ('unknown' in token) {
        const { problem, afterMs } = token
        return { notYet: 'busy', problem, ...(afterMs !== undefined && { afterMs }) }
      }
      return 'done' in token ? send(call, token.done) : token
    }

    async function send({ method, path, headers, body, writes, onTheWay }: GraphCall, bearer: string) {
      let answered: Answer<HttpResponse> | undefined
      const thrown: Error[] = []
      const client = Client.initWithMiddleware({
        baseUrl: `https://${cloud.graph}/`,
        customHosts: new Set([cloud.graph]),
        middleware: {
          async execute(context: Context) {
            const given = Object.fromEntries(new Headers(context.options?.headers as Record<string, string>))
            const content = context.options?.body as string | undefined
            try {
              answered = await transport(
                {
                  method: method.toUpperCase(),
                  url: context.request as string,
                  headers: { ...given, accept: 'application/json', authorization: `Bearer ${bearer}` },
                  writes,
                  ...(content !== undefined && { body: content }),
                  ...(onTheWay && { onTheWay }),
                },
                signal,
              )
            } catch (error) {
              thrown.push(error as Error)
            }
            context.response = new Response(null, { status: 204 })
          },
        },
      })
      const request = client.api(path).responseType(ResponseType.RAW)
      if (headers) request.headers(headers)
      await request[method](body)
      if (thrown[0]) throw thrown[0]
      if (!answered) throw new Error('the Graph client did not send the request')
      return answered
    }
  }

  function readBody<T>(answer: Answer<HttpResponse>, shape: z.ZodType<T>, call: GraphCall): Answer<T | null> {
    if (!('done' in answer) || answer.done.status === 204) return mapAnswer(answer, () => null)
    const { status, text } = answer.done
    if (status >= 400) {
      const unsupported = call.mayBeUnsupported ? shape.safeParse({ unsupported: true }) : null
      return { done: unsupported?.success ? unsupported.data : null }
    }
    const body = parse(text)
    // A text that is not JSON is half an answer, or none that Graph documents.
    const read = body === undefined && text !== '' ? null : shape.safeParse(body)
    if (read?.success) return { done: read.data }
    const problem = {
      code: 'microsoft-unexpected',
      at: clock.now().toISOString(),
      microsoft: detailsOf(answer.done, cloud.graph),
    } as const
    return call.writes ? { unknown: true, problem } : { no: problem }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
