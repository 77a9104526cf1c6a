import type { Language } from '../../format/language.ts'

/** What a person types before everything is removed. */
export const removalWord: Readonly<Record<Language, string>> = { fr: 'RETIRER', en: 'REMOVE' }
