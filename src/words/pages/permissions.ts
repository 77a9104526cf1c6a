import type { Profile } from '#core/access/profile.ts'
import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import type { Block } from './document.ts'

/** What each application permission of a profile allows, in plain words, by the name Microsoft gives it. */
const plain: Words<Readonly<Record<string, string>>> = words({
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

const heads: Words<{ readonly caption: string; readonly columns: readonly string[] }> = words({
  fr: {
    caption: 'Autorisations d’application',
    columns: ['Autorisation', 'API', 'ID du rôle d’application', 'En clair'],
  },
  en: { caption: 'Application permissions', columns: ['Permission', 'API', 'App role ID', 'In plain words'] },
})

/** What a permission allows, by the name Microsoft gives it; that name where it is none of ours. */
export function permissionPlainly(value: string, language: Language): string {
  return plain[language][value] ?? value
}

/** What a profile grants: each permission by its name, its API, its id, and what it allows. */
export function permissionTable(permissions: Profile['permissions'], language: Language): Block {
  const rows = permissions.map(({ value, resourceName, appRoleId }) => ({
    cells: [`\`${value}\``, resourceName, `\`${appRoleId}\``, permissionPlainly(value, language)],
  }))
  return { kind: 'table', ...heads[language], rows }
}
