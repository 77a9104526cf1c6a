import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** What each application permission allows, in plain words, by the name Microsoft gives it. */
const permissions: Words<Readonly<Record<string, string>>> = words({
  fr: {
    full_access_as_app:
      'Lire et écrire dans toutes les boîtes aux lettres du locataire, par EWS, sans utilisateur connecté : courriels, calendriers, contacts, tâches.',
    'Calendars.ReadWrite': 'Lire et écrire tous les calendriers du locataire, sans utilisateur connecté.',
    'Contacts.ReadWrite': 'Lire et écrire tous les contacts des boîtes aux lettres, sans utilisateur connecté.',
    'Mail.ReadWrite':
      'Lire, créer, modifier et effacer des courriels dans toutes les boîtes aux lettres, sans en envoyer.',
    'MailboxSettings.Read': 'Lire les réglages des boîtes aux lettres : langue, fuseau horaire, heures de travail.',
    'User.Read.All': 'Lire le profil de tous les utilisateurs du locataire.',
  },
  en: {
    full_access_as_app:
      'Read and write in all mailboxes of the tenant, by EWS, with no user signed in: mail, calendars, contacts, tasks.',
    'Calendars.ReadWrite': 'Read and write all calendars of the tenant, with no user signed in.',
    'Contacts.ReadWrite': 'Read and write all contacts in the mailboxes, with no user signed in.',
    'Mail.ReadWrite': 'Read, create, change and delete mail in all mailboxes, without sending any.',
    'MailboxSettings.Read': 'Read the mailboxes’ settings: language, time zone, working hours.',
    'User.Read.All': 'Read the profile of every user of the tenant.',
  },
})

/** Returns what a permission allows, in plain words; Microsoft's own name for a permission of no profile. */
export function sayPermission(value: string, language: Language): string {
  return permissions[language][value] ?? value
}
