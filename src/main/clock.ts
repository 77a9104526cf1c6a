import type { Clock } from '#core/ports.ts'

/** The computer's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer)
        reject(signal.reason as Error)
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop)
        resolve()
      }, ms)
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop, { once: true })
    }),
  alarm: (ms, ring) => {
    const timer = setTimeout(ring, ms)
    return () => {
      clearTimeout(timer)
    }
  },
}
