import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '#support/virtual-clock.ts'
import type { Answer } from '../answer.ts'
import type { World } from '../ports.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import { ask, askOnce, readIfQuick, runUninterrupted, together, waitForStableReads, waitUntilFound } from './retry.ts'
import type { RunEvent } from './run-event.ts'

const problem = (code: ProblemCode): Problem => ({ code, at: '2026-11-23T14:00:00Z' })

function start() {
  const clock = createVirtualClock()
  const events: RunEvent[] = []
  const stopper = new AbortController()
  const world = { clock, random: () => 0.5 } as unknown as World
  return {
    clock,
    events,
    stopper,
    context: {
      world,
      signal: stopper.signal,
      emit: (event: RunEvent) => events.push(event),
      finish: () => undefined,
    },
  }
}

/** Answers one after another; asked once more than there are, it fails the test. */
function script<T>(...answers: Answer<T>[]) {
  const calls: number[] = []
  return {
    calls,
    call: () => {
      calls.push(calls.length)
      const answer = answers[calls.length - 1]
      return answer ? Promise.resolve(answer) : Promise.reject(new Error('asked too often'))
    },
  }
}

const notReplicated: Answer<never> = { notYet: 'replication', problem: problem('microsoft-slow') }

test('waits grow, are emitted, and end with the value', async () => {
  const { clock, events, context } = start()
  const { call } = script<string>(notReplicated, notReplicated, notReplicated, { done: 'here' })
  await expect(ask(context, call)).resolves.toBe('here')
  expect(clock.waits).toEqual([1000, 2000, 4000])
  expect(events.map((event) => event.kind)).toEqual(['waiting', 'waiting', 'waiting', 'waited'])
  expect(events[1]).toMatchObject({ reason: 'replication', attempt: 2, nextInMs: 2000 })
})

test('Retry-After is honoured to the millisecond', async () => {
  const { clock, context } = start()
  const { call } = script<string>(
    { notYet: 'throttled', afterMs: 30_000, problem: problem('microsoft-busy') },
    { done: 'x' },
  )
  await ask(context, call)
  expect(clock.waits).toEqual([30_000])
})

test('a Retry-After that is longer than the time left ends it at once, with the problem', async () => {
  const { clock, context } = start()
  const { call } = script<string>({ notYet: 'throttled', afterMs: 3_600_000, problem: problem('microsoft-busy') })
  await expect(ask(context, call)).rejects.toMatchObject({ problem: { code: 'microsoft-busy' } })
  expect(clock.waits).toEqual([])
})

test('a refusal is final: no wait, no second call', async () => {
  const { clock, context } = start()
  const { call, calls } = script<string>({ no: problem('not-allowed') })
  await expect(ask(context, call)).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
  expect([calls.length, clock.waits.length]).toEqual([1, 0])
})

test('waiting ends in time, with the problem of the last answer', async () => {
  const { clock, context } = start()
  const began = clock.now().getTime()
  await expect(ask(context, () => Promise.resolve(notReplicated))).rejects.toMatchObject({
    problem: { code: 'microsoft-slow' },
  })
  expect(clock.now().getTime() - began).toBeLessThanOrEqual(5 * 60_000)
})

test('after a lost answer the result is looked for, and the call is not repeated', async () => {
  const { context } = start()
  const { call, calls } = script<string>({ unknown: true, problem: problem('unreachable') })
  await expect(askOnce(context, call, () => Promise.resolve('found'))).resolves.toBe('found')
  expect(calls.length).toBe(1)
})

test('a result that is not found within a minute ends as answer-lost, after one call', async () => {
  const { clock, context } = start()
  const { call, calls } = script<string>({ unknown: true, afterMs: 3_600_000, problem: problem('microsoft-busy') })
  const find = () => Promise.resolve(null)
  await expect(askOnce(context, call, find)).rejects.toMatchObject({ problem: { code: 'answer-lost' } })
  expect(calls.length).toBe(1)
  expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
})

test('a call that Microsoft refuses to carry out twice is repeated when nothing was found', async () => {
  const { context } = start()
  const { call, calls } = script<string>({ unknown: true, problem: problem('microsoft-busy') }, { done: 'made' })
  await expect(askOnce(context, call, () => Promise.resolve(null), true)).resolves.toBe('made')
  expect(calls.length).toBe(2)
})

