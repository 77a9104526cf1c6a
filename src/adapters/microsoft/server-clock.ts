import type { Clock } from '#core/ports.ts'

export interface ServerClock extends Clock {
  /** Takes Microsoft's time from the Date header of an answer. */
  readonly adjust: (headers: Headers) => void
}

/** Differences up to this are ignored: the Date header has whole seconds, and an answer takes some time to arrive. */
const ignoredMs = 10_000

/**
 * The computer's clock, corrected by Microsoft's: the end of a secret and the age of a token are judged by Microsoft's
 * clock, and a computer's may be years off. Waits and time limits are those of the computer.
 */
export function createServerClock(clock: Clock): ServerClock {
  let aheadMs = 0
  return {
    now: () => new Date(clock.now().getTime() + aheadMs),
    wait: (ms, signal) => clock.wait(ms, signal),
    alarm: (ms, ring) => clock.alarm(ms, ring),
    adjust(headers) {
      const at = Date.parse(headers.get('date') ?? '')
      if (Number.isNaN(at)) return
      const off = at - clock.now().getTime()
      aheadMs = Math.abs(off) > ignoredMs ? off : 0
    },
  }
}
