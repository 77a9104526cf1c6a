import type { Language, Words } from './language.ts'
import { words } from './typography.ts'

interface DateWords {
  readonly months: readonly string[]
  /** `month` is the month's name. */
  readonly day: (date: number, month: string, year: number) => string
  /** `hours` from 0 to 23; minutes and seconds in two digits. */
  readonly time: (hours: number, minutes: string) => string
  readonly timeWithSeconds: (hours: number, minutes: string, seconds: string) => string
  readonly moment: (day: string, time: string) => string
  readonly decimal: (whole: string, tenths: string) => string
  readonly bytes: (count: number) => string
  readonly kilobytes: (value: string) => string
  readonly today: string
  readonly tomorrow: string
  /** Two days or more. */
  readonly inDays: (severalDays: number) => string
  /** The numbers from zero to ten. */
  readonly numbers: readonly string[]
}

const half = (hours: number) => (hours % 12 === 0 ? 12 : hours % 12)
const halfName = (hours: number) => (hours < 12 ? 'a.m.' : 'p.m.')

// Written out rather than left to ICU: Node, Chromium and Windows disagree on fr-CA's spaces and abbreviations.
const phrases: Words<DateWords> = words<DateWords>({
  fr: {
    months: [
      'janvier',
      'février',
      'mars',
      'avril',
      'mai',
      'juin',
      'juillet',
      'août',
      'septembre',
      'octobre',
      'novembre',
      'décembre',
    ],
    day: (date, month, year) => `${date === 1 ? '1ᵉʳ' : date}\u00a0${month} ${year}`,
    time: (hours, minutes) => `${hours} h ${minutes}`,
    timeWithSeconds: (hours, minutes, seconds) => `${hours} h ${minutes} min ${seconds} s`,
    moment: (day, time) => `${day} à ${time}`,
    decimal: (whole, tenths) => `${whole},${tenths}`,
    bytes: (count) => `${count}\u00a0octets`,
    kilobytes: (value) => `${value} ko`,
    today: 'aujourd’hui',
    tomorrow: 'demain',
    inDays: (severalDays) => `dans ${severalDays} jours`,
    numbers: ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
  },
  en: {
    months: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
    day: (date, month, year) => `${month}\u00a0${date}, ${year}`,
    time: (hours, minutes) => `${half(hours)}:${minutes}\u00a0${halfName(hours)}`,
    timeWithSeconds: (hours, minutes, seconds) => `${half(hours)}:${minutes}:${seconds}\u00a0${halfName(hours)}`,
    moment: (day, time) => `${day} at ${time}`,
    decimal: (whole, tenths) => `${whole}.${tenths}`,
    bytes: (count) => `${count}\u00a0bytes`,
    kilobytes: (value) => `${value} kB`,
    today: 'today',
    tomorrow: 'tomorrow',
    inDays: (severalDays) => `in ${severalDays} days`,
    numbers: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  },
})

/** ISO 8601, milliseconds since 1970, or a Date. */
export type Instant = string | number | Date

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** Says a day in the computer's own time zone: `22 novembre 2026`, `November 22, 2026`. */
export function day(when: Instant, language: Language): string {
  const at = new Date(when)
  const { day, months } = phrases[language]
  return day(at.getDate(), months[at.getMonth()] ?? '', at.getFullYear())
}

/** Says a time of day: `14 h 07`, `2:07 p.m.`; with seconds `14 h 07 min 31 s`, `2:07:31 p.m.`. */
export function time(when: Instant, language: Language, seconds = false): string {
  const at = new Date(when)
  const { time, timeWithSeconds } = phrases[language]
  const minutes = twoDigits(at.getMinutes())
  return seconds ? timeWithSeconds(at.getHours(), minutes, twoDigits(at.getSeconds())) : time(at.getHours(), minutes)
}

/** Says a day and a time: `22 novembre 2026 à 14 h 07`, `November 22, 2026 at 2:07 p.m.`. */
export function moment(when: Instant, language: Language, seconds = false): string {
  return phrases[language].moment(day(when, language), time(when, language, seconds))
}

/** Says a number with one decimal: `0,9`, `0.9`. */
function decimal(value: number, language: Language): string {
  const [whole = '', tenths = ''] = value.toFixed(1).split('.')
  return phrases[language].decimal(whole, tenths)
}

/**
 * Says how long something takes: `21 s`, `4 min 32 s`, never less than zero. With `tenths`, less than ten seconds is
 * said as `0,9 s`, and less than a twentieth of a second as `< 0,1 s`.
 */
export function duration(ms: number, language: Language, tenths = false): string {
  const past = Math.max(0, ms)
  if (tenths && past < 50) return `<\u00a0${decimal(0.1, language)}\u00a0s`
  if (tenths && past < 10_000) return `${decimal(past / 1000, language)}\u00a0s`
  const whole = Math.floor(past / 1000)
  const minutes = Math.floor(whole / 60)
  const seconds = minutes === 0 ? String(whole) : twoDigits(whole % 60)
  return minutes === 0 ? `${seconds}\u00a0s` : `${minutes}\u00a0min ${seconds}\u00a0s`
}

/** Says a size in bytes: `912 octets`, `1,6 ko`; `912 bytes`, `1.6 kB`. */
export function size(bytes: number, language: Language): string {
  const p = phrases[language]
  return bytes < 1000 ? p.bytes(bytes) : p.kilobytes(decimal(bytes / 1000, language))
}

/** Returns the IANA name of the computer's own time zone: that of every date shown here. */
export function readersZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Says how far away a day is: `aujourd’hui`, `demain`, `dans 12 jours`; `today`, `tomorrow`, `in 12 days`. */
export function inDays(days: number, language: Language): string {
  const p = phrases[language]
  if (days < 1) return p.today
  return days === 1 ? p.tomorrow : p.inDays(days)
}

/** Says a number up to ten as a word, a larger one in figures. */
export function count(value: number, language: Language): string {
  return phrases[language].numbers[value] ?? String(value)
}

/** Says a number as `count` does, with a capital letter: it begins a sentence. */
export function initialCount(value: number, language: Language): string {
  const word = count(value, language)
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
