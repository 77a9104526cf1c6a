import type { Clock } from '../ports.ts'

/** A clock whose current wait can be ended early. The work that waits then goes on. */
export interface ImpatientClock extends Clock {
  readonly hurry: () => void
}

export function createImpatientClock(clock: Clock): ImpatientClock {
  const hurries = new Set<() => void>()
  return {
    now: () => clock.now(),
    alarm: (ms, ring) => clock.alarm(ms, ring),
    hurry: () => {
      for (const hurry of [...hurries]) hurry()
    },
    async wait(ms, signal) {
      const either = new AbortController()
      const stop = () => {
        either.abort(signal.reason)
      }
      const hurry = () => {
        either.abort()
      }
      if (signal.aborted) stop()
      signal.addEventListener('abort', stop, { once: true })
      hurries.add(hurry)
      try {
        await clock.wait(ms, either.signal)
      } catch (error) {
        if (signal.aborted || !either.signal.aborted) throw error
      } finally {
        hurries.delete(hurry)
        signal.removeEventListener('abort', stop)
      }
    },
  }
}
