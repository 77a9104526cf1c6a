import type { Language, Words } from './language.ts'

const space = '\u00a0'
const units = 's|min|h|mois|jours?|heures?|minutes?|secondes?|ko|Mo|kB|MB|days?|months?|hours?|seconds?|words?|mots'
const beforeUnit = new RegExp(`(\\d) (?=(${units})(?![\\p{L}\\d]))`, 'gu')

/**
 * Returns the text with spaces that do not break where its language wants them: in French before a colon and inside
 * guillemets, in both languages between a number and its unit. Sentences are written with ordinary spaces.
 */
export function typeset(text: string, language: Language): string {
  const joined = text
    .replace(beforeUnit, `$1${space}`)
    .replace(/(\d)[ \u00a0]h (?=\d)/g, `$1${space}h${space}`)
    .replace(/ · /g, `${space}· `)
  if (language === 'en') return joined
  return joined
    .replace(/ :/g, `${space}:`)
    .replace(/« /g, `«${space}`)
    .replace(/ »/g, `${space}»`)
    .replace(/1ᵉʳ (?=\p{L})/gu, `1ᵉʳ${space}`)
}

/** Makes a set of words: typesets every string in it, and every string that its functions return. */
export function words<T>(both: Readonly<Record<Language, T>>): Words<T> {
  return { fr: typesetAll(both.fr, 'fr'), en: typesetAll(both.en, 'en') } as Words<T>
}

function typesetAll(value: unknown, language: Language): unknown {
  if (typeof value === 'string') return typeset(value, language)
  if (typeof value === 'function') {
    const say = value as (...facts: unknown[]) => unknown
    return (...facts: unknown[]) => typesetAll(say(...facts), language)
  }
  if (Array.isArray(value)) return value.map((item) => typesetAll(item, language))
  if (isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typesetAll(item, language)]))
  }
  return value
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
