import { Client, ResponseType, type Context } from '@microsoft/microsoft-graph-client'
import type { Answer } from '#core/answer.ts'
import type { Connection } from '../connection.ts'
import type { HttpRequest, HttpResponse } from '../http.ts'
import { claimsToBring } from './claims-challenge.ts'

/** One exchange with Graph. */
export interface GraphRequest extends Pick<HttpRequest, 'partsOf'> {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  readonly path: string
  readonly writes: boolean
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Is told whether the request is on its way, and not a token for it, which a person may have to bring. */
  readonly onTheWay?: (isOnTheWay: boolean) => void
}

export interface GraphConnection extends Connection {
  /** Returns a token for Graph that is fresh enough to be used now, and new when it must have these claims (JSON). */
  readonly token: (signal: AbortSignal, claims?: string) => Promise<Answer<string>>
}

/**
 * Makes one exchange with the token of the account; with `claims`, with a new token that has them. A claims challenge is met
 * by a new token, once: Graph has done nothing yet.
 */
export type Exchange = (request: GraphRequest, signal: AbortSignal, claims?: string) => Promise<Answer<HttpResponse>>

/**
 * Calls Graph by Microsoft's client over our transport. The client gets one middleware, ours: its own chain repeats POSTs
 * (an `addPassword` that is answered 503, 503, 201 is sent three times), and each repeated `addPassword` makes a secret
 * that nobody holds.
 */
export function createExchange({ transport, cloud, token: getToken }: GraphConnection): Exchange {
  return async function exchange(request, signal, claims): Promise<Answer<HttpResponse>> {
    request.onTheWay?.(false)
    const token = await getToken(signal, claims)
    // Graph has done nothing yet, so a lost token is a wait, and not a write with an unknown outcome.
    if ('unknown' in token) {
      const { problem, afterMs } = token
      return { notYet: 'busy', problem, ...(afterMs !== undefined && { afterMs }) }
    }
    if (!('done' in token)) return token
    const answer = await send(request, token.done, signal)
    const wanted = claims === undefined && 'done' in answer ? claimsToBring(answer.done) : null
    return wanted === null ? answer : exchange(request, signal, wanted)
  }

  async function send(
    { method, path, headers, body, writes, onTheWay, partsOf }: GraphRequest,
    bearer: string,
    signal: AbortSignal,
  ): Promise<Answer<HttpResponse>> {
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
                ...(partsOf && { partsOf }),
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
