import { ProblemError, type ProblemCode } from '#core/problem.ts'
import type { Fault } from './alphabet.ts'
import type { CallKind } from './call-kinds.ts'
import { endedWith } from './observation.ts'

type End = ProblemCode | 'done'

/** The faults after which it is known that the request was not carried out, so that it can be repeated. */
const waits = ['429-seconds', '429-date', '429-bare']
/** The faults of Microsoft's servers after which it is not known whether the request was carried out. */
const ill = ['500', '502', '503', '503-after-commit', '504', '504-after-commit', '507']
/** The faults in which the answer is lost. */
const lost = [
  'reset-before-commit',
  'reset-after-commit',
  'half-body',
  'stalled-body',
  'no-answer',
  'no-answer-after-commit',
  'ten-megabytes',
]

/** The ends that do not depend on the kind of request, because nothing was sent or it only took longer. */
const everywhere: Readonly<Record<string, End>> = {
  drip: 'done',
  '407': 'proxy-sign-in',
  'unknown-host': 'unreachable',
  'wrong-tls': 'certificate-untrusted',
}

/**
 * Returns the ends that are allowed for work in which this fault happens; `null` when any is. What can be waited for or
 * looked up must end well by itself, and what cannot must never be reported as a refusal of Microsoft's.
 */
function expectedEnds({ name: kind, during }: CallKind, { name: fault }: Fault): readonly End[] | null {
  // A plan does without the policy, whatever keeps it from being read. Its refusal, given again to the next request, counts.
  if (kind === 'read-policy' && fault !== 'duplicate-reply') return ['done']
  // A proxy does not answer a part: such a page inside Graph's answer is a stranger's.
  if (fault === '407' && batched.includes(kind)) return ['not-microsoft']
  const always = everywhere[fault]
  if (always !== undefined) return [always]
  if (kind === 'code-token') return endsOfCode(fault)
  if (fault === '429-an-hour') return ['microsoft-busy', 'exchange-busy']
  if (waits.includes(fault)) return ['done']
  // The value of a secret is sent only once. When it is lost, the secret is removed, and the next run makes another.
  if (ill.includes(fault) || lost.includes(fault)) return [kind === 'add-password' ? 'answer-lost' : 'done']
  if (kind.endsWith('-token')) return isPage(fault) ? ['not-microsoft', 'proxy-sign-in', 'done'] : null
  // A new token meets a challenge of Graph’s, and the call is made once more.
  const ofExchange = kind === 'get-folder'
  if (fault === '401-claims') return [ofExchange ? 'exchange-unauthorized' : 'done']
  if (fault === '403-denied' && during !== 'sign-in') {
    return [refusedEnds[kind] ?? 'not-allowed']
  }
  return null
}

/** The kinds of request that are parts of a batch. */
const batched = ['read-by-key', 'list-by-tag', 'list-deleted', 'read-principal', 'list-grants']

/** The ends after a refusal of a kind of request, where the end is not `not-allowed`. */
const refusedEnds: Readonly<Record<string, End>> = {
  upsert: 'registration-not-allowed',
  'patch-tag': 'application-not-allowed',
  'patch-delivered': 'application-not-allowed',
  'create-principal': 'application-not-allowed',
  'add-password': 'application-not-allowed',
  'remove-password': 'application-not-allowed',
  'delete-application': 'application-not-allowed',
  'delete-sign-in-entry': 'application-not-allowed',
  grant: 'grant-not-allowed',
  'get-folder': 'mailbox-refused',
}

/**
 * Returns the allowed ends of redeeming the sign-in code, which is asked for once, as repeating it would open the page
 * again.
 */
function endsOfCode(fault: string): readonly End[] | null {
  if (waits.includes(fault) || fault === '429-an-hour' || ill.includes(fault)) return ['sign-in-busy']
  if (lost.includes(fault)) return ['unreachable']
  return isPage(fault) ? ['not-microsoft', 'proxy-sign-in'] : null
}

function isPage(fault: string): boolean {
  return fault === 'captive-portal' || fault === 'bad-json'
}

export function unexpectedEnd(kind: CallKind, fault: Fault, error: unknown): readonly string[] {
  const expected = expectedEnds(kind, fault)
  const end = error === null ? 'done' : error instanceof ProblemError ? error.problem.code : null
  if (expected === null || (end !== null && expected.includes(end))) return []
  return [`${endedWith(error ?? 'done')}, not ${expected.join(' or ')}`]
}
