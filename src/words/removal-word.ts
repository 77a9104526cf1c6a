import type { Language } from './language.ts'

/** What a person types before everything is removed. */
export const removalWord: Readonly<Record<Language, string>> = { fr: 'RETIRER', en: 'REMOVE' }
