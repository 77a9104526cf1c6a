import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

interface ManagedWords {
  /** Said beside what the company's policy has set; `settings` are its names. */
  readonly managed: (settings: string) => string
}

export const managedWords: Words<ManagedWords> = words({
  fr: { managed: (settings) => `Géré par votre organisation : ${settings}.` },
  en: { managed: (settings) => `Managed by your organization: ${settings}.` },
})
