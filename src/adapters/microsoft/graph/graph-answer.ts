import type { Answer } from '#core/answer.ts'
import type { Clock } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import { retryAfterMs } from '../retry-after.ts'
import type { ReplicationError } from './replication-errors.ts'
import { requestIdOf, type HttpResponse } from '../transport.ts'

/** What a call wants to know of an answer that is not a success. */
export interface Expectation {
  /** Whether repeating it could make a second thing: its 5xx is then unknown, not a wait. */
  readonly writes: boolean
  /** The one status that is a success, where Microsoft names it. */
  readonly success?: number
  /** A 404 is an answer of its own (a read of what may not be there), not late replication. */
  readonly mayBeMissing?: boolean
  /** A 403 is an answer of its own: it is read if it may be. */
  readonly mayBeDenied?: boolean
  /** This form of the call may not exist in this cloud. */
  readonly mayBeUnsupported?: boolean
  /** What of this call means "not replicated yet". */
  readonly replicationErrors?: readonly ReplicationError[]
  /** What a refusal of this very call says; the first that fits. */
  readonly refusals?: readonly Refusal[]
}

/** All that is named must fit. */
export interface Refusal {
  readonly status?: number
  readonly code?: string
  readonly says?: RegExp
  readonly means: ProblemCode
}

const alreadyGone = [/no password credential found/i]
const alreadyThere = [/permission being assigned already exists/i, /already exists/i, /already in use/i]

/** The one reading of a Graph status: waiting, refusal and ignorance told apart. A success passes as `done`. */
export function classify(
  response: HttpResponse,
  host: string,
  expected: Expectation,
  clock: Clock,
): Answer<HttpResponse> {
  const { status } = response
  const isSuccess = status >= 200 && status < 300
  if (isSuccess && status === (expected.success ?? status)) return { done: response }
  const error = readError(response.text)
  const told = (code: ProblemCode): Problem => ({
    code,
    at: clock.now().toISOString(),
    facts: { host },
    microsoft: {
      host,
      status,
      ...(error.code !== null && { code: error.code }),
      ...withId(requestIdOf(response.headers)),
    },
  })
  const after = retryAfterMs(response.headers, clock.now())
  const afterMs = after === undefined ? {} : { afterMs: after }
  const says = (texts: readonly RegExp[]) => texts.some((text) => text.test(error.message))

  if (isSuccess) return { unknown: true, problem: told('microsoft-unexpected') }
  if (status === 429) return { notYet: 'throttled', problem: told('microsoft-busy'), ...afterMs }
  if (expected.mayBeMissing && (status === 404 || says(alreadyGone))) return { done: response }
  if (expected.mayBeDenied && status === 403) return { done: response }
  if (expected.mayBeUnsupported && isUnsupported(status, error.code)) return { done: response }
  const isReplicating = expected.replicationErrors?.some(
    (one) => one.status === status && (!one.says || one.says.test(error.message)),
  )
  if (isReplicating) {
    return { notYet: 'replication', problem: told('microsoft-slow'), ...afterMs }
  }
  if (status === 409 || (status === 400 && says(alreadyThere))) {
    return expected.writes
      ? { unknown: true, problem: told('microsoft-unexpected'), ...afterMs }
      : { no: told('microsoft-unexpected') }
  }
  if (status >= 500 || status === 408) {
    const busy = told('microsoft-busy')
    return expected.writes
      ? { unknown: true, problem: busy, ...afterMs }
      : { notYet: 'busy', problem: busy, ...afterMs }
  }
  const refused = expected.refusals?.find(
    (one) =>
      (one.status ?? status) === status &&
      (one.code ?? error.code) === error.code &&
      (one.says?.test(error.message) ?? true),
  )
  if (refused) return { no: told(refused.means) }
  if (status === 401) return { no: told('signed-out') }
  return { no: told(refusals[error.code ?? ''] ?? (status === 403 ? 'not-allowed' : 'microsoft-unexpected')) }
}

const refusals: Readonly<Record<string, ProblemCode>> = {
  Authorization_RequestDenied: 'not-allowed',
  Directory_QuotaExceeded: 'quota-exceeded',
  CredentialTypeNotAllowedAsPerAppPolicy: 'secrets-forbidden',
  CredentialInvalidLifetimeAsPerAppPolicy: 'lifetime-too-long',
}

/** The same numbers may stand for a mistake in the body: then the plain creation meets the same refusal, and says it. */
function isUnsupported(status: number, code: string | null): boolean {
  return [404, 405, 501].includes(status) || (status === 400 && code === 'Request_BadRequest')
}

function withId(correlationId: string | null) {
  return correlationId === null ? {} : { correlationId }
}

function readError(text: string): { readonly code: string | null; readonly message: string } {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } }
    return {
      code: typeof error?.code === 'string' ? error.code.slice(0, 128) : null,
      message: typeof error?.message === 'string' ? error.message : '',
    }
  } catch {
    return { code: null, message: '' }
  }
}
