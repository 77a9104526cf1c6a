import type { DocumentName } from '#core/take-away.ts'
import type { Language, Words } from './language.ts'
import { scriptNames } from './scripts/script-names.ts'
import { words } from './typography.ts'

/** One document, as a screen offers it. */
export interface DocumentWords {
  readonly name: string
  readonly note: string
}

const fr = {
  title: 'À conserver',
  save: 'Enregistrer…',
  again: 'Enregistrer de nouveau…',
  saveFact: (name: string) => `Enregistrer : ${name}`,
  saved: (fileName: string, time: string) => `Enregistré à ${time} sous le nom ${fileName}`,
  wholeScript: 'Enregistrer le script complet…',
  documents: {
    report: { name: 'Rapport de configuration', note: 'PDF pour vos dossiers : ce qui a été fait, prouvé et remis' },
    security: {
      name: 'Fiche de sécurité',
      note: 'PDF pour la personne responsable de la sécurité : ce qui est accordé, limité, gardé',
    },
    plan: {
      name: 'Plan à approuver',
      note: 'PDF à montrer à votre direction ou à la personne responsable de la sécurité',
    },
    'allow-list-script': {
      name: 'Script de la liste EWS',
      note: 'À exécuter par un administrateur Exchange; demande un oui avant d’écrire',
    },
    'scope-script': {
      name: 'Script de la limite',
      note: 'À exécuter par un administrateur Exchange; essaie la limite sur deux boîtes',
    },
    'withdraw-script': {
      name: 'Script de retrait',
      note: 'La version complète : garde une copie de la liste et enlève aussi l’étendue et l’attribution de rôle',
    },
    'reminder-secret': {
      name: 'Rappel de l’échéance du secret',
      note: 'Pour votre calendrier : 30, 14 et 7 jours avant',
    },
    'reminder-check': {
      name: 'Rappel de vérifier de nouveau',
      note: 'Pour votre calendrier : demain au plus tard',
    },
  } satisfies Record<DocumentName, DocumentWords>,
  files: {
    report: 'prextra-rapport',
    security: 'prextra-securite',
    plan: 'prextra-plan',
    'reminder-secret': 'prextra-rappel-secret',
    'reminder-check': 'prextra-rappel-verification',
  },
}

const en: typeof fr = {
  title: 'To keep',
  save: 'Save…',
  again: 'Save again…',
  saveFact: (name) => `Save: ${name}`,
  saved: (fileName, time) => `Saved at ${time} as ${fileName}`,
  wholeScript: 'Save the whole script…',
  documents: {
    report: { name: 'Set-up report', note: 'PDF for your file: what was done, proven and handed over' },
    security: {
      name: 'Security sheet',
      note: 'PDF for whoever answers for security: what is granted, limited, kept',
    },
    plan: { name: 'Plan to approve', note: 'PDF to show to your management or to whoever answers for security' },
    'allow-list-script': {
      name: 'EWS allow list script',
      note: 'For an Exchange administrator to run; asks for a yes before it writes',
    },
    'scope-script': {
      name: 'Limit script',
      note: 'For an Exchange administrator to run; tests the limit on two mailboxes',
    },
    'withdraw-script': {
      name: 'Removal script',
      note: 'The whole version: keeps a copy of the list, and removes the scope and the role assignment too',
    },
    'reminder-secret': {
      name: 'Reminder that the secret expires',
      note: 'For your calendar: 30, 14 and 7 days before',
    },
    'reminder-check': { name: 'Reminder to check again', note: 'For your calendar: tomorrow at the latest' },
  },
  files: {
    report: 'prextra-report',
    security: 'prextra-security',
    plan: 'prextra-plan',
    'reminder-secret': 'prextra-secret-reminder',
    'reminder-check': 'prextra-check-reminder',
  },
}

export const documentWords: Words<typeof fr> = words({ fr, en })

const scriptKinds = {
  'allow-list-script': 'allow-list',
  'scope-script': 'scope',
  'withdraw-script': 'withdraw',
} as const

/** What a document's file is called, without its ending. A script keeps the name that the page beside it says to run. */
export function documentFileName(document: DocumentName, domain: string, at: Date, language: Language): string {
  if (document in scriptKinds) {
    return scriptNames[language][scriptKinds[document as keyof typeof scriptKinds]].replace(/\.ps1$/, '')
  }
  const stem = documentWords[language].files[document as keyof (typeof fr)['files']]
  const two = (part: number) => String(part).padStart(2, '0')
  return `${stem}-${domain}-${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`
}
