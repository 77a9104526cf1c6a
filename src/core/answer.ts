import type { AwaitedFor } from './ledger.ts'
import type { Problem } from './problem.ts'

/** Why Microsoft (or the keychain) has not done it yet, although nothing is wrong. */
export type WaitReason = 'replication' | 'throttled' | 'busy' | 'secret-not-active' | 'confirming' | AwaitedFor

/**
 * What one exchange meant. Waiting, refusal and ignorance are three different things:
 * `notYet` was answered and not done (asking again is safe), `unknown` may or may not have been done
 * (look before anything else), `no` will stay no. `afterMs` is Microsoft's Retry-After.
 */
export type Answer<T> =
  | { readonly done: T }
  | { readonly notYet: WaitReason; readonly afterMs?: number; readonly problem: Problem }
  | { readonly unknown: true; readonly afterMs?: number; readonly problem: Problem }
  | { readonly no: Problem }

export function done<T>(value: T): Answer<T> {
  return { done: value }
}

/** The same answer about another value; everything but `done` passes through. */
export function mapAnswer<A, B>(answer: Answer<A>, change: (value: A) => B): Answer<B> {
  return 'done' in answer ? done(change(answer.done)) : answer
}

/** What crosses from main to the window: nothing is thrown across processes. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }
