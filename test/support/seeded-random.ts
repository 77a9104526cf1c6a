/** Random choices that are the same on every machine for the same seed. */
export interface SeededRandom {
  /** A number from 0 up to 1. */
  readonly next: () => number
  /** A whole number from 0 up to `limit`. */
  readonly below: (limit: number) => number
  readonly one: <T>(...all: readonly T[]) => T
  readonly chance: (share: number) => boolean
  readonly shuffled: <T>(items: readonly T[]) => readonly T[]
}

/** Makes a generator (mulberry32) from a seed. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    one: <T>(...all: readonly T[]) => all[Math.floor(next() * all.length)] as T,
    chance: (share) => next() < share,
    shuffled: (items) => items.toSorted(() => next() - 0.5),
  }
}
