import { calendarDays, dayMs } from '#core/calendar-days.ts'
import { fingerprint } from '#core/fingerprint.ts'
import type { Handoff } from '#core/handoff/document.ts'
import { moment, readersZone } from '../format/dates.ts'
import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

type Shown = Pick<Handoff, 'environment' | 'applicationId' | 'tenantId' | 'profile' | 'practice' | 'secretExpiresAt'> &
  Pick<Handoff, 'createdAt' | 'organization' | 'contact' | 'caseNumber' | 'proof' | 'setUp'>

type Rows = readonly (readonly [label: string, value: string])[]

const fr = {
  keyMade: (
    file: string,
    publicKey: string,
    json: string,
  ) => `Clé privée écrite dans ${file}. Elle ouvre tous les fichiers scellés\u00a0: gardez-la en lieu sûr, et une copie hors ligne.
Clé publique\u00a0: ${publicKey}
Empreinte\u00a0: ${fingerprint(publicKey)}
À mettre dans «\u00a0recipients\u00a0» de build/cdid.json\u00a0:
${json}`,
  summary: (handoff: Shown, fingerprint: string, now: Date): Rows => [
    ...(handoff.practice ? ([['Exercice', 'oui\u00a0: rien de réel']] as const) : []),
    ['Organisation', handoff.organization.name],
    ['Domaine', handoff.organization.domain],
    ['ID de l’annuaire (locataire)', handoff.tenantId],
    ['ID d’application (client)', handoff.applicationId],
    ['Profil', handoff.profile],
    ...(handoff.setUp ? ([['Préparé', 'à la main, dans le centre d’administration']] as const) : []),
    ['Environnement (indice)', handoff.environment],
    ['Secret client', '•••• (jamais affiché)'],
    ['Échéance du secret', dated(handoff.secretExpiresAt, 'fr', now)],
    ['Créé', dated(handoff.createdAt, 'fr', now)],
    ['Preuve du jeton', dated(handoff.proof.token, 'fr', now)],
    ['Preuve de la boîte aux lettres', handoff.proof.mailbox ? dated(handoff.proof.mailbox, 'fr', now) : 'pas faite'],
    ['Personne-ressource', `${handoff.contact.name} <${handoff.contact.email}>`],
    ['Numéro de dossier', handoff.caseNumber ?? 'aucun'],
    ['Scellé pour la clé (empreinte)', fingerprint],
  ],
  codeToCompare: 'Code de contrôle, à comparer de vive voix avec l’administrateur (français, puis anglais)\u00a0:',
  codeAgrees: 'Le code de contrôle est le bon\u00a0:',
  difference: (change: 'added' | 'updated', environment: string, config: string) =>
    `${change === 'added' ? 'À ajouter pour' : 'À mettre à jour pour'} ${environment} dans ${config}\u00a0:`,
  merged: (change: 'added' | 'updated', config: string, backup: string) =>
    `${change === 'added' ? 'Entrée ajoutée à' : 'Entrée mise à jour dans'} ${config} (copie de secours\u00a0: ${backup})`,
  mergedNothing: (config: string) => `Rien à changer\u00a0: l’entrée est déjà dans ${config}, et rien n’a été écrit.`,
  nothingWritten: 'Rien n’a été écrit.',
  write: 'Écrire?',
  yesNo: '[o/N]',
  yes: /^(o|oui|y|yes)$/i,
  next: (command: string) => `Ensuite\u00a0: prextra-reception ${command}`,
  restart: 'Redémarrez le service Prextra Server pour qu’il lise la nouvelle configuration.',
  askCode: 'Code de contrôle que lit l’administrateur (huit mots; Entrée pour le comparer de vive voix)\u00a0: ',
  askPassphrase: 'Phrase de passe de la clé\u00a0: ',
  newPassphrase: 'Phrase de passe pour la nouvelle clé (Entrée pour en recevoir une)\u00a0: ',
  againPassphrase: 'La même encore une fois\u00a0: ',
  madePassphrase: (words: string) =>
    `Phrase de passe, affichée cette seule fois\u00a0: ${words}\nGardez-la ailleurs que la clé.`,
  token: (tenant: string) => `jeton obtenu du locataire ${tenant}, celui du dossier`,
  roles: (roles: string) => `autorisation ${roles}`,
  mailbox: (address: string) => `boîte aux lettres ${address} ouverte (aucun message lu)`,
  mailboxNotTried: 'boîte aux lettres pas essayée\u00a0: ajoutez --mailbox ADRESSE',
  mailboxNotOfProfile: 'boîte aux lettres pas essayée\u00a0: ce profil n’a pas d’appel qui ne lise rien',
  proxyIgnored:
    'Ce Node ne connaît pas le serveur mandataire (proxy) de HTTPS_PROXY\u00a0: lancez-le avec --use-env-proxy.',
  details: 'Détails',
  added: (environment: string, tenant: string) => `${environment} est au dossier, pour le locataire ${tenant}.`,
  confirmed: (file: string, to: string) =>
    `Courriel prêt dans ${file}, pour ${to}\u00a0: ouvrez-le, relisez-le et envoyez-le.`,
  undone: (config: string, backup: string) =>
    `${config} est comme avant le dernier ajout (copie de secours\u00a0: ${backup})`,
  toUndo: (environment: string, backup: string) =>
    `À défaire\u00a0: le dernier ajout, pour ${environment}, avec ${backup}`,
}

