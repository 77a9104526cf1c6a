import type { Answer, WaitReason } from '../answer.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import type { World } from '../ports.ts'
import { joinSignals, unlessAborted } from '../signals.ts'
import type { RunContext } from './step.ts'

const firstWaitMs = 1_000
const longestWaitMs = 15_000
const minuteMs = 60_000

/** How long a wait is still normal: Entra's replication "can take several minutes" (terraform-provider-azuread waits ten). */
export const patienceMs = 5 * minuteMs

/** What waiting needs of the world. */
type WaitingWorld = Pick<World, 'clock' | 'random'>

type Call<T> = () => Promise<Answer<T>>

/** The problems of answers that are not Microsoft's: pages of a filter, a proxy or a captive portal. */
const foreignCodes: readonly ProblemCode[] = ['not-microsoft', 'proxy-sign-in']
/** How many such pages a write is answered with before it is given up: more of them would say nothing new. */
const maxForeignAnswers = 3

/**
 * Makes the call until it is done: for reads, and for writes that have the same result when they are made twice. Between
 * two calls it waits as long as Microsoft's Retry-After says, otherwise 1 s and then longer, up to 15 s, with jitter;
 * `atMostMs` in all. Rejects with a ProblemError: the refusal or, when the time is over, the problem of the last answer.
 * When the person stops, it rejects at once with the signal's reason, even if a call is under way.
 */
export async function ask<T>(context: RunContext<WaitingWorld>, call: Call<T>, atMostMs = patienceMs): Promise<T> {
  const waiting = startWaiting(context, atMostMs)
  for (;;) {
    const answer = await unlessAborted(context.signal, call)
    if ('done' in answer) {
      waiting.end()
      return answer.done
    }
    if ('no' in answer) throw new ProblemError(answer.no)
    await waiting.beforeNext(answer)
  }
}

/** Reads something that is known to exist, as `ask` does: `null` means that it is not replicated yet. */
export function waitUntilFound<T>(
  context: RunContext<WaitingWorld>,
  call: Call<T | null>,
  atMostMs = patienceMs,
): Promise<T> {
  const found = async (): Promise<Answer<T>> => {
    const answer = await call()
    if (!('done' in answer)) return answer
    if (answer.done !== null) return { done: answer.done }
    const at = context.world.clock.now().toISOString()
    return { notYet: 'replication', problem: { code: 'microsoft-slow', at } }
  }
  return ask(context, found, atMostMs)
}

/**
 * Makes reads that do not depend on each other at the same time, so that they can travel together: `read` is given the
 * context that they run in. As soon as one fails, the others are ended. It is told once when none waits any more.
 */
export async function together<T, W>(context: RunContext<W>, read: (context: RunContext<W>) => Promise<T>): Promise<T> {
  const { signal, end } = joinSignals(context.signal)
  const waits = { any: false }
  const emit: RunContext['emit'] = (event) => {
    if (event.kind === 'waiting') waits.any = true
    if (event.kind !== 'waited') context.emit(event)
  }
  try {
    const value = await read({ ...context, signal, emit })
    if (waits.any) context.emit({ kind: 'waited' })
    return value
  } finally {
    end()
  }
}

/**
 * Reads what can be done without: `null` when it is refused, or not read within `atMostMs`, whatever the reason. Rejects
 * only when the person stops.
 */
export async function readIfQuick<T>(
  context: RunContext<WaitingWorld>,
  read: (signal: AbortSignal) => Promise<Answer<T>>,
  atMostMs: number,
): Promise<T | null> {
  const { signal, end } = joinSignals(context.signal)
  const cancel = context.world.clock.alarm(atMostMs, end)
  try {
    return await ask({ ...context, signal }, () => read(signal), atMostMs)
  } catch (error) {
    context.signal.throwIfAborted()
    if (!(error instanceof ProblemError) && !signal.aborted) throw error
    context.emit({ kind: 'waited' })
    return null
  } finally {
    end()
    cancel()
  }
}

/**
 * Makes a write that must not be made twice. An answer that says it was not done leads to another call, as in `ask`.
 * After an answer that was lost, `find` is given its problem and looks for what the write may have made (`null`: not found)
 * for a minute. When it finds nothing, this rejects with `answer-lost`, or with the problem of an answer that was not
 * Microsoft's, unless Microsoft itself `refusesDuplicates`: then the call is made again.
 */
