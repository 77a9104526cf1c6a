import type { MailboxConnection } from '#adapters/microsoft/connection.ts'
import type { HttpRequest, HttpResponse } from '#adapters/microsoft/http.ts'
import { publicCloud } from '#core/access/cloud.ts'
import type { Answer } from '#core/answer.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** A response as a test writes it: a text, or a value that becomes JSON. */
export interface Scripted {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** The header that proves that a response is Microsoft's. */
export const fromMicrosoft = { 'request-id': 'r-1' }

/** The page of a filter that stands between this computer and Microsoft. */
export const filterPage = '<html><head><title>Accès refusé</title></head><body>Filtre</body></html>'

export function responseOf({ status = 200, headers = fromMicrosoft, body = '' }: Scripted = {}): HttpResponse {
  return {
    status,
    headers: new Headers(headers),
    text: typeof body === 'string' ? body : JSON.stringify(body),
    clientRequestId: 'c-1',
  }
}

/** A connection whose transport gives these answers one after another, and keeps the requests; one too many fails the test. */
export function scriptedConnection(...answers: readonly (Scripted | Answer<never>)[]): {
  readonly connection: MailboxConnection
  readonly requests: HttpRequest[]
  readonly clock: VirtualClock
} {
  const clock = createVirtualClock('2026-11-23T14:00:00Z')
  const requests: HttpRequest[] = []
  const connection: MailboxConnection = {
    cloud: publicCloud,
    clock,
    userAgent: 'CDID-PrextraSetup/test',
    transport: (request) => {
      requests.push(request)
      const answer = answers[requests.length - 1]
      if (!answer) return Promise.reject(new Error(`request ${requests.length} was not expected`))
      const isAnswer = 'no' in answer || 'notYet' in answer || 'unknown' in answer
      return Promise.resolve(isAnswer ? answer : { done: responseOf(answer as Scripted) })
    },
  }
  return { connection, requests, clock }
}
