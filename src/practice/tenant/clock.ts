/** The source of the time for the whole practice tenant. Tests hand in one that they move themselves. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** Writes an instant as Microsoft Graph does: in UTC, without a fraction when it is zero. */
export function instant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z')
}

/** Writes an instant in UTC with seven digits after the second, as Graph's answer to a creation does. */
export function precise(date: Date): string {
  return `${date.toISOString().slice(0, -1)}0000Z`
}

/** Writes an instant in UTC, cut to whole seconds. */
export function second(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}
