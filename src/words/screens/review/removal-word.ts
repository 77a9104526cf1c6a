import type { Language, Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

/** The word a person types to confirm that everything is to be removed. */
export const removalWord: Words<string> = words({ fr: 'RETIRER', en: 'REMOVE' })

/** Whether that word was typed; spaces around it and small letters do not matter. */
export function isRemovalWord(typed: string, language: Language): boolean {
  return typed.trim().toLocaleUpperCase('fr') === removalWord[language]
}
