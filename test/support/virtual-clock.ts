import type { Clock } from '#core/ports.ts'

/** A clock that only waiting moves: nothing in a test waits for luck. */
export interface VirtualClock extends Clock {
  readonly waits: readonly number[]
  set(at: Date): void
}

export function createVirtualClock(start = '2026-11-23T14:00:00Z'): VirtualClock {
  let at = Date.parse(start)
  const waits: number[] = []
  return {
    waits,
    now: () => new Date(at),
    set: (date) => {
      at = date.getTime()
    },
    wait: async (ms, signal) => {
      // A person's time limit is not what a test is about; it never passes by itself.
      if (ms >= 5 * 60_000) return new Promise(() => undefined)
      signal.throwIfAborted()
      waits.push(ms)
      at += ms
      await Promise.resolve()
    },
  }
}
