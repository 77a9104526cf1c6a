import type { Answer } from './answer.ts'
import { ProblemError } from './problem.ts'
import type { Outside } from './step.ts'

const firstWaitMs = 1_000
const longestWaitMs = 15_000
const minuteMs = 60_000

/** How long a wait is still normal: Entra's replication "can take several minutes" (terraform-provider-azuread waits ten). */
export const patienceMs = 5 * minuteMs

type Call<T> = () => Promise<Answer<T>>

/**
 * Asks until it is done: for reads, and for writes that are the same made twice. The only place that waits:
 * Microsoft's Retry-After is honoured, else waits grow from 1 s to 15 s with jitter, until `atMostMs` have passed.
 * Rejects with ProblemError: the refusal, or after the deadline the problem the last answer carried.
 */
export async function ask<T>(outside: Outside, call: Call<T>, atMostMs = patienceMs): Promise<T> {
  const waits = startWaiting(outside, atMostMs)
  for (;;) {
    outside.signal.throwIfAborted()
    const answer = await call()
    if ('done' in answer) {
      waits.end()
      return answer.done
    }
    if ('no' in answer) throw new ProblemError(answer.no)
    await waits.next(answer)
  }
}

/**
 * Asks once: for a write that must not be made twice. An answer that says it was *not* done may be asked again;
 * an answer that was lost is looked up with `look` (`null`: not found), never repeated.
 * Rejects with `answer-lost` when three looks find nothing.
 */
export async function askOnce<T>(outside: Outside, call: Call<T>, look: () => Promise<T | null>): Promise<T> {
  const waits = startWaiting(outside, patienceMs)
  for (;;) {
    outside.signal.throwIfAborted()
    const answer = await call()
    if ('done' in answer) {
      waits.end()
      return answer.done
    }
    if ('no' in answer) throw new ProblemError(answer.no)
    await waits.next(answer)
    if ('unknown' in answer) {
      const found = await lookFor(outside, look)
      if (found !== null) return found
      throw new ProblemError({ ...answer.problem, code: 'answer-lost' })
    }
  }
}

const looks = 3

async function lookFor<T>(outside: Outside, look: () => Promise<T | null>): Promise<T | null> {
  const waits = startWaiting(outside, patienceMs)
  for (let left = looks; ;) {
    const found = await look()
    left -= 1
    if (found !== null || left === 0) {
      waits.end()
      return found
    }
    await waits.next({ notYet: 'confirming' })
  }
}

/** One wait after another, told as it happens. */
function startWaiting(outside: Outside, atMostMs: number) {
  const { clock, random } = outside.world
  const until = clock.now().getTime() + atMostMs
  let attempt = 0
  return {
    async next(
      answer: Exclude<Answer<never>, { done: never } | { no: unknown }> | { notYet: 'confirming'; afterMs?: number },
    ) {
      attempt += 1
      const growing = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1))
      const ms = answer.afterMs ?? Math.round(growing * (0.75 + random() / 2))
      const left = until - clock.now().getTime()
      if (ms > left && 'problem' in answer) throw new ProblemError(answer.problem)
      outside.say({
        kind: 'waiting',
        reason: 'notYet' in answer ? answer.notYet : 'confirming',
        attempt,
        nextInMs: ms,
        atMostMs: left,
      })
      await clock.wait(ms, outside.signal)
    },
    end() {
      if (attempt > 0) outside.say({ kind: 'waited' })
    },
  }
}
