/** French (Québec) first, and English (Canada). */
export type Language = 'fr' | 'en'

/** The same sentence in each language: a translation that is missing does not compile. */
export type Words<T> = Readonly<Record<Language, T>>