test('five reads in a row must agree, a second apart; one that does not begins the count anew', async () => {
  const { clock, context } = start()
  const reads = ['x', 'x', null, 'x', 'x', 'x', 'x', 'y']
  const counts: number[] = []
  const read = () => Promise.resolve(reads.shift() ?? null)
  const never = () => new ProblemError(problem('microsoft-slow'))
  await expect(waitForStableReads(context, read, never, (agreed) => counts.push(agreed))).resolves.toBe('y')
  expect(counts).toEqual([1, 2, 1, 2, 3, 4, 5])
  expect(clock.waits).toEqual([1000, 1000, 1000, 1000, 1000, 1000, 1000])
  await expect(waitForStableReads(context, () => Promise.resolve(null), never)).rejects.toMatchObject({
    problem: { code: 'microsoft-slow' },
  })
})

test('a clock that jumps ahead by an hour does not end the waiting', async () => {
  const { clock, context } = start()
  let asked = 0
  const call = (): Promise<Answer<string>> => {
    asked += 1
    clock.set(new Date(clock.now().getTime() + 3_600_000))
    return Promise.resolve(asked < 3 ? notReplicated : { done: 'here' })
  }
  await expect(ask(context, call)).resolves.toBe('here')
})

test('stopping rejects at once, even if the call never answers', async () => {
  const { context, stopper } = start()
  const asking = ask(context, () => new Promise<Answer<string>>(() => undefined))
  stopper.abort(new ProblemError(problem('stopped')))
  await expect(asking).rejects.toMatchObject({ problem: { code: 'stopped' } })
})

test('uninterrupted work goes on after the person has stopped, and the next run can wait for it', async () => {
  const { context, stopper } = start()
  const unfinished: Promise<unknown>[] = []
  let answer: (text: string) => void = () => undefined
  const ended: string[] = []
  const running = runUninterrupted({ ...context, finish: (work) => unfinished.push(work) }, async (uninterrupted) => {
    const text = await new Promise<string>((resolve) => {
      answer = resolve
    })
    uninterrupted.signal.throwIfAborted()
    ended.push(text)
  })
  stopper.abort(new ProblemError(problem('stopped')))
  await expect(running).rejects.toMatchObject({ problem: { code: 'stopped' } })
  expect(ended).toEqual([])
  answer('kept')
  await Promise.all(unfinished)
  expect(ended).toEqual(['kept'])
})

test('an answer that says it was not done leads to another call, even of what must not be made twice', async () => {
  const { context } = start()
  const { call, calls } = script<string>(notReplicated, { done: 'made' })
  await expect(askOnce(context, call, () => Promise.reject(new Error('nothing is to be looked for')))).resolves.toBe(
    'made',
  )
  expect(calls.length).toBe(2)
})

test('stopping ends a wait with the signal’s reason', async () => {
  const { context, stopper } = start()
  stopper.abort(new ProblemError(problem('stopped')))
  await expect(ask(context, () => Promise.resolve(notReplicated))).rejects.toMatchObject({
    problem: { code: 'stopped' },
  })
})

test('a Retry-After of zero does not make a loop without waits', async () => {
  const { clock, context } = start()
  const passed: Answer<never> = { notYet: 'throttled', afterMs: 0, problem: problem('microsoft-busy') }
  await expect(ask(context, () => Promise.resolve(passed))).rejects.toMatchObject({
    problem: { code: 'microsoft-busy' },
  })
  expect(Math.min(...clock.waits)).toBeGreaterThanOrEqual(750)
})

test('something that is known to exist is read until it is found', async () => {
  const { clock, context, events } = start()
  const { call } = script<string | null>({ done: null }, { done: null }, { done: 'here' })
  await expect(waitUntilFound(context, call)).resolves.toBe('here')
  expect(clock.waits).toEqual([1000, 2000])
  expect(events[0]).toMatchObject({ kind: 'waiting', reason: 'replication' })
})

test('something that never appears ends as slow, and a refusal ends it at once', async () => {
  const { context } = start()
  const absent = () => Promise.resolve({ done: null })
  await expect(waitUntilFound(context, absent, 10_000)).rejects.toMatchObject({ problem: { code: 'microsoft-slow' } })
  const { call, calls } = script<string | null>({ no: problem('signed-out') })
  await expect(waitUntilFound(context, call)).rejects.toMatchObject({ problem: { code: 'signed-out' } })
  expect(calls).toHaveLength(1)
})

const page: Answer<never> = { unknown: true, problem: problem('not-microsoft') }

test('a write that only meets pages of a filter is given up after three of them', async () => {
  const { clock, context } = start()
  const { call, calls } = script<string>(page, page, page)
  await expect(ask(context, call)).rejects.toMatchObject({ problem: { code: 'not-microsoft' } })
  expect([calls.length, clock.waits]).toEqual([3, [1000, 2000]])
})

