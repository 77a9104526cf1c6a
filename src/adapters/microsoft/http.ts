import type { Answer } from '#core/answer.ts'

export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Whether the request may change something: an answer that is not Microsoft's then leaves its outcome unknown. */
  readonly writes?: boolean
  /** Returns what an answer says of each part of a batch, for the journal; `null`: no answer came. */
  readonly partsOf?: (text: string | null) => readonly ExchangePart[]
  /** Is told whether the request is on its way: it is not while a person is asked for a proxy's password. */
  readonly onTheWay?: (isOnTheWay: boolean) => void
}

/** One part of a batch. */
export interface ExchangePart {
  readonly path: string
  /** The HTTP status, or `null` when no answer to this part came. */
  readonly status: number | null
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The id that was sent with the request (`client-request-id`), for support. */
  readonly clientRequestId?: string
}

/**
 * Makes one exchange with an allowed host, under a time limit; it never repeats. `done`: an answer came, whoever gave it.
 * `no`: the request was certainly not carried out. `unknown`: it was sent, and its answer was lost.
 */
export type Transport = (request: HttpRequest, signal: AbortSignal) => Promise<Answer<HttpResponse>>
