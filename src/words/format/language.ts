import type { Language } from '#core/language.ts'

export type { Language }

export function otherLanguage(language: Language): Language {
  return language === 'fr' ? 'en' : 'fr'
}

/** Returns the BCP 47 tag of a language as it is written in Canada: `fr-CA`. */
export function localeOf(language: Language): string {
  return `${language}-CA`
}

declare const isSet: unique symbol

/**
 * A set of words: the same sentences in each language. Only `words()` of typography.ts makes one, which puts in the
 * spaces that do not break, and lets the tests find every set.
 */
export type Words<T> = Readonly<Record<Language, T>> & { readonly [isSet]: true }
