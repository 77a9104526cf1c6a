import type { DocumentName } from '#core/session/saved-document.ts'
import { secretReminderDays } from '../format/calendar.ts'
import type { Language, Words } from '../format/language.ts'
import { listed } from '../format/listed.ts'
import { scriptNames } from '../scripts/script-names.ts'
import { words } from '../format/typography.ts'

const reminderDays = (language: Language) => listed(secretReminderDays.map(String), language)

const fr = {
  title: 'À conserver',
  save: 'Enregistrer…',
  again: 'Enregistrer de nouveau…',
  saveFact: (name: string) => `Enregistrer : ${name}`,
  saved: (time: string, fileName: string) => `Enregistré à ${time} : ${fileName}`,
  /** The exports that stand in a list, each with its button. */
  rows: {
    report: { name: 'Rapport de configuration', note: 'PDF pour vos dossiers : ce qui a été fait, prouvé et remis' },
    security: { name: 'Fiche de sécurité', note: 'PDF : ce qui est accordé, limité, conservé, et comment le retirer' },
    'reminder-secret': {
      name: 'Rappel de l’échéance',
      note: `Calendrier : ${reminderDays('fr')} jours avant la fin du secret`,
    },
  },
  /** The exports that a line of text offers, with a link. */
  lines: {
    plan: {
      why: 'Quelqu’un d’autre doit approuver ce plan?',
      link: 'L’enregistrer en PDF, avec ce que l’accès permet…',
    },
    security: { why: 'Quelqu’un demande ce que cet accès permet?', link: 'Enregistrer la fiche de sécurité en PDF…' },
    'allow-list-script': {
      why: 'Le script complet, commenté, vérifie aussi le locataire et demande une confirmation si d’autres applications risquent de cesser de fonctionner.',
      link: 'Enregistrer le script…',
    },
    'scope-script': {
      why: 'Vous êtes administrateur Exchange?',
      link: 'Enregistrer le script…',
    },
    'withdraw-script': {
      why: 'Le script complet et commenté enlève aussi l’étendue.',
      link: 'Enregistrer le script…',
    },
    'reminder-check': { why: 'Pour ne pas l’oublier :', link: 'Enregistrer un rappel de calendrier…' },
    network: {
      why: 'La personne responsable du réseau demande un fichier?',
      link: 'Enregistrer le résultat en texte…',
    },
  },
  files: {
    report: 'prextra-rapport',
    security: 'prextra-securite',
    plan: 'prextra-plan',
    guide: 'prextra-guide',
    'reminder-secret': 'prextra-rappel-secret',
    'reminder-check': 'prextra-rappel-verification',
    network: 'prextra-connexion',
  },
}

const en: typeof fr = {
  title: 'To keep',
  save: 'Save…',
  again: 'Save again…',
  saveFact: (name) => `Save: ${name}`,
  saved: (time, fileName) => `Saved at ${time}: ${fileName}`,
  rows: {
    report: { name: 'Set-up report', note: 'PDF for your file: what was done, proven and handed over' },
    security: { name: 'Security sheet', note: 'PDF: what is granted, limited, kept, and how to remove it' },
    'reminder-secret': { name: 'Expiry reminder', note: `Calendar: ${reminderDays('en')} days before the secret ends` },
  },
  lines: {
    plan: {
      why: 'Does somebody else have to approve this plan?',
      link: 'Save it as PDF, with what the access allows…',
    },
    security: { why: 'Does somebody ask what this access allows?', link: 'Save the security sheet as PDF…' },
    'allow-list-script': {
      why: 'The whole, commented script also checks the tenant, and asks for confirmation if other applications may stop working.',
      link: 'Save the script…',
    },
    'scope-script': { why: 'Are you an Exchange administrator?', link: 'Save the script…' },
    'withdraw-script': { why: 'The whole, commented script removes the scope too.', link: 'Save the script…' },
    'reminder-check': { why: 'So as not to forget:', link: 'Save a calendar reminder…' },
    network: { why: 'Does the person responsible for the network ask for a file?', link: 'Save the result as text…' },
  },
  files: {
    report: 'prextra-report',
    security: 'prextra-security',
    plan: 'prextra-plan',
    guide: 'prextra-guide',
    'reminder-secret': 'prextra-secret-reminder',
    'reminder-check': 'prextra-check-reminder',
    network: 'prextra-connection',
  },
}

/** What a person saves for their own files, on every screen that offers it. */
export const exportWords: Words<typeof fr> = words({ fr, en })

const scriptKinds = {
  'allow-list-script': 'allow-list',
  'scope-script': 'scope',
  'withdraw-script': 'withdraw',
} as const

/** Returns the file name of an export, without its ending. A script has the name that its page says to run. */
export function exportFileName(document: DocumentName, domain: string, at: Date, language: Language): string {
  if (document in scriptKinds) {
    return scriptNames[language][scriptKinds[document as keyof typeof scriptKinds]].replace(/\.ps1$/, '')
  }
  const stem = exportWords[language].files[document as keyof (typeof fr)['files']]
  const two = (part: number) => String(part).padStart(2, '0')
  const date = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`
  return [stem, domain, date].filter((part) => part !== '').join('-')
}
