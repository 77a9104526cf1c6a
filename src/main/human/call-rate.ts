/** The calls that may come at once, and how many more each second. A person at the window makes a few. */
const atOnce = 60
const perSecond = 30

/** Bounds how many calls are looked at: a window that is taken over may make thousands. */
export interface CallRate {
  /** Takes one call. Returns false for one too many. */
  take(): boolean
}

/** `now` returns milliseconds on a clock that nobody sets. */
export function createCallRate(now: () => number): CallRate {
  let left = atOnce
  let since = now()
  return {
    take() {
      const at = now()
      left = Math.min(atOnce, left + ((at - since) / 1000) * perSecond)
      since = at
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