export async function askOnce<T>(
  context: RunContext<WaitingWorld>,
  call: Call<T>,
  find: (lost: Problem) => Promise<T | null>,
  refusesDuplicates = false,
): Promise<T> {
  const waiting = startWaiting(context, patienceMs)
  for (;;) {
    const answer = await unlessAborted(context.signal, call)
    if ('done' in answer) {
      waiting.end()
      return answer.done
    }
    if ('no' in answer) throw new ProblemError(answer.no)
    if ('unknown' in answer) {
      const { problem } = answer
      const found = await findWithin(context, () => find(problem), findMs)
      if (found !== null) return found
      const isForeign = foreignCodes.includes(problem.code)
      if (!refusesDuplicates) throw new ProblemError(isForeign ? problem : { ...problem, code: 'answer-lost' })
    }
    await waiting.beforeNext(answer)
  }
}

/** How long to look for what a write with a lost answer may have made: reads may lag behind writes. */
const findMs = minuteMs

async function findWithin<T>(
  context: RunContext<WaitingWorld>,
  find: () => Promise<T | null>,
  atMostMs: number,
): Promise<T | null> {
  const waiting = startWaiting(context, atMostMs)
  // The Retry-After of the write is not used here: the read goes to another address.
  while (await waiting.hasTime('answer-lost')) {
    const found = await find()
    if (found !== null) {
      waiting.end()
      return found
    }
  }
  waiting.end()
  return null
}

/** How many reads in a row must agree: one of Microsoft's servers may show a change long before the others. */
export const stableReads = 5
const betweenReadsMs = 1_000

/**
 * Reads until `read` has given a value five times in a row, a second apart unless said otherwise, and returns the last one.
 * `null` means "not so yet" and starts the count again. `onAgreed` hears each count. Rejects with `otherwise()` after five
 * minutes of waiting.
 */
export async function waitForStableReads<T>(
  context: RunContext<WaitingWorld>,
  read: () => Promise<T | null>,
  otherwise: () => ProblemError,
  onAgreed?: (agreed: number, of: number) => void,
  betweenMs = betweenReadsMs,
): Promise<T> {
  const waiting = startWaiting(context, patienceMs)
  for (let agreed = 0; ;) {
    const value = await read()
    agreed = value === null ? 0 : agreed + 1
    if (value !== null) {
      waiting.end()
      onAgreed?.(agreed, stableReads)
      if (agreed === stableReads) return value
      await context.world.clock.wait(betweenMs, context.signal)
    } else if (!(await waiting.hasTime('confirming'))) throw otherwise()
  }
}

/**
 * Runs `work` to its end even when the person stops. The returned promise rejects as soon as they stop; `context.finish`
 * is given the rest of the work, so that the next run waits for it.
 */
export async function runUninterrupted<T, W>(
  context: RunContext<W>,
  work: (context: RunContext<W>) => Promise<T>,
): Promise<T> {
  const result = work({ ...context, signal: new AbortController().signal })
  context.finish(result.catch(() => undefined))
  return unlessAborted(context.signal, () => result)
}

/** Waits that emit an event each. The time that was waited is added up, because a clock may jump and a computer may sleep. */
function startWaiting(context: RunContext<WaitingWorld>, atMostMs: number) {
  const { clock, random } = context.world
  let attempt = 0
  let foreignAnswers = 0
  let leftMs = atMostMs

  async function wait(reason: WaitReason, afterMs: number | undefined): Promise<boolean> {
    attempt += 1
    const growingMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1))
    // A Retry-After of 0 (its moment has passed) is replaced too, or it would make a loop without waits.
    const ms = afterMs || Math.round(growingMs * (0.75 + random() / 2))
    if (ms > leftMs) return false
    context.emit({ kind: 'waiting', reason, attempt, nextInMs: ms, atMostMs: leftMs })
    await clock.wait(ms, context.signal)
    leftMs -= ms
    return true
  }

  return {
    /** Waits as the answer says. Rejects with its problem when there is no time left, or after several pages to a write. */
    async beforeNext(answer: Exclude<Answer<never>, { done: never } | { no: unknown }>): Promise<void> {
      const isForeign = 'unknown' in answer && foreignCodes.includes(answer.problem.code)
      foreignAnswers = isForeign ? foreignAnswers + 1 : 0
      if (foreignAnswers === maxForeignAnswers) throw new ProblemError(answer.problem)
      const reason = 'notYet' in answer ? answer.notYet : 'answer-lost'
      if (!(await wait(reason, answer.afterMs))) throw new ProblemError(answer.problem)
    },
    /** Waits before another read, or returns `false` when there is not that much time left. */
    hasTime: (reason: WaitReason) => wait(reason, undefined),
    end() {
      if (attempt > 0) context.emit({ kind: 'waited' })
    },
  }
}
