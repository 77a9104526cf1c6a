import { ProblemError, type ProblemCode } from '#core/problem.ts'
import type { Fault } from './alphabet.ts'
import type { CallKind } from './call-kinds.ts'
import { endedWith } from './observation.ts'

type End = ProblemCode | 'done'

/** Answered, and not done: asking again is safe. */
const waits = ['429-seconds', '429-date', '429-bare']
/** Microsoft's servers are not well: whether it was done is not known. */
const ill = ['500', '502', '503', '503-after-commit', '504', '504-after-commit', '507']
/** The answer was lost on its way. */
const lost = [
  'reset-before-commit',
  'reset-after-commit',
  'half-body',
  'stalled-body',
  'no-answer',
  'no-answer-after-commit',
  'ten-megabytes',
]

/** The same wherever it happens, as nothing was sent, or it took only longer. */
const everywhere: Readonly<Record<string, End>> = {
  drip: 'done',
  '407': 'proxy-sign-in',
  'unknown-host': 'unreachable',
  'wrong-tls': 'certificate-untrusted',
}

/**
 * How the turn in which this happens may end. Wait, no and don't-know are told apart: what can be waited for or looked
 * up ends well by itself, and what cannot is never told as a refusal of Microsoft's. `null`: any sentence will do.
 */
function expectedEnds({ name: kind, during }: CallKind, { name: fault }: Fault): readonly End[] | null {
  const always = everywhere[fault]
  if (always !== undefined) return [always]
  if (kind === 'code-token') return endsOfCode(fault)
  if (fault === '429-an-hour') return ['microsoft-busy', 'exchange-busy']
  if (waits.includes(fault)) return ['done']
  // The value of a secret comes only once: it is looked up, taken back, and made again by the next run.
  if (ill.includes(fault) || lost.includes(fault)) return [kind === 'add-password' ? 'answer-lost' : 'done']
  if (kind.endsWith('-token')) return isPage(fault) ? ['microsoft-unexpected', 'proxy-sign-in', 'done'] : null
  const ofExchange = kind === 'get-folder'
  if (fault === '401-claims') return [ofExchange ? 'exchange-unauthorized' : 'signed-out']
  if (fault === '403-denied' && during !== 'sign-in') {
    return [refusedEnds[kind] ?? 'not-allowed']
  }
  return null
}

/** How a turn ends when Microsoft refuses a call of this kind, where it is not `not-allowed`. */
const refusedEnds: Readonly<Record<string, End>> = {
  'read-policy': 'done',
  grant: 'grant-not-allowed',
  'get-folder': 'mailbox-refused',
}

/** Asked once: asking again would open the page again. */
function endsOfCode(fault: string): readonly End[] | null {
  if (waits.includes(fault) || fault === '429-an-hour' || ill.includes(fault)) return ['microsoft-busy']
  if (lost.includes(fault)) return ['unreachable']
  return isPage(fault) ? ['microsoft-unexpected', 'proxy-sign-in'] : null
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
