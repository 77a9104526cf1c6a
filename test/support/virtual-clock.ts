import type { Clock } from '#core/ports.ts'

/** A clock that moves only while something waits, so that a test does not depend on real time. */
export interface VirtualClock extends Clock {
  readonly waits: readonly number[]
  /** What others do while somebody waits: the time moves on once it is done. */
  meanwhile: (() => Promise<unknown>) | null
  set(at: Date): void
  /** Lets the waits pass that `meanwhile` still holds. */
  endWaits(): void
  /** Lets every running time limit pass now. */
  ringAlarms(): void
}

export function createVirtualClock(start = '2026-11-23T14:00:00Z'): VirtualClock {
  let at = Date.parse(start)
  const waits: number[] = []
  const alarms = new Set<() => void>()
  const ends: (() => void)[] = []
  const ended = () => new Promise<void>((resolve) => ends.push(resolve))
  const clock: VirtualClock = {
    waits,
    meanwhile: null,
    now: () => new Date(at),
    set: (date) => {
      at = date.getTime()
    },
    endWaits: () => {
      for (const end of ends.splice(0)) end()
    },
    wait: async (ms, signal) => {
      signal.throwIfAborted()
      waits.push(ms)
      if (clock.meanwhile) await Promise.race([unlessAborted(clock.meanwhile(), signal), ended()])
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
  return clock
}

function unlessAborted(work: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error)
    })
    work.then(resolve, reject)
  })
}
