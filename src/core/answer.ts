import type { AwaitedFor } from './ledger.ts'
import type { Problem } from './problem.ts'

/** Why Microsoft has not done something yet, although nothing is wrong. */
export type WaitReason =
  'replication' | 'throttled' | 'busy' | 'secret-not-active' | 'confirming' | 'answer-lost' | AwaitedFor

/**
 * The outcome of one exchange with the outside. `done`: it was done. `notYet`: it was answered and not done, so asking
 * again is safe. `unknown`: it may have been done, so a read must come before anything else. `no`: it was refused, and
 * asking again will not help. `afterMs` is the wait that Microsoft asked for (Retry-After).
 */
export type Answer<T> =
  | { readonly done: T }
  | { readonly notYet: WaitReason; readonly afterMs?: number; readonly problem: Problem }
  | { readonly unknown: true; readonly afterMs?: number; readonly problem: Problem }
  | { readonly no: Problem }

export function done<T>(value: T): Answer<T> {
  return { done: value }
}

/** Returns the answer with its value changed; an answer without a value is returned as it is. */
export function mapAnswer<A, B>(answer: Answer<A>, change: (value: A) => B): Answer<B> {
  return 'done' in answer ? done(change(answer.done)) : answer
}

/** What main answers to the window. Electron keeps only an error's message between processes, so nothing is thrown. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }
