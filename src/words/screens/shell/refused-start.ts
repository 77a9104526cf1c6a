import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

interface RefusedStart {
  readonly title: string
  /** `name` is the switch or the variable as it was given. */
  readonly switch: (name: string) => string
  readonly variable: (name: string) => string
}

/** Said when the assistant does not open because of how it was started. Both languages are shown: none is chosen yet. */
export const refusedStartWords: Words<RefusedStart> = words({
  fr: {
    title: 'L’assistant ne s’est pas ouvert',
    switch: (name) =>
      `L’assistant refuse l’option ${name}, qui peut l’ouvrir, le détourner ou l’affaiblir. Rien n’a été fait. Ouvrez-le depuis le menu Démarrer, sans option.`,
    variable: (name) =>
      `L’assistant refuse la variable d’environnement ${name}, qui agit sur lui avant qu’il puisse s’en protéger. Rien n’a été fait. Retirez cette variable, puis ouvrez-le de nouveau.`,
  },
  en: {
    title: 'The assistant did not open',
    switch: (name) =>
      `The assistant refuses the option ${name}, which can open it up, redirect it or weaken it. Nothing was done. Open it from the Start menu, without options.`,
    variable: (name) =>
      `The assistant refuses the environment variable ${name}, which acts on it before it can protect itself. Nothing was done. Remove that variable, then open the assistant again.`,
  },
})
