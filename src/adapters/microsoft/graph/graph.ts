import type { z } from 'zod'
import { mapAnswer, type Answer } from '#core/answer.ts'
import { detailsOf } from '../details.ts'
import type { HttpResponse } from '../http.ts'
import { createExchange, type GraphConnection, type GraphRequest } from './exchange.ts'
import { classify, type Expectation } from './graph-answer.ts'
import { createReads } from './reads.ts'

export interface GraphCall extends Expectation, Omit<GraphRequest, 'partsOf'> {}

/** Makes one call and reads its answer as `shape`. `null`: an empty answer, or a thing that may be missing and is. */
export type Graph = <T>(call: GraphCall, shape: z.ZodType<T>, signal: AbortSignal) => Promise<Answer<T | null>>

/** Calls Graph: each write is an exchange of its own, and reads that are begun at the same time share one. */
export function createGraph(connection: GraphConnection): Graph {
  const { cloud, clock } = connection
  const exchange = createExchange(connection)
  const read = createReads(exchange, connection)

  return async (call, shape, signal) => {
    const answer = call.method === 'get' ? await read(call, signal) : await exchange(call, signal)
    if (!('done' in answer)) return answer
    return readBody(classify(answer.done, cloud.graph, call, clock), shape, call)
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
    const readAs = body === undefined && text !== '' ? null : shape.safeParse(body)
    if (readAs?.success) return { done: readAs.data }
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
