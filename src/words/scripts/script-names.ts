import type { Words } from '../format/language.ts'

export type ScriptKind = 'allow-list' | 'scope' | 'withdraw'

/** What a script's file is called when it is saved, and what the page that goes with it says to run. */
export const scriptNames: Words<Readonly<Record<ScriptKind, string>>> = {
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
}
