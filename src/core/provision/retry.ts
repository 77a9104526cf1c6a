import type { Answer } from '../answer.ts'
import { ProblemError } from '../problem.ts'
import type { World } from '../ports.ts'
import type { RunContext } from './step.ts'

const firstWaitMs = 1_000
const longestWaitMs = 15_000
const minuteMs = 60_000

/** How long a wait is still normal: Entra's replication "can take several minutes" (terraform-provider-azuread waits ten). */
export const patienceMs = 5 * minuteMs

/** What waiting needs of the world. */
type WaitingWorld = Pick<World, 'clock' | 'random'>

type Call<T> = () => Promise<Answer<T>>

/**
 * Asks until it is done: for reads, and for writes that are the same made twice. The only place that waits:
 * Microsoft's Retry-After is honoured, else waits grow from 1 s to 15 s with jitter, until `atMostMs` have passed.
 * Rejects with ProblemError: the refusal, or after the deadline the problem the last answer carried. When the person
 * stops it rejects at once with the signal's reason, whatever is on its way.
 */
export async function ask<T>(context: RunContext<WaitingWorld>, call: Call<T>, atMostMs = patienceMs): Promise<T> {
  const waits = startWaiting(context, atMostMs)
  for (;;) {
    const answer = await unlessStopped(context, call)
    if ('done' in answer) {
      waits.end()
      return answer.done
    }
    if ('no' in answer) throw new ProblemError(answer.no)
    await waits.next(answer)
  }
}

/** Asks for what is known to be there: not found means not replicated yet. */
export function waitUntilFound<T>(
  context: RunContext<WaitingWorld>,
  call: Call<T | null>,
  atMostMs = patienceMs,
): Promise<T> {
  const there = async (): Promise<Answer<T>> => {
    const answer = await call()
    if (!('done' in answer)) return answer
    if (answer.done !== null) return { done: answer.done }
    const at = context.world.clock.now().toISOString()
    return { notYet: 'replication', problem: { code: 'microsoft-slow', at } }
  }
  return ask(context, there, atMostMs)
}

/**
 * Asks once: for a write that must not be made twice. An answer that says it was *not* done may be asked again; an
 * answer that was lost is looked up with `look` (`null`: not found). Rejects with `answer-lost` when nothing is found
 * within `lookMs`, unless Microsoft itself `refusesTwins`: then asking again cannot make a second one.
 */
export async function askOnce<T>(
  context: RunContext<WaitingWorld>,
  call: Call<T>,
  look: () => Promise<T | null>,
  refusesTwins = false,
): Promise<T> {
  const waits = startWaiting(context, patienceMs)
  for (;;) {
    const answer = await unlessStopped(context, call)
    if ('done' in answer) {
      waits.end()
      return answer.done
    }
    if ('no' in answer) throw new ProblemError(answer.no)
    if ('unknown' in answer) {
      const found = await lookFor(context, look)
      if (found !== null) return found
      if (!refusesTwins) throw new ProblemError({ ...answer.problem, code: 'answer-lost' })
    }
    await waits.next(answer)
  }
}

/** How long what a lost answer may have made is looked for: a read may lag behind the write. */
const lookMs = minuteMs

async function lookFor<T>(context: RunContext<WaitingWorld>, look: () => Promise<T | null>): Promise<T | null> {
  const waits = startWaiting(context, lookMs)
  for (;;) {
    // Microsoft's Retry-After was for the write; what is looked at is another address.
    if (!(await waits.again('confirming'))) {
      waits.end()
      return null
    }
    const found = await look()
    if (found !== null) {
      waits.end()
      return found
    }
  }
}

/** How often in a row Microsoft's servers must agree: one of them may have it, or still have it, before the others. */
const stableReads = 5
const betweenReadsMs = 1_000

/**
 * Looks until `look` has answered the same way five times in a row, a second apart, and gives the last value. `null`:
 * not so yet. Rejects with `otherwise` when that does not come within five minutes.
 */
export async function waitForStableReads<T>(
  context: RunContext<WaitingWorld>,
  look: () => Promise<T | null>,
  otherwise: () => ProblemError,
  told?: (agreed: number, of: number) => void,
): Promise<T> {
  const waits = startWaiting(context, patienceMs)
  for (let agreed = 0; ;) {
    const found = await look()
    agreed = found === null ? 0 : agreed + 1
    if (found !== null) {
      waits.end()
      told?.(agreed, stableReads)
      if (agreed === stableReads) return found
      await context.world.clock.wait(betweenReadsMs, context.signal)
    } else if (!(await waits.again('confirming'))) throw otherwise()
  }
}

/**
 * Runs to its end even when the person stops: they are let go at once, and whoever runs next waits for it. The
 * transport's own time limits still end an exchange that never answers.
 */
export async function runUninterrupted<T, W>(
  context: RunContext<W>,
  work: (context: RunContext<W>) => Promise<T>,
): Promise<T> {
  const ending = work({ ...context, signal: new AbortController().signal })
  context.finish(ending.catch(() => undefined))
  return unlessStopped(context, () => ending)
}

/** A call that does not know the signal, or does not hear it, is left behind. */
async function unlessStopped<T>({ signal }: Pick<RunContext, 'signal'>, call: () => Promise<T>): Promise<T> {
  signal.throwIfAborted()
  let stop: () => void = () => undefined
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => {
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([call(), stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** One wait after another, told as it happens. What was waited is counted, not read off a clock that may jump or sleep. */
function startWaiting(context: RunContext<WaitingWorld>, atMostMs: number) {
  const { clock, random } = context.world
  let attempt = 0
  let left = atMostMs

  async function wait(reason: Parameters<typeof told>[0], afterMs: number | undefined): Promise<boolean> {
    attempt += 1
    const growing = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1))
    // A Retry-After that has passed is no reason to ask at once, again and again.
    const ms = afterMs || Math.round(growing * (0.75 + random() / 2))
    if (ms > left) return false
    told(reason, ms)
    await clock.wait(ms, context.signal)
    left -= ms
    return true
  }
  function told(reason: Extract<Answer<never>, { notYet: unknown }>['notYet'], nextInMs: number) {
    context.emit({ kind: 'waiting', reason, attempt, nextInMs, atMostMs: left })
  }

  return {
    async next(answer: Exclude<Answer<never>, { done: never } | { no: unknown }>): Promise<void> {
      const reason = 'notYet' in answer ? answer.notYet : 'confirming'
      if (!(await wait(reason, answer.afterMs))) throw new ProblemError(answer.problem)
    },
    /** The same, for a look that has no problem of its own: whether there was time left for another. */
    again: (reason: 'confirming') => wait(reason, undefined),
    end() {
      if (attempt > 0) context.emit({ kind: 'waited' })
    },
  }
}
