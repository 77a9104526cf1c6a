import type { Clock } from '#core/ports.ts'

/** A clock that moves only while something waits, so that a test does not depend on real time. */
export interface VirtualClock extends Clock {
  readonly waits: readonly number[]
  set(at: Date): void
  /** Lets every running time limit pass now. */
  ringAlarms(): void
}

export function createVirtualClock(start = '2026-11-23T14:00:00Z'): VirtualClock {
  let at = Date.parse(start)
  const waits: number[] = []
  const alarms = new Set<() => void>()
  return {
    waits,
    now: () => new Date(at),
    set: (date) => {
      at = date.getTime()
    },
    wait: async (ms, signal) => {
      signal.throwIfAborted()
      waits.push(ms)
      at += ms
      await Promise.resolve()
    },
    // A time limit passes only when the test calls `ringAlarms`.
    alarm: (_ms, ring) => {
      alarms.add(ring)
      return () => {
        alarms.delete(ring)
      }
    },
    ringAlarms: () => {
      for (const ring of [...alarms]) ring()
    },
  }
}
