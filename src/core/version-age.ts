import { dayMs } from './calendar-days.ts'

/** The age, in days, from which a version reminds that a newer one may exist. */
const oldAfterDays = 183

/** The commit that a build was made of: its short id, and its day (ISO 8601). */
export interface Built {
  readonly commit: string
  readonly day: string
}

/** Whether a version is so old that a newer one may exist. Nothing asks a server; without a day nobody knows. */
export function isOldVersion(built: Built | null, now: number): boolean {
  return built !== null && now - Date.parse(built.day) >= oldAfterDays * dayMs
}