const en: typeof fr = {
  keyMade: (
    file,
    publicKey,
    json,
  ) => `Private key written to ${file}. It opens every sealed file: keep it safe, and a copy off line.
Public key: ${publicKey}
Fingerprint: ${fingerprint(publicKey)}
To put in “recipients” of build/cdid.json:
${json}`,
  summary: (handoff, fingerprint, now) => [
    ...(handoff.practice ? ([['Practice', 'yes: nothing real']] as const) : []),
    ['Organization', handoff.organization.name],
    ['Domain', handoff.organization.domain],
    ['Directory (tenant) ID', handoff.tenantId],
    ['Application (client) ID', handoff.applicationId],
    ['Profile', handoff.profile],
    ...(handoff.setUp ? ([['Set up', 'by hand, in the admin centre']] as const) : []),
    ['Environment (hint)', handoff.environment],
    ['Client secret', '•••• (never shown)'],
    ['Secret expires', dated(handoff.secretExpiresAt, 'en', now)],
    ['Created', dated(handoff.createdAt, 'en', now)],
    ['Token proof', dated(handoff.proof.token, 'en', now)],
    ['Mailbox proof', handoff.proof.mailbox ? dated(handoff.proof.mailbox, 'en', now) : 'not done'],
    ['Contact', `${handoff.contact.name} <${handoff.contact.email}>`],
    ['Case number', handoff.caseNumber ?? 'none'],
    ['Sealed to key (fingerprint)', fingerprint],
  ],
  codeToCompare: 'Control code, to compare by voice with the administrator (French, then English):',
  codeAgrees: 'The control code is the right one:',
  difference: (change, environment, config) =>
    `${change === 'added' ? 'To add for' : 'To update for'} ${environment} in ${config}:`,
  merged: (change, config, backup) =>
    `${change === 'added' ? 'Entry added to' : 'Entry updated in'} ${config} (backup: ${backup})`,
  mergedNothing: (config) => `Nothing to change: the entry is already in ${config}, and nothing was written.`,
  nothingWritten: 'Nothing was written.',
  write: 'Write?',
  yesNo: '[y/N]',
  yes: /^(o|oui|y|yes)$/i,
  next: (command) => `Next: prextra-reception ${command}`,
  restart: 'Restart the Prextra Server service so that it reads the new configuration.',
  askCode: 'Control code the administrator reads out (eight words; Enter to compare it by voice): ',
  askPassphrase: 'Passphrase of the key: ',
  newPassphrase: 'Passphrase for the new key (Enter to be given one): ',
  againPassphrase: 'The same once more: ',
  madePassphrase: (words) => `Passphrase, shown this once only: ${words}\nKeep it elsewhere than the key.`,
  token: (tenant) => `token obtained from tenant ${tenant}, the one in the records`,
  roles: (roles) => `permission ${roles}`,
  mailbox: (address) => `mailbox ${address} opened (no message read)`,
  mailboxNotTried: 'mailbox not tried: add --mailbox ADDRESS',
  mailboxNotOfProfile: 'mailbox not tried: this profile has no call that reads nothing',
  proxyIgnored: 'This Node does not know the proxy server of HTTPS_PROXY: run it with --use-env-proxy.',
  details: 'Details',
  added: (environment, tenant) => `${environment} is in the records, for tenant ${tenant}.`,
  confirmed: (file, to) => `E-mail ready in ${file}, for ${to}: open it, read it and send it.`,
  undone: (config, backup) => `${config} is as before the last merge (backup: ${backup})`,
  toUndo: (environment, backup) => `To undo: the last merge, for ${environment}, with ${backup}`,
}

/** What `prextra-reception` prints when all is well; its help, its list and its refusals are in files of their own. */
export const receptionWords: Words<typeof fr> = words({ fr, en })

const units = [
  ['day', dayMs],
  ['hour', dayMs / 24],
  ['minute', dayMs / 1440],
] as const

/** The instant in the reader's time zone, and how far it is from now. */
function dated(iso: string, language: Language, now: Date): string {
  const locale = language === 'fr' ? 'fr-CA' : 'en-CA'
  const at = new Date(iso)
  const away = at.getTime() - now.getTime()
  const [unit, ms] = units.find(([, size]) => Math.abs(away) >= size) ?? units[2]
  const count = unit === 'day' ? calendarDays(now, at, readersZone()) : Math.trunc(away / ms)
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(count, unit)
  return `${moment(at, language)} (${relative})`
}