test('one page after Microsoft has done it is one answer that was lost', async () => {
  const { context } = start()
  const { call, calls } = script<string>(page, { done: 'made' })
  await expect(ask(context, call)).resolves.toBe('made')
  expect(calls).toHaveLength(2)
})

test('what must not be made twice is looked for after a page, and the page is told when nothing is found', async () => {
  const { context } = start()
  const { call, calls } = script<string>(page)
  const lost: Problem[] = []
  const find = (met: Problem) => {
    lost.push(met)
    return Promise.resolve(null)
  }
  await expect(askOnce(context, call, find)).rejects.toMatchObject({ problem: { code: 'not-microsoft' } })
  expect([calls.length, lost[0]]).toEqual([1, problem('not-microsoft')])
})

test('while a lost answer is looked for, nothing says that all is done', async () => {
  const { context, events } = start()
  const { call } = script<string>({ unknown: true, problem: problem('unreachable') })
  await askOnce(context, call, () => Promise.resolve('found'))
  expect(events[0]).toMatchObject({ kind: 'waiting', reason: 'answer-lost' })
})

describe('what can be done without', () => {
  /** A read that never answers, and rejects when it is given up. */
  const hung = (signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('given up'))
      })
    })

  test.each<[string, Answer<string>[], string | null]>([
    ['is read', [{ done: 'policy' }], 'policy'],
    ['is read after a short wait', [notReplicated, { done: 'policy' }], 'policy'],
    ['is refused', [{ no: problem('not-allowed') }], null],
    [
      'asks for a wait that is too long',
      [{ notYet: 'busy', afterMs: 60_000, problem: problem('microsoft-busy') }],
      null,
    ],
  ])('%s', async (_what, answers, value) => {
    const { context } = start()
    expect(await readIfQuick(context, script(...answers).call, 10_000)).toBe(value)
  })

  test('is given up when it does not answer in time', async () => {
    const { clock, context } = start()
    const reading = readIfQuick(context, hung, 10_000)
    clock.ringAlarms()
    expect(await reading).toBeNull()
  })

  test('ends at once when the person stops, and that is not taken for an answer', async () => {
    const { context, stopper } = start()
    const reading = readIfQuick(context, hung, 10_000)
    stopper.abort(new ProblemError(problem('stopped')))
    await expect(reading).rejects.toMatchObject({ problem: { code: 'stopped' } })
  })

  test('hides no mistake of ours', async () => {
    const { context } = start()
    await expect(readIfQuick(context, () => Promise.reject(new TypeError('mistake')), 10_000)).rejects.toThrow(
      'mistake',
    )
  })
})

describe('reads that are made together', () => {
  const throttled: Answer<never> = { notYet: 'throttled', afterMs: 7000, problem: problem('microsoft-busy') }

  test('wait each for itself, and are told once when none waits any more', async () => {
    const { clock, events, context } = start()
    const [one, other] = [script<string>(throttled, { done: 'one' }), script<string>(notReplicated, { done: 'other' })]
    const both = together(context, (reading) => Promise.all([ask(reading, one.call), ask(reading, other.call)]))
    await expect(both).resolves.toEqual(['one', 'other'])
    expect([...clock.waits].sort()).toEqual([1000, 7000])
    expect(events.map(({ kind }) => kind)).toEqual(['waiting', 'waiting', 'waited'])
  })

  test('that need no wait tell nothing', async () => {
    const { events, context } = start()
    await together(context, (reading) => ask(reading, script<string>({ done: 'x' }).call))
    expect(events).toEqual([])
  })

  test('end with the first refusal, and nothing is asked after it', async () => {
    const { context } = start()
    const { call, calls } = script<string>(throttled, { done: 'late' })
    const ended: unknown[] = []
    const both = together(context, (reading) => {
      const waiting = ask(
        { ...reading, world: { ...reading.world, clock: { ...reading.world.clock, wait: untilAborted } } },
        call,
      )
      waiting.catch((reason: unknown) => ended.push(reason))
      return Promise.all([waiting, ask(reading, script<string>({ no: problem('not-allowed') }).call)])
    })
    await expect(both).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
    await new Promise((resolve) => setImmediate(resolve))
    expect([ended.length, calls.length]).toEqual([1, 1])
  })

  test('end when the person stops, for their reason', async () => {
    const { context, stopper } = start()
    const both = together(context, (reading) => ask(reading, () => new Promise<never>(() => undefined)))
    stopper.abort(new Error('stopped'))
    await expect(both).rejects.toThrow('stopped')
  })
})

function untilAborted(_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error)
    })
  })
}
