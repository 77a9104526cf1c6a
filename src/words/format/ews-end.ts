import { calendarDaysToDate } from '#core/calendar-days.ts'
import { profiles } from '#core/access/profile.ts'
import { day, readersZone, type Instant } from './dates.ts'
import type { Language, Words } from './language.ts'
import { words } from './typography.ts'

/** ISO date; the last day of EWS in Exchange Online is the one before. */
export const ewsEndsOn = profiles.ews.endsOn

interface Phrases {
  readonly left: (days: number, end: string) => string
  readonly tomorrow: (end: string) => string
  readonly over: (end: string) => string
}

const phrases: Words<Phrases> = words({
  fr: {
    left: (days, end) => `Il reste ${days} jours à EWS : Microsoft y met fin le ${end}.`,
    tomorrow: (end) => `Il reste un jour à EWS : Microsoft y met fin demain, le ${end}.`,
    over: (end) => `Microsoft a mis fin à EWS le ${end} : passez au profil Microsoft Graph.`,
  },
  en: {
    left: (days, end) => `EWS has ${days} days left: Microsoft ends it on ${end}.`,
    tomorrow: (end) => `EWS has one day left: Microsoft ends it tomorrow, ${end}.`,
    over: (end) => `Microsoft ended EWS on ${end}: move to the Microsoft Graph profile.`,
  },
})

/** Whole calendar days, on this computer, until EWS ends: 1 the day before, 0 on the day, negative after. */
export function ewsDaysLeft(at: Instant): number {
  return calendarDaysToDate(new Date(at), ewsEndsOn, readersZone())
}

/** Says in one sentence when EWS ends, or that it has ended. */
export function sayEwsEnd(at: Instant, language: Language): string {
  const { left, tomorrow, over } = phrases[language]
  const end = day(`${ewsEndsOn}T12:00:00`, language)
  const days = ewsDaysLeft(at)
  if (days > 1) return left(days, end)
  return days === 1 ? tomorrow(end) : over(end)
}
