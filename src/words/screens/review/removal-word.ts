import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

/** The word a person types to confirm that everything is to be removed. */
export const removalWord: Words<string> = words({ fr: 'RETIRER', en: 'REMOVE' })
