import type { Nature } from '../problems/natures.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr = {
  title: 'Documentation',
  /** The sections of the contents, in order. */
  sections: {
    start: 'Pour commencer',
    ways: 'Les façons de faire',
    steps: 'Chaque écran',
    know: 'À savoir',
    problems: 'Chaque message',
    policies: 'Chaque stratégie',
    cdid: 'Chez CDID',
  },
  contents: 'Table des matières',
  skip: 'Aller au texte',
  otherLanguage: 'English',
  search: 'Rechercher',
  searchNote: 'Un ou plusieurs mots, ou le code d’un message',
  found: 'Résultats',
  nothingFound: 'Aucune page ne contient tous ces mots.',
  previous: 'Page précédente',
  next: 'Page suivante',
  version: (version: string) => `Version ${version}`,
  problem: {
    heading: 'Ce que dit l’assistant',
    nature: 'De quoi il s’agit',
    advice: 'Que faire',
    numbers: 'Numéros de Microsoft qui mènent à ce message',
    code: 'Code à donner au soutien',
    more: 'Si cela ne suffit pas, copiez les détails affichés sous le message et écrivez à CDID. Ils ne contiennent aucun secret.',
  },
  /** What follows from the nature of a problem. */
  natures: {
    wait: 'Une attente normale : Microsoft n’a pas encore tout répondu. Réessayer plus tard, sans rien changer, peut suffire.',
    no: 'Un refus : réessayer sans rien changer ne suffira pas.',
    unknown:
      'L’assistant ne sait pas ce qui s’est passé. Il regarde d’abord ce qui existe avant de faire quoi que ce soit.',
    here: 'Vous pouvez corriger la situation vous-même, sur ce poste ou avec ce compte.',
    stopped: 'Un arrêt, demandé par une personne ou par un délai. Rien n’est en faute.',
  } satisfies Record<Nature, string>,
  natureColumns: ['Message', 'De quoi il s’agit'],
  natureNames: {
    wait: 'Attente',
    no: 'Refus',
    unknown: 'Inconnu',
    here: 'À corriger',
    stopped: 'Arrêt',
  } satisfies Record<Nature, string>,
  hosts: {
    caption: 'Les serveurs que l’assistant joint, en HTTPS, au port 443',
    columns: ['Nuage de Microsoft', 'Connexion et jetons', 'Microsoft Graph', 'Exchange Online'],
  },
  roles: {
    caption: 'Le rôle minimal de chaque tâche',
    columns: ['Tâche', 'Rôle minimal', 'Autres rôles qui conviennent'],
    rows: {
      register: 'Inscrire l’application et créer son secret',
      consent: 'Accorder le consentement administrateur (EWS)',
      consentGraph: 'Accorder les autorisations de Microsoft Graph',
      allowList: 'Ajouter l’application à la liste EWS, ou la limiter à un groupe',
      exemption: 'Exempter l’application d’une stratégie qui interdit les secrets',
    },
    both: (first: string, second: string) => `${first} et ${second}`,
  },
  permissionColumns: ['Autorisation', 'API', 'Ce qu’elle permet'],
  noPolicies: 'Cette version ne lit aucune stratégie d’entreprise.',
}

const en: typeof fr = {
  title: 'Documentation',
  sections: {
    start: 'Getting started',
    ways: 'Ways of working',
    steps: 'Every screen',
    know: 'Good to know',
    problems: 'Every message',
    policies: 'Every policy',
    cdid: 'At CDID',
  },
  contents: 'Contents',
  skip: 'Go to the text',
  otherLanguage: 'Français',
  search: 'Search',
  searchNote: 'One or more words, or the code of a message',
  found: 'Results',
  nothingFound: 'No page contains all of these words.',
  previous: 'Previous page',
  next: 'Next page',
  version: (version) => `Version ${version}`,
  problem: {
    heading: 'What the assistant says',
    nature: 'What it is',
    advice: 'What to do',
    numbers: 'Microsoft’s numbers that lead to this message',
    code: 'Code to give to support',
    more: 'If that is not enough, copy the details shown under the message and write to CDID. They contain no secret.',
  },
  natures: {
    wait: 'A normal wait: Microsoft has not finished answering. Trying again later, unchanged, may be enough.',
    no: 'A refusal: trying again unchanged will not help.',
    unknown: 'The assistant does not know what happened. It looks first at what exists, before it does anything.',
    here: 'You can put it right yourself, on this computer or with this account.',
    stopped: 'A stop, asked for by a person or by a time limit. Nothing is at fault.',
  },
  natureColumns: ['Message', 'What it is'],
  natureNames: { wait: 'Wait', no: 'Refusal', unknown: 'Unknown', here: 'To correct', stopped: 'Stop' },
  hosts: {
    caption: 'The servers that the assistant reaches, over HTTPS, at port 443',
    columns: ['Microsoft cloud', 'Sign-in and tokens', 'Microsoft Graph', 'Exchange Online'],
  },
  roles: {
    caption: 'The least privileged role for each task',
    columns: ['Task', 'Least privileged role', 'Other roles that will do'],
    rows: {
      register: 'Register the application and create its secret',
      consent: 'Grant admin consent (EWS)',
      consentGraph: 'Grant the Microsoft Graph permissions',
      allowList: 'Add the application to the EWS allow list, or limit it to a group',
      exemption: 'Exempt the application from a policy that forbids secrets',
    },
    both: (first, second) => `${first} and ${second}`,
  },
  permissionColumns: ['Permission', 'API', 'What it allows'],
  noPolicies: 'This version reads no company policy.',
}

/** What stands around the pages of the documentation, and on those that are made from `words`. The other pages are in `docs`. */
export const documentationWords: Words<typeof fr> = words({ fr, en })
