import type { Answer } from '#core/answer.ts'
import type { Clock } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import { detailsOf } from '../details.ts'
import type { HttpResponse } from '../http.ts'
import { foreignAnswer, isBusy } from '../origin.ts'
import { retryAfterMs } from '../retry-after.ts'
import { claimsChallenge } from './claims-challenge.ts'
import type { ReplicationError } from './replication-errors.ts'

/** What a call expects of an answer. */
export interface Expectation {
  /** Whether the call may change something: the outcome of an answer that was lost is then unknown, and not a wait. */
  readonly writes: boolean
  /** The one status that is a success, where Microsoft names it. */
  readonly success?: number
  /** Whether a 404 is an answer: the call is on something that may not exist. */
  readonly mayBeMissing?: boolean
  /** Whether a 403 is an answer: the call reads what this account may not be allowed to read. */
  readonly mayBeDenied?: boolean
  /** Whether this form of the call may not exist in this cloud. */
  readonly mayBeUnsupported?: boolean
  /** The errors of this call that mean "not replicated yet". */
  readonly replicationErrors?: readonly ReplicationError[]
  /** What refusals of this call mean; the first one that fits counts. */
  readonly refusals?: readonly Refusal[]
}

/** A refusal of Graph's and the problem it means. Everything that is given must fit. */
export interface Refusal {
  readonly status?: number
  readonly code?: string
  readonly message?: RegExp
  readonly means: ProblemCode
}

const alreadyGone = [/no password credential found/i]
const alreadyThere = [/permission being assigned already exists/i, /already exists/i, /already in use/i]

/**
 * Returns what a response of Graph means for a call: waiting, refusal and ignorance are told apart. A success is `done`,
 * and so is an error that the call expects. A response that does not prove to be Microsoft's is judged by `foreignAnswer`.
 */
export function classify(
  response: HttpResponse,
  host: string,
  expected: Expectation,
  clock: Clock,
): Answer<HttpResponse> {
  const { status } = response
  const isSuccess = status >= 200 && status < 300
  const isExpected = isSuccess && status === (expected.success ?? status)
  // A success without a body has nothing to prove itself by. No read is answered with one.
  const hasNoBody = status === 204 || status === 202
  if (isExpected && hasNoBody && expected.writes) return { done: response }
  const foreign = foreignAnswer(response, { host, writes: expected.writes }, clock)
  if (foreign) return foreign
  if (isExpected && !hasNoBody) return { done: response }

  const error = readError(response.text)
  const problem = (code: ProblemCode): Problem => ({
    code,
    at: clock.now().toISOString(),
    facts: { host },
    microsoft: detailsOf(response, host, error.code),
  })
  const after = retryAfterMs(response.headers, clock.now())
  const afterMs = after === undefined ? {} : { afterMs: after }
  const says = (texts: readonly RegExp[]) => texts.some((text) => text.test(error.message))

  if (isSuccess) return { unknown: true, problem: problem('microsoft-unexpected') }
  if (status === 429) return { notYet: 'throttled', problem: problem('microsoft-busy'), ...afterMs }
  if (expected.mayBeMissing && (status === 404 || says(alreadyGone))) return { done: response }
  if (expected.mayBeDenied && status === 403) return { done: response }
  if (expected.mayBeUnsupported && isUnsupported(status, error.code)) return { done: response }
  const isReplicating = expected.replicationErrors?.some(
    (one) => one.status === status && (one.message?.test(error.message) ?? true),
  )
  if (isReplicating) return { notYet: 'replication', problem: problem('microsoft-slow'), ...afterMs }
  if (status === 409 || (status === 400 && says(alreadyThere))) {
    const unexpected = problem('microsoft-unexpected')
    return expected.writes ? { unknown: true, problem: unexpected, ...afterMs } : { no: unexpected }
  }
  if (isBusy(status)) {
    const busy = problem('microsoft-busy')
    return expected.writes
      ? { unknown: true, problem: busy, ...afterMs }
      : { notYet: 'busy', problem: busy, ...afterMs }
  }
  const challenge = claimsChallenge(response.headers, error.message)
  if (challenge) return { no: problem(challenge) }
  const refusal = expected.refusals?.find(
    (one) =>
      (one.status ?? status) === status &&
      (one.code ?? error.code) === error.code &&
      (one.message?.test(error.message) ?? true),
  )
  if (refusal) return { no: problem(refusal.means) }
  // A token of an account whose tenant is in another cloud: Entra gives one, and Graph does not take it.
  if (status === 401 && error.message.includes('InvalidCloudInstance')) return { no: problem('other-cloud') }
  if (status === 401) return { no: problem('signed-out') }
  return { no: problem(refusals[error.code ?? ''] ?? (status === 403 ? 'not-allowed' : 'microsoft-unexpected')) }
}

const refusals: Readonly<Record<string, ProblemCode>> = {
  Authorization_RequestDenied: 'not-allowed',
  Directory_QuotaExceeded: 'quota-exceeded',
  CredentialTypeNotAllowedAsPerAppPolicy: 'secrets-forbidden',
  CredentialInvalidLifetimeAsPerAppPolicy: 'lifetime-too-long',
}

/**
 * Whether the status says that this form of the call does not exist. The same may be said of a mistake in the body: then
 * the plain creation, which follows, meets the same refusal.
 */
function isUnsupported(status: number, code: string | null): boolean {
  return [404, 405, 501].includes(status) || (status === 400 && code === 'Request_BadRequest')
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
