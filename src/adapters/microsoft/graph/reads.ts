import { setImmediate as nextTurn } from 'node:timers'
import type { Answer } from '#core/answer.ts'
import type { HttpResponse } from '../http.ts'
import type { Connection } from '../connection.ts'
import { createBatch } from './batch.ts'
import { claimsToBring } from './claims-challenge.ts'
import type { Exchange, GraphRequest } from './exchange.ts'

/** Makes one read. */
export type Read = (request: GraphRequest, signal: AbortSignal) => Promise<Answer<HttpResponse>>

/** One read that waits for its answer. */
interface Gathered {
  readonly request: GraphRequest
  readonly signal: AbortSignal
  readonly answer: (answer: Answer<HttpResponse>) => void
  readonly fail: (reason: unknown) => void
}

/** How many requests Graph takes in one batch. */
const mostParts = 20

/**
 * Gathers the reads that are begun in one turn of the event loop, and sends them as one batch. A read that is alone is sent
 * as it is. Each is answered for itself, so whoever waits for a part asks for that part alone again; a batch that is lost is
 * a lost answer to each.
 */
export function createReads(exchange: Exchange, connection: Pick<Connection, 'cloud' | 'clock'>): Read {
  const batch = createBatch(exchange, connection)
  let gathered: Gathered[] = []

  /** Makes these reads, in one exchange where that is possible; with `claims`, with a token that has them. */
  async function make(
    requests: readonly GraphRequest[],
    signal: AbortSignal,
    claims?: string,
  ): Promise<readonly Answer<HttpResponse>[]> {
    const alone = () => Promise.all(requests.map((request) => exchange(request, signal, claims)))
    const answers = requests.length === 1 ? await alone() : ((await batch(requests, signal, claims)) ?? (await alone()))
    return claims === undefined ? meetChallenges(requests, answers, signal) : answers
  }

  /** Asks again for the parts that met a claims challenge, with one new token for all that want the same. */
  async function meetChallenges(
    requests: readonly GraphRequest[],
    answers: readonly Answer<HttpResponse>[],
    signal: AbortSignal,
  ): Promise<readonly Answer<HttpResponse>[]> {
    // An exchange of its own has met its challenge itself.
    if (requests.length === 1) return answers
    const met = [...answers]
    const wanted = answers.map((answer) => ('done' in answer ? claimsToBring(answer.done) : null))
    for (const claims of new Set(wanted)) {
      if (claims === null) continue
      const places = wanted.flatMap((one, place) => (one === claims ? [place] : []))
      const again = await make(
        places.flatMap((place) => requests[place] ?? []),
        signal,
        claims,
      )
      places.forEach((place, index) => {
        met[place] = again[index] ?? (answers[place] as Answer<HttpResponse>)
      })
    }
    return met
  }

  async function send(reads: readonly Gathered[]): Promise<void> {
    const { signal, release } = whileWanted(reads)
    try {
      const answers = await make(
        reads.map(({ request }) => request),
        signal,
      )
      reads.forEach((read, place) => {
        const answer = answers[place]
        if (answer) read.answer(answer)
      })
    } catch (error) {
      for (const read of reads) read.fail(error)
    } finally {
      release()
    }
  }

  function sendAll(): void {
    const wanted = gathered.filter(({ signal }) => !signal.aborted)
    for (const { signal, fail } of gathered) if (signal.aborted) fail(signal.reason)
    gathered = []
    for (let from = 0; from < wanted.length; from += mostParts) void send(wanted.slice(from, from + mostParts))
  }

  return (request, signal) =>
    new Promise((answer, fail) => {
      if (gathered.length === 0) nextTurn(sendAll)
      gathered.push({ request, signal, answer, fail })
    })
}

/**
 * Returns a signal that is aborted once nobody waits for any of these reads. A read that is given up rejects at once; the
 * others go on.
 */
function whileWanted(reads: readonly Gathered[]): { readonly signal: AbortSignal; readonly release: () => void } {
  const all = new AbortController()
  let wanted = reads.length
  const releases = reads.map(({ signal, fail }) => {
    const giveUp = () => {
      fail(signal.reason)
      wanted -= 1
      if (wanted === 0) all.abort(signal.reason)
    }
    signal.addEventListener('abort', giveUp, { once: true })
    return () => {
      signal.removeEventListener('abort', giveUp)
    }
  })
  const release = () => {
    for (const one of releases) one()
  }
  return { signal: all.signal, release }
}
