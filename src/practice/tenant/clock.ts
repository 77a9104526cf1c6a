/** Where the practice tenant takes the time from: tests hand in one they can move. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** Graph's way of writing an instant: UTC, and no fraction when there is none. */
export function instant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z')
}

/** An instant cut to the second, as Graph writes `createdDateTime`. */
export function second(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}
