import type { Language, Words } from './language.ts'
import { typeset } from './typography.ts'

// Written out rather than left to ICU: Node, Chromium and Windows disagree on fr-CA's spaces and abbreviations.
const months: Words<readonly string[]> = {
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin'].concat([
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ]),
  en: ['January', 'February', 'March', 'April', 'May', 'June'].concat([
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ]),
}

const numbers: Words<readonly string[]> = {
  fr: ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
}

/** ISO 8601, milliseconds, or a Date. */
export type Instant = string | number | Date

const two = (value: number) => String(value).padStart(2, '0')

/** `22 novembre 2026`, `November 22, 2026`; the computer's own time zone. */
export function day(when: Instant, language: Language): string {
  const at = new Date(when)
  const month = months[language][at.getMonth()] ?? ''
  const date = at.getDate()
  const text =
    language === 'fr'
      ? `${date === 1 ? '1ᵉʳ' : date} ${month} ${at.getFullYear()}`
      : `${month} ${date}, ${at.getFullYear()}`
  return text.replace(language === 'fr' ? / (?=\p{L})/u : / (?=\d{1,2},)/u, '\u00a0')
}

/** `14 h 07`, `2:07 p.m.`; with seconds `14 h 07 min 31 s`, `2:07:31 p.m.`. */
export function time(when: Instant, language: Language, seconds = false): string {
  const at = new Date(when)
  const hours = at.getHours()
  const minutes = two(at.getMinutes())
  if (language === 'fr') {
    return typeset(`${hours} h ${minutes}${seconds ? ` min ${two(at.getSeconds())} s` : ''}`, 'fr')
  }
  const clock = `${hours % 12 === 0 ? 12 : hours % 12}:${minutes}${seconds ? `:${two(at.getSeconds())}` : ''}`
  return `${clock}\u00a0${hours < 12 ? 'a.m.' : 'p.m.'}`
}

/** `22 novembre 2026 à 14 h 07`, `November 22, 2026 at 2:07 p.m.`. */
export function moment(when: Instant, language: Language, seconds = false): string {
  return `${day(when, language)}${language === 'fr' ? ' à ' : ' at '}${time(when, language, seconds)}`
}

/** `0,9 s`, `21 s`, `4 min 32 s`: tenths under ten seconds if asked for (`< 0,1 s` for less), and never a negative time. */
export function duration(ms: number, language: Language, tenths = false): string {
  const past = Math.max(0, ms)
  if (tenths && past < 10_000) {
    const short = past < 50
    const value = short ? '0.1' : (past / 1000).toFixed(1)
    return `${short ? '<\u00a0' : ''}${language === 'fr' ? value.replace('.', ',') : value}\u00a0s`
  }
  const whole = Math.floor(past / 1000)
  const minutes = Math.floor(whole / 60)
  return typeset(minutes === 0 ? `${whole} s` : `${minutes} min ${two(whole % 60)} s`, language)
}

/** `912 octets`, `1,6 ko`; `912 bytes`, `1.6 kB`. */
export function size(bytes: number, language: Language): string {
  if (bytes < 1000) return `${bytes}\u00a0${language === 'fr' ? 'octets' : 'bytes'}`
  const value = (bytes / 1000).toFixed(1)
  return language === 'fr' ? `${value.replace('.', ',')}\u00a0ko` : `${value}\u00a0kB`
}

/** Whole days from one instant to another, rounded down. */
export function daysBetween(from: Instant, to: Instant): number {
  return Math.floor((new Date(to).getTime() - new Date(from).getTime()) / 86_400_000)
}

/** `dans 12 jours`, `aujourd’hui`; `in 12 days`, `today`. */
export function inDays(days: number, language: Language): string {
  if (days < 1) return language === 'fr' ? 'aujourd’hui' : 'today'
  if (days === 1) return language === 'fr' ? 'demain' : 'tomorrow'
  return typeset(language === 'fr' ? `dans ${days} jours` : `in ${days} days`, language)
}

/** A small number as a word, a larger one as figures. */
export function count(value: number, language: Language): string {
  return numbers[language][value] ?? String(value)
}

/** The same at the start of a sentence. */
export function Count(value: number, language: Language): string {
  const word = count(value, language)
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
