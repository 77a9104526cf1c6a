import { expect, test } from 'vitest'
import { createVirtualClock } from '#support/virtual-clock.ts'
import type { Answer } from './answer.ts'
import type { World } from './ports.ts'
import { ProblemError, type Problem, type ProblemCode } from './problem.ts'
import { ask, askOnce } from './retry.ts'
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
    outside: { world, signal: stopper.signal, say: (event: RunEvent) => events.push(event) },
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
  const { clock, events, outside } = start()
  const { call } = script<string>(late, late, late, { done: 'here' })
  await expect(ask(outside, call)).resolves.toBe('here')
  expect(clock.waits).toEqual([1000, 2000, 4000])
  expect(events.map((event) => event.kind)).toEqual(['waiting', 'waiting', 'waiting', 'waited'])
  expect(events[1]).toMatchObject({ reason: 'replication', attempt: 2, nextInMs: 2000 })
})

test('Retry-After is honoured to the millisecond', async () => {
  const { clock, outside } = start()
  const { call } = script<string>(
    { notYet: 'throttled', afterMs: 30_000, problem: problem('microsoft-busy') },
    { done: 'x' },
  )
  await ask(outside, call)
  expect(clock.waits).toEqual([30_000])
})

test('a Retry-After past the deadline is told, not waited for', async () => {
  const { clock, outside } = start()
  const { call } = script<string>({ notYet: 'throttled', afterMs: 3_600_000, problem: problem('microsoft-busy') })
  await expect(ask(outside, call)).rejects.toMatchObject({ problem: { code: 'microsoft-busy' } })
  expect(clock.waits).toEqual([])
})

test('a refusal is final: no wait, no second call', async () => {
  const { clock, outside } = start()
  const { call, calls } = script<string>({ no: problem('not-allowed') })
  await expect(ask(outside, call)).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
  expect([calls.length, clock.waits.length]).toEqual([1, 0])
})

test('patience ends within its deadline, with the problem of the last answer', async () => {
  const { clock, outside } = start()
  const began = clock.now().getTime()
  await expect(ask(outside, () => Promise.resolve(late))).rejects.toMatchObject({ problem: { code: 'microsoft-slow' } })
  expect(clock.now().getTime() - began).toBeLessThanOrEqual(5 * 60_000)
})

test('a lost answer is looked up, never repeated', async () => {
  const { outside } = start()
  const { call, calls } = script<string>({ unknown: true, problem: problem('unreachable') })
  await expect(askOnce(outside, call, () => Promise.resolve('found'))).resolves.toBe('found')
  expect(calls.length).toBe(1)
})

test('three looks that find nothing end as answer-lost, after one call', async () => {
  const { outside } = start()
  const { call, calls } = script<string>({ unknown: true, afterMs: 9_000, problem: problem('microsoft-busy') })
  let looks = 0
  const look = () => {
    looks += 1
    return Promise.resolve(null)
  }
  await expect(askOnce(outside, call, look)).rejects.toMatchObject({ problem: { code: 'answer-lost' } })
  expect([calls.length, looks]).toEqual([1, 3])
})

test('what was answered and not done may be asked again, even if it must not be made twice', async () => {
  const { outside } = start()
  const { call, calls } = script<string>(late, { done: 'made' })
  await expect(askOnce(outside, call, () => Promise.reject(new Error('no look is needed')))).resolves.toBe('made')
  expect(calls.length).toBe(2)
})

test('stopping ends a wait with the reason it was stopped for', async () => {
  const { outside, stopper } = start()
  stopper.abort(new ProblemError(problem('stopped')))
  await expect(ask(outside, () => Promise.resolve(late))).rejects.toMatchObject({ problem: { code: 'stopped' } })
})
