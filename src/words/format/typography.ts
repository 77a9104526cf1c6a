import type { Language, Words } from './language.ts'

const space = '\u00a0'
const units = 's|min|h|mois|jours?|heures?|minutes?|secondes?|ko|Mo|kB|MB|days?|months?|hours?|seconds?|words?|mots'

/**
 * Sentences are written with ordinary spaces; here they get the ones that do not break: before a colon and inside
 * guillemets in French, between a number and its unit in both languages.
 */
export function typeset(text: string, language: Language): string {
  const joined = text
    .replace(new RegExp(`(\\d) (?=(${units})(?![\\p{L}\\d]))`, 'gu'), `$1${space}`)
    .replace(/(\d)[ \u00a0]h (?=\d)/g, `$1${space}h${space}`)
    .replace(/ · /g, `${space}· `)
  if (language === 'en') return joined
  return joined
    .replace(/ :/g, `${space}:`)
    .replace(/« /g, `«${space}`)
    .replace(/ »/g, `${space}»`)
    .replace(/1ᵉʳ (?=\p{L})/gu, `1ᵉʳ${space}`)
}

/** The same words, typeset: every string in them, and every string their functions return. */
export function words<T>(both: Words<T>): Words<T> {
  return { fr: deep(both.fr, 'fr') as T, en: deep(both.en, 'en') as T }
}

function deep(value: unknown, language: Language): unknown {
  if (typeof value === 'string') return typeset(value, language)
  if (typeof value === 'function') {
    const say = value as (...facts: unknown[]) => unknown
    return (...facts: unknown[]) => deep(say(...facts), language)
  }
  if (Array.isArray(value)) return value.map((item) => deep(item, language))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deep(item, language)]))
  }
  return value
}
