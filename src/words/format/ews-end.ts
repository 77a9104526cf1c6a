import { calendarDaysToDate } from '#core/calendar-days.ts'
import { profiles } from '#core/access/profile.ts'
import { day, inDays, readersZone, type Instant } from './dates.ts'
import type { Language, Words } from './language.ts'
import { words } from './typography.ts'

/** ISO date; the last day of EWS in Exchange Online is the one before. */
export const ewsEndsOn = profiles.ews.endsOn

/** Says the day on which EWS ends: `1ᵉʳ avril 2027`, `April 1, 2027`. */
export function ewsEndDay(language: Language): string {
  return day(`${ewsEndsOn}T12:00:00`, language)
}

interface Phrases {
  readonly ends: (end: string) => string
  /** `left` says how far away the end is: `dans 12 jours`, `in 12 days`. */
  readonly endsIn: (end: string, left: string) => string
  readonly over: (end: string) => string
}

const phrases: Words<Phrases> = words({
  fr: {
    ends: (end) => `Microsoft cessera d’offrir EWS le ${end}.`,
    endsIn: (end, left) => `Microsoft cessera d’offrir EWS le ${end} (${left}).`,
    over: (end) => `Microsoft a cessé d’offrir EWS le ${end} : passez au profil Microsoft Graph.`,
  },
  en: {
    ends: (end) => `Microsoft retires EWS on ${end}.`,
    endsIn: (end, left) => `Microsoft retires EWS on ${end} (${left}).`,
    over: (end) => `Microsoft retired EWS on ${end}: move to the Microsoft Graph profile.`,
  },
})

/** Whole calendar days, on this computer, until EWS ends: 1 the day before, 0 on the day, negative after. */
export function ewsDaysLeft(at: Instant): number {
  return calendarDaysToDate(new Date(at), ewsEndsOn, readersZone())
}

/** Says in one sentence on which day EWS ends and how far away that is, or that it has ended. */
export function sayEwsEnd(at: Instant, language: Language): string {
  const { endsIn, over } = phrases[language]
  const end = ewsEndDay(language)
  const days = ewsDaysLeft(at)
  return days > 0 ? endsIn(end, inDays(days, language)) : over(end)
}

/** Says when EWS ends as `sayEwsEnd` does, without a count of days, for paper that is read another day. */
export function sayEwsEndOnPaper(at: Instant, language: Language): string {
  const { ends, over } = phrases[language]
  const end = ewsEndDay(language)
  return ewsDaysLeft(at) > 0 ? ends(end) : over(end)
}
