import { z } from 'zod'
import type { Answer } from '#core/answer.ts'
import type { Connection } from '../connection.ts'
import { detailsOf } from '../details.ts'
import type { ExchangePart, HttpResponse } from '../http.ts'
import { isFromMicrosoft } from '../origin.ts'
import type { Exchange, GraphRequest } from './exchange.ts'
import { classify } from './graph-answer.ts'

/**
 * Sends several reads as one JSON batch (learn.microsoft.com/graph/json-batching) and returns the answer to each, in the
 * order of the requests. `null`: Graph refuses the batch itself, so that each has to be sent alone.
 */
export type Batch = (
  requests: readonly GraphRequest[],
  signal: AbortSignal,
  claims?: string,
) => Promise<readonly Answer<HttpResponse>[] | null>

/** The statuses by which Graph refuses a batch for what it is, and not for what it asks. */
const refusesBatches = [400, 404, 405, 413, 501]

const part = z.object({
  id: z.string(),
  status: z.int().min(100).max(599),
  headers: z.record(z.string(), z.string()).nullish(),
  body: z.unknown().optional(),
})
const outerShape = z.object({ responses: z.array(z.unknown()) })

type Part = z.infer<typeof part>

export function createBatch(
  exchange: Exchange,
  { cloud: { graph: host }, clock }: Pick<Connection, 'cloud' | 'clock'>,
): Batch {
  let last = 0

  return async (requests, signal, claims) => {
    // No two batches have an id in common: an answer that belongs to another one, as a broken proxy gives it, answers none.
    const ids = requests.map(() => String((last += 1)))
    const answer = await exchange(
      {
        method: 'post',
        path: '/$batch',
        writes: false,
        headers: { 'content-type': 'application/json' },
        body: { requests: requests.map(({ path: url, headers }, place) => itemOf(ids[place] ?? '', url, headers)) },
        partsOf: (text) => recordOf(requests, ids, text),
      },
      signal,
      claims,
    )
    if (!('done' in answer)) return ids.map(() => answer)
    const outer = answer.done
    if (isFromMicrosoft(outer) && refusesBatches.includes(outer.status)) return null
    // What the whole batch met says nothing of any part: it is never "missing" and never "denied".
    const whole = classify(outer, host, { writes: false, success: 200 }, clock)
    if (!('done' in whole)) return ids.map(() => whole)
    const parts = partsOf(outer.text)
    return ids.map((id) => answerTo(id, parts, outer))
  }

  function answerTo(id: string, parts: readonly Part[], outer: HttpResponse): Answer<HttpResponse> {
    const [found, ...others] = parts.filter((one) => one.id === id)
    if (found && others.length === 0) return { done: responseOf(found, outer) }
    // Not answered, or answered twice: nobody knows which is true, so it is asked again.
    const microsoft = detailsOf(outer, host)
    return { unknown: true, problem: { code: 'microsoft-unexpected', at: clock.now().toISOString(), microsoft } }
  }
}

function itemOf(id: string, url: string, headers: GraphRequest['headers']) {
  return { id, method: 'GET', url, ...(headers && { headers }) }
}

/** Returns the parts of an answer that can be read; none of a text that is not the answer to a batch. */
function partsOf(text: string): readonly Part[] {
  const read = outerShape.safeParse(parsed(text))
  return (read.data?.responses ?? []).flatMap((one) => part.safeParse(one).data ?? [])
}

function recordOf(
  requests: readonly GraphRequest[],
  ids: readonly string[],
  text: string | null,
): readonly ExchangePart[] {
  const parts = text === null ? [] : partsOf(text)
  return requests.map(({ path }, place) => ({
    path,
    status: parts.find(({ id }) => id === ids[place])?.status ?? null,
  }))
}

/**
 * Returns a part as a response of its own. It has to prove by itself whose it is, as something behind Graph's gateway may
 * have answered in its place; only a part that does is given the ids and the time of the whole answer.
 */
function responseOf({ status, headers: given, body }: Part, outer: HttpResponse): HttpResponse {
  const text = body === null || body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const headers = new Headers()
  for (const [name, value] of Object.entries(given ?? {})) {
    if (isHeader(name, value)) headers.set(name, value)
  }
  const { clientRequestId } = outer
  const response = { status, headers, text, ...(clientRequestId !== undefined && { clientRequestId }) }
  if (!isFromMicrosoft(response)) return response
  const own = innerRequestId(body)
  if (own !== null && !headers.has('request-id')) headers.set('request-id', own)
  for (const name of ['request-id', 'date']) {
    const value = outer.headers.get(name)
    if (value !== null && !headers.has(name)) headers.set(name, value)
  }
  return response
}

function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]])
    return true
  } catch {
    return false
  }
}

const innerError = z.object({ error: z.object({ innerError: z.object({ 'request-id': z.string() }) }) })

/** Returns the id that Graph gives an error of one part: https://learn.microsoft.com/graph/errors */
function innerRequestId(body: unknown): string | null {
  return innerError.safeParse(body).data?.error.innerError['request-id'] ?? null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
