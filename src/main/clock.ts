import type { Clock } from '#core/ports.ts'

/** How long a time that passed while the computer slept may stay unnoticed after it wakes, in milliseconds. */
const longestTimerMs = 10_000

/** The computer's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        callOff()
        reject(signal.reason as Error)
      }
      const callOff = ringAfter(ms, () => {
        signal.removeEventListener('abort', stop)
        resolve()
      })
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop, { once: true })
    }),
  alarm: ringAfter,
}

/**
 * Calls `ring` once after `ms`, by the timers or by the time of day, whichever is over first: timers may stand still while
 * the computer sleeps, and the time of day may be set back. Returns what calls it off.
 */
function ringAfter(ms: number, ring: () => void): () => void {
  const endsAt = Date.now() + ms
  let timer: NodeJS.Timeout
  const count = (leftMs: number) => {
    const partMs = Math.min(leftMs, longestTimerMs)
    timer = setTimeout(() => {
      if (partMs === leftMs || Date.now() >= endsAt) ring()
      else count(leftMs - partMs)
    }, partMs)
  }
  count(ms)
  return () => {
    clearTimeout(timer)
  }
}
