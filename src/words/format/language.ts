/** French (Québec) and English (Canada). */
export type Language = 'fr' | 'en'

export const otherLanguage = { fr: 'en', en: 'fr' } as const

declare const isSet: unique symbol

/**
 * A set of words: the same sentences in each language. Only `words()` of typography.ts makes one, which puts in the
 * spaces that do not break, and lets the tests find every set.
 */
export type Words<T> = Readonly<Record<Language, T>> & { readonly [isSet]: true }
