import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

export type ScriptKind = 'allow-list' | 'scope' | 'withdraw'

/** The file name of each script: the one it is saved under, and the one that its page says to run. */
export const scriptNames: Words<Readonly<Record<ScriptKind, string>>> = words({
  fr: {
    'allow-list': 'prextra-liste-ews.ps1',
    scope: 'prextra-limiter.ps1',
    withdraw: 'prextra-retirer.ps1',
  },
  en: {
    'allow-list': 'prextra-ews-allow-list.ps1',
    scope: 'prextra-limit.ps1',
    withdraw: 'prextra-withdraw.ps1',
  },
})
