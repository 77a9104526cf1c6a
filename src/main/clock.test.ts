import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from './clock.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T14:00:00Z') })
})

afterEach(() => {
  vi.useRealTimers()
})

const minute = 60_000
const hour = 60 * minute
const never = new AbortController().signal

/** The computer sleeps: its timers stand still, and its time goes on. */
function sleep(ms: number): void {
  vi.setSystemTime(Date.now() + ms)
}

describe('a time limit', () => {
  test('rings once, when its time is over', async () => {
    const ring = vi.fn()
    systemClock.alarm(5 * minute, ring)
    await vi.advanceTimersByTimeAsync(5 * minute - 1)
    expect(ring).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(hour)
    expect(ring).toHaveBeenCalledOnce()
  })

  test('that passed while the computer slept rings seconds after it wakes', async () => {
    const ring = vi.fn()
    systemClock.alarm(5 * minute, ring)
    await vi.advanceTimersByTimeAsync(minute)
    sleep(8 * hour)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(ring).toHaveBeenCalledOnce()
  })

  test('is not prolonged by a clock that is set back', async () => {
    const ring = vi.fn()
    systemClock.alarm(5 * minute, ring)
    sleep(-8 * hour)
    await vi.advanceTimersByTimeAsync(5 * minute)
    expect(ring).toHaveBeenCalledOnce()
  })

  test('that is called off never rings', async () => {
    const ring = vi.fn()
    const callOff = systemClock.alarm(5 * minute, ring)
    await vi.advanceTimersByTimeAsync(minute)
    callOff()
    await vi.advanceTimersByTimeAsync(hour)
    expect(ring).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a wait', () => {
  test('ends when its time is over, also while the computer slept', async () => {
    const ended = vi.fn()
    void systemClock.wait(5 * minute, never).then(ended)
    await vi.advanceTimersByTimeAsync(4 * minute)
    expect(ended).not.toHaveBeenCalled()
    sleep(hour)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(ended).toHaveBeenCalledOnce()
  })

  test('rejects at once with the reason for which it is stopped', async () => {
    const stopper = new AbortController()
    const waiting = systemClock.wait(hour, stopper.signal)
    stopper.abort(new Error('stopped'))
    await expect(waiting).rejects.toThrow('stopped')
    await expect(systemClock.wait(hour, stopper.signal)).rejects.toThrow('stopped')
    expect(vi.getTimerCount()).toBe(0)
  })
})
