import type { Clock } from '#core/ports.ts'

/** A clock that only waiting moves: nothing in a test waits for luck. */
export interface VirtualClock extends Clock {
  readonly waits: readonly number[]
  set(at: Date): void
  /** Every time limit that is running passes now. */
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
    // A time limit never passes by itself: the test says when.
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
