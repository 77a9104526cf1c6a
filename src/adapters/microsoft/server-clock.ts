import type { Clock } from '#core/ports.ts'

export interface ServerClock extends Clock {
  /** Told the headers of every answer from Microsoft. */
  readonly hear: (headers: Headers) => void
}

/** The Date header counts whole seconds, and the way here takes some. */
const trustedMs = 10_000

/**
 * The computer's clock, set right by Microsoft's: a secret's end, a token's age and what has expired are Microsoft's to
 * judge, and a computer may be years off. Waits and time limits stay the computer's own.
 */
export function createServerClock(clock: Clock): ServerClock {
  let aheadMs = 0
  return {
    now: () => new Date(clock.now().getTime() + aheadMs),
    wait: (ms, signal) => clock.wait(ms, signal),
    alarm: (ms, ring) => clock.alarm(ms, ring),
    hear(headers) {
      const at = Date.parse(headers.get('date') ?? '')
      if (Number.isNaN(at)) return
      const off = at - clock.now().getTime()
      aheadMs = Math.abs(off) > trustedMs ? off : 0
    },
  }
}
