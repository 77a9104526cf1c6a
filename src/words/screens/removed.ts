import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr = {
  heading: 'Tout est retiré',
  lead: (organization: string) => `L’assistant a relu **${organization}** : il n’y reste rien de ce qu’il avait créé.`,
  list: 'Ce qui a été retiré',
  restore:
    'Microsoft conserve l’application 30 jours parmi les applications supprimées. D’ici là, une nouvelle configuration dans ce locataire proposera de la restaurer.',
  released: 'L’application que quelqu’un avait créée à la main est restée, avec ses autorisations.',
  stays: 'Ce qui reste à enlever dans Exchange Online',
  run: 'Un administrateur Exchange exécute ces lignes dans PowerShell',
  runNote: 'L’assistant ne peut pas modifier ces réglages d’Exchange. Ils ne donnent plus accès à rien.',
  runNoteReleased:
    'L’assistant ne peut pas modifier ces réglages d’Exchange. Laissez-les si l’application sert encore à autre chose.',
  script: 'Commandes PowerShell',
  signIn: (name: string) =>
    `L’application d’entreprise « ${name} » reste : c’est une application de Microsoft, que d’autres outils peuvent utiliser.`,
  home: 'Retour à l’accueil',
  close: 'Fermer',
}

const en: typeof fr = {
  heading: 'Everything is removed',
  lead: (organization) => `The assistant read **${organization}** again: nothing of what it had created is left there.`,
  list: 'What was removed',
  restore:
    'Microsoft keeps the application for 30 days among the deleted ones. Until then, a new set-up in this tenant will offer to restore it.',
  released: 'The application that somebody had made by hand stays, with its permissions.',
  stays: 'What is left to remove in Exchange Online',
  run: 'An Exchange administrator runs these lines in PowerShell',
  runNote: 'The assistant cannot change these Exchange settings. They no longer give access to anything.',
  runNoteReleased:
    'The assistant cannot change these Exchange settings. Leave them if the application is still used for something else.',
  script: 'PowerShell commands',
  signIn: (name) =>
    `The enterprise application “${name}” stays: it is a Microsoft application, which other tools may use.`,
  home: 'Back to welcome',
  close: 'Close',
}

/** The screen after everything was removed (R3). */
export const removedWords: Words<typeof fr> = words({ fr, en })
