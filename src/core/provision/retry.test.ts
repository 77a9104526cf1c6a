import { expect, test } from 'vitest'
import { createVirtualClock } from '#support/virtual-clock.ts'
import type { Answer } from '../answer.ts'
import type { World } from '../ports.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import { waitForStableReads, ask, askOnce, runUninterrupted } from './retry.ts'
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
    blockedMailbox: {
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

const late: Answer<never> = { notYet: 'replication', problem: problem('microsoft-slow') }

test('waits grow, are told, and end with the value', async () => {
  const { clock, events, blockedMailbox } = start()
  const { call } = script<string>(late, late, late, { done: 'here' })
  await expect(ask(blockedMailbox, call)).resolves.toBe('here')
  expect(clock.waits).toEqual([1000, 2000, 4000])
  expect(events.map((event) => event.kind)).toEqual(['waiting', 'waiting', 'waiting', 'waited'])
  expect(events[1]).toMatchObject({ reason: 'replication', attempt: 2, nextInMs: 2000 })
})

test('Retry-After is honoured to the millisecond', async () => {
  const { clock, blockedMailbox } = start()
  const { call } = script<string>(
    { notYet: 'throttled', afterMs: 30_000, problem: problem('microsoft-busy') },
    { done: 'x' },
  )
  await ask(blockedMailbox, call)
  expect(clock.waits).toEqual([30_000])
})

test('a Retry-After past the deadline is told, not waited for', async () => {
  const { clock, blockedMailbox } = start()
  const { call } = script<string>({ notYet: 'throttled', afterMs: 3_600_000, problem: problem('microsoft-busy') })
  await expect(ask(blockedMailbox, call)).rejects.toMatchObject({ problem: { code: 'microsoft-busy' } })
  expect(clock.waits).toEqual([])
})

test('a refusal is final: no wait, no second call', async () => {
  const { clock, blockedMailbox } = start()
  const { call, calls } = script<string>({ no: problem('not-allowed') })
  await expect(ask(blockedMailbox, call)).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
  expect([calls.length, clock.waits.length]).toEqual([1, 0])
})

test('patience ends within its deadline, with the problem of the last answer', async () => {
  const { clock, blockedMailbox } = start()
  const began = clock.now().getTime()
  await expect(ask(blockedMailbox, () => Promise.resolve(late))).rejects.toMatchObject({
    problem: { code: 'microsoft-slow' },
  })
  expect(clock.now().getTime() - began).toBeLessThanOrEqual(5 * 60_000)
})

test('a lost answer is looked up, never repeated', async () => {
  const { blockedMailbox } = start()
  const { call, calls } = script<string>({ unknown: true, problem: problem('unreachable') })
  await expect(askOnce(blockedMailbox, call, () => Promise.resolve('found'))).resolves.toBe('found')
  expect(calls.length).toBe(1)
})

test('looks that find nothing for a minute end as answer-lost, after one call', async () => {
  const { clock, blockedMailbox } = start()
  const { call, calls } = script<string>({ unknown: true, afterMs: 3_600_000, problem: problem('microsoft-busy') })
  const look = () => Promise.resolve(null)
  await expect(askOnce(blockedMailbox, call, look)).rejects.toMatchObject({ problem: { code: 'answer-lost' } })
  expect(calls.length).toBe(1)
  expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
})

test('what Microsoft itself refuses to make twice is asked for again, once nothing was found', async () => {
  const { blockedMailbox } = start()
  const { call, calls } = script<string>({ unknown: true, problem: problem('microsoft-busy') }, { done: 'made' })
  await expect(askOnce(blockedMailbox, call, () => Promise.resolve(null), true)).resolves.toBe('made')
  expect(calls.length).toBe(2)
})

test('five reads in a row must agree, a second apart; one that does not begins the count anew', async () => {
  const { clock, blockedMailbox } = start()
  const reads = ['x', 'x', null, 'x', 'x', 'x', 'x', 'y']
  const told: number[] = []
  const look = () => Promise.resolve(reads.shift() ?? null)
  const never = () => new ProblemError(problem('microsoft-slow'))
  await expect(waitForStableReads(blockedMailbox, look, never, (agreed) => told.push(agreed))).resolves.toBe('y')
  expect(told).toEqual([1, 2, 1, 2, 3, 4, 5])
  expect(clock.waits).toEqual([1000, 1000, 1000, 1000, 1000, 1000, 1000])
  await expect(waitForStableReads(blockedMailbox, () => Promise.resolve(null), never)).rejects.toMatchObject({
    problem: { code: 'microsoft-slow' },
  })
})

test('a computer that slept through a wait, or whose clock jumped, still has its patience', async () => {
  const { clock, blockedMailbox } = start()
  let asked = 0
  const call = (): Promise<Answer<string>> => {
    asked += 1
    clock.set(new Date(clock.now().getTime() + 3_600_000))
    return Promise.resolve(asked < 3 ? late : { done: 'here' })
  }
  await expect(ask(blockedMailbox, call)).resolves.toBe('here')
})

test('stopping lets the person go at once, whatever the outside does', async () => {
  const { blockedMailbox, stopper } = start()
  const asking = ask(blockedMailbox, () => new Promise<Answer<string>>(() => undefined))
  stopper.abort(new ProblemError(problem('stopped')))
  await expect(asking).rejects.toMatchObject({ problem: { code: 'stopped' } })
})

test('what must come to its end does, after the person has gone, and whoever runs next can wait for it', async () => {
  const { blockedMailbox, stopper } = start()
  const unfinished: Promise<unknown>[] = []
  let answer: (text: string) => void = () => undefined
  const ended: string[] = []
  const running = runUninterrupted({ ...blockedMailbox, finish: (work) => unfinished.push(work) }, async (shielded) => {
    const text = await new Promise<string>((resolve) => {
      answer = resolve
    })
    shielded.signal.throwIfAborted()
    ended.push(text)
  })
  stopper.abort(new ProblemError(problem('stopped')))
  await expect(running).rejects.toMatchObject({ problem: { code: 'stopped' } })
  expect(ended).toEqual([])
  answer('kept')
  await Promise.all(unfinished)
  expect(ended).toEqual(['kept'])
})

test('what was answered and not done may be asked again, even if it must not be made twice', async () => {
  const { blockedMailbox } = start()
  const { call, calls } = script<string>(late, { done: 'made' })
  await expect(askOnce(blockedMailbox, call, () => Promise.reject(new Error('no look is needed')))).resolves.toBe(
    'made',
  )
  expect(calls.length).toBe(2)
})

test('stopping ends a wait with the reason it was stopped for', async () => {
  const { blockedMailbox, stopper } = start()
  stopper.abort(new ProblemError(problem('stopped')))
  await expect(ask(blockedMailbox, () => Promise.resolve(late))).rejects.toMatchObject({ problem: { code: 'stopped' } })
})

test('a Retry-After that has passed already does not make a loop without waits', async () => {
  const { clock, blockedMailbox } = start()
  const passed: Answer<never> = { notYet: 'throttled', afterMs: 0, problem: problem('microsoft-busy') }
  await expect(ask(blockedMailbox, () => Promise.resolve(passed))).rejects.toMatchObject({
    problem: { code: 'microsoft-busy' },
  })
  expect(Math.min(...clock.waits)).toBeGreaterThanOrEqual(750)
})
