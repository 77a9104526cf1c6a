import type { Waiting } from '#core/session/work-views.ts'

const second = 1000
const minute = 60 * second

/**
 * Returns how long a wait is said to have lasted, in milliseconds: often at first, and more and more rarely, so that a
 * screen reader tells now and then that it goes on. `null` while it is too short to be told.
 */
export function toldWaitMs({ since }: Pick<Waiting, 'since'>, now: number): number | null {
  const lasted = now - Date.parse(since)
  if (lasted < 5 * second) return null
  const every = lasted < minute ? 15 * second : lasted < 10 * minute ? minute : 10 * minute
  return Math.max(5 * second, Math.floor(lasted / every) * every)
}
