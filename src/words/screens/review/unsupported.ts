import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

const fr = {
  warning:
    '**Prextra n’utilise pas encore Microsoft Graph.** Avec ces autorisations seules, la synchronisation ne fonctionnera pas.',
  accept: 'CDID m’a demandé d’accorder ces autorisations',
  missing: 'Cochez d’abord la case de l’avertissement.',
}

const en: typeof fr = {
  warning: '**Prextra does not use Microsoft Graph yet.** With these permissions alone, synchronization will not work.',
  accept: 'CDID asked me to grant these permissions',
  missing: 'First tick the box of the warning.',
}

/** The warning before permissions that Prextra does not use yet are granted (A2). */
export const unsupportedWords: Words<typeof fr> = words({ fr, en })
