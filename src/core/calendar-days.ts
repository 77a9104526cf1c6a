/** 24 hours, in milliseconds: for how long something lasts. A date that is so many days away is told by `calendarDays`. */
export const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Building a format is slow, and a list asks for the same zone on every line. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  formats.set(timeZone, made)
  return made
}

/** A day of the calendar; January is month 1. */
export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Returns the day on which an instant falls in a time zone (an IANA name). */
export function calendarDay(at: Date | number, timeZone: string): CalendarDay {
  const parts = formatOf(timeZone).formatToParts(at)
  const read = (type: 'year' | 'month' | 'day') => Number(parts.find((part) => part.type === type)?.value)
  return { year: read('year'), month: read('month'), day: read('day') }
}

/** Returns the number of that day, counted from 1970-01-01. */
function dayNumber(at: Date | number, timeZone: string): number {
  const { year, month, day } = calendarDay(at, timeZone)
  return Date.UTC(year, month - 1, day) / dayMs
}

/**
 * Returns the number of calendar days from one instant to another in the reader's time zone (an IANA name): 0 within a
 * day, 1 from any hour to any hour of the next day, negative backwards. It is what a person counts on a calendar.
 */
export function calendarDays(from: Date | number, to: Date | number, timeZone: string): number {
  return dayNumber(to, timeZone) - dayNumber(from, timeZone)
}

/** Returns the number of calendar days from an instant, in the reader's time zone, to a date such as `2027-04-01`. */
export function calendarDaysToDate(from: Date | number, date: string, timeZone: string): number {
  return Date.parse(date) / dayMs - dayNumber(from, timeZone)
}
