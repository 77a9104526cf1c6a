import { calendarDays, dayMs } from '#core/calendar-days.ts'
import { fingerprint } from '#core/fingerprint.ts'
import type { Handoff } from '#core/handoff/document.ts'
import { moment, readersZone } from '../format/dates.ts'
import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import { cloudNames } from '../portal/clouds.ts'

type Shown = Pick<
  Handoff,
  | 'environment'
  | 'applicationId'
  | 'tenantId'
  | 'profile'
  | 'cloud'
  | 'practice'
  | 'secretKeyId'
  | 'secretExpiresAt'
  | 'createdAt'
  | 'organization'
  | 'contact'
  | 'caseNumber'
  | 'proof'
  | 'setUp'
>

type Rows = readonly (readonly [label: string, value: string])[]

/** The key that opened a file: the fingerprint of its public side, and its file. */
interface Key {
  readonly fingerprint: string
  readonly file: string
}

/** What changes in a configuration, and where. */
interface Difference {
  readonly environment: string
  readonly config: string
  readonly list: string
  /** The line of the entry, or of the list that it is added to. */
  readonly line: number | null
}

/** What a killed run has left. */
interface Left {
  readonly environment: string
  readonly config: string
  readonly backup: string
}

type Change = 'added' | 'updated' | 'removed'

const fr = {
  keyMade: (
    file: string,
    publicKey: string,
  ) => `Clé privée écrite dans ${file}. Elle ouvre tous les fichiers scellés : conservez-la en lieu sûr, avec une copie hors ligne.
Clé publique : ${publicKey}
Empreinte : ${fingerprint(publicKey)}
À mettre dans « recipients » de build/cdid.json :`,
  summary: (handoff: Shown, key: Key, now: Date): Rows => [
    ...(handoff.practice ? ([['Exercice', 'oui : rien de réel']] as const) : []),
    ['Organisation', handoff.organization.name],
    ['Domaine', handoff.organization.domain],
    ['ID de l’annuaire (locataire)', handoff.tenantId],
    ...(handoff.cloud === 'public' ? [] : ([['Nuage Microsoft', cloudNames.fr[handoff.cloud]]] as const)),
    ['ID d’application (client)', handoff.applicationId],
    ['Profil', handoff.profile],
    ...(handoff.setUp ? ([['Préparé', 'à la main, dans le Centre d’administration']] as const) : []),
    ['Environnement (indice)', handoff.environment],
    ['Secret client', '•••• (jamais affiché)'],
    ['ID du secret', handoff.secretKeyId],
    ['Échéance du secret', dated(handoff.secretExpiresAt, 'fr', now)],
    ['Créé', dated(handoff.createdAt, 'fr', now)],
    ['Preuve du jeton', dated(handoff.proof.token, 'fr', now)],
    ['Preuve de la boîte aux lettres', handoff.proof.mailbox ? dated(handoff.proof.mailbox, 'fr', now) : 'pas faite'],
    ['Personne-ressource', `${handoff.contact.name} <${handoff.contact.email}>`],
    ['Numéro de dossier', handoff.caseNumber ?? 'aucun'],
    ['Scellé pour la clé (empreinte)', key.fingerprint],
    ['Ouvert avec la clé', key.file],
  ],
  codeToCompare: 'Code de contrôle, à comparer de vive voix avec l’administrateur (français, puis anglais) :',
  codeAgrees: 'Le code de contrôle est le bon :',
  fromFuture: (createdAt: string) =>
    `Ce fichier dit avoir été fait plus tard que maintenant (${moment(createdAt, 'fr')}) : une horloge est fausse, et sa date ne compte pas.`,
  difference: (change: Change, p: Difference) => {
    const at = p.line === null ? '' : `, ligne ${p.line}`
    const what = { added: 'À ajouter pour', updated: 'À mettre à jour pour', removed: 'À retirer pour' }[change]
    return `${what} ${p.environment} dans ${p.config} (${p.list}${at}) :`
  },
  secretFacts: (keyId: string, expiresAt: string, now: Date) =>
    `Secret ${keyId}, échéance ${dated(expiresAt, 'fr', now)}${endsSoon(expiresAt, now) ? ' : bientôt!' : ''}`,
  makesList: (place: string) =>
    `La liste ${place} n’existe pas : elle serait créée. Si ce n’est pas la bonne, aucun programme ne la lira.`,
  makeList: 'Créer cette nouvelle liste?',
  overlay: (file: string, line: number) =>
    `Attention : ${file} (ligne ${line}) contient aussi la liste. .NET superpose les deux, position par position, et mêle les clients.`,
  changed: (change: Change, config: string, backup: string) => {
    const what = { added: 'Entrée ajoutée à', updated: 'Entrée mise à jour dans', removed: 'Entrée retirée de' }[change]
    return `${what} ${config} (copie de secours : ${backup})`
  },
  mergedNothing: (config: string) => `Rien à changer : l’entrée est déjà dans ${config}, et rien n’a été écrit.`,
  removedNothing: (config: string) => `Rien à retirer : l’entrée n’est pas dans ${config}, et rien n’a été écrit.`,
  nothingWritten: 'Rien n’a été écrit.',
  write: 'Écrire?',
  yesNo: '[o/N]',
  yes: /^(o|oui|y|yes)$/i,
  next: 'Ensuite :',
  /** What stands, in a command to be pasted, for what the technician fills in. */
  example: { file: 'FICHIER.age', name: 'NOM', tenant: 'GUID' },
  restart: 'Redémarrez le service Prextra Server pour qu’il lise la nouvelle configuration.',
  settled: (outcome: 'done' | 'withdrawn' | 'unclear', p: Left) =>
    ({
      done: `Une commande interrompue avait changé ${p.config} pour ${p.environment} : le registre est maintenant complet.`,
      withdrawn: `Une commande interrompue n’avait rien changé dans ${p.config} pour ${p.environment} : elle est effacée.`,
      unclear: `Une commande interrompue pour ${p.environment} : ${p.config} a changé depuis. Comparez avec ${p.backup}, puis relancez la commande.`,
    })[outcome],
  lockTakenOver: (process: number, host: string) =>
    `Le verrou du processus ${process} sur ${host} n’a pas été renouvelé depuis deux minutes : il est repris.`,
  askCode: 'Code de contrôle que lit l’administrateur (huit mots; Entrée pour le comparer de vive voix) : ',
  askPassphrase: (file: string) => `Phrase de passe de la clé ${file} : `,
  wrongPassphrase: 'Ce n’est pas la bonne. Vérifiez la touche Verr. maj., puis essayez encore une fois.',
  newPassphrase: 'Phrase de passe pour la nouvelle clé (Entrée pour en recevoir une) : ',
  againPassphrase: 'La même encore une fois : ',
  madePassphrase: (words: string) =>
    `Phrase de passe, affichée cette seule fois : ${words}\nConservez-la ailleurs que la clé.`,
  token: (tenant: string) => `jeton obtenu du locataire ${tenant}, celui du registre`,
  roles: (roles: string) => `autorisation ${roles}`,
  mailbox: (address: string) => `boîte aux lettres ${address} ouverte (aucun message lu)`,
  mailboxNotTried: 'boîte aux lettres pas essayée : ajoutez --mailbox ADRESSE',
  mailboxNotOfProfile: 'boîte aux lettres pas essayée : ce profil n’a pas d’appel qui ne lise rien',
  proxyIgnored: 'Ce Node ne connaît pas le serveur mandataire (proxy) de HTTPS_PROXY : lancez-le avec --use-env-proxy.',
  details: 'Détails',
  added: (environment: string, tenant: string) => `${environment} est au registre, pour le locataire ${tenant}.`,
  toMove: (environment: string, from: string, to: string) =>
    `Au registre, ${environment} passerait du locataire ${from} au locataire ${to}; tout ce qui est noté du premier serait perdu.`,
  toRemove: (environment: string, tenant: string) =>
    `À retirer du registre : ${environment}, du locataire ${tenant}, avec tout ce qui en est noté.`,
  customerRemoved: (environment: string) => `${environment} n’est plus au registre.`,
  confirmed: (file: string, to: string) =>
    `Courriel prêt dans ${file}, pour ${to} : ouvrez-le, relisez-le et envoyez-le.`,
  renewalWritten: (environment: string, file: string) => `Courriel prêt pour ${environment} : ${file}`,
  renewalThere: (environment: string, file: string) => `Courriel déjà fait pour ${environment} : ${file}`,
  noContact: (environment: string) =>
    `${environment} n’a pas de personne-ressource au registre : ajoutez-la avec « customer add --contact ».`,
  undone: (config: string, backup: string) => `${config} est comme avant ce changement (copie de secours : ${backup})`,
  toUndo: (kind: 'merge' | 'remove', environment: string, backup: string) =>
    `À défaire : ${kind === 'merge' ? 'le dernier ajout' : 'le dernier retrait'}, pour ${environment}, avec ${backup}`,
  backupUnknown: 'Le registre ne connaît pas l’empreinte de cette copie de secours. Voici ce qui changerait :',
  moreLines: (count: number) => `et d’autres lignes (${count})`,
}

const en: typeof fr = {
  keyMade: (
    file,
    publicKey,
  ) => `Private key written to ${file}. It opens every sealed file: keep it safe, and a copy off line.
Public key: ${publicKey}
Fingerprint: ${fingerprint(publicKey)}
To put in “recipients” of build/cdid.json:`,
  summary: (handoff, key, now) => [
    ...(handoff.practice ? ([['Practice', 'yes: nothing real']] as const) : []),
    ['Organization', handoff.organization.name],
    ['Domain', handoff.organization.domain],
    ['Directory (tenant) ID', handoff.tenantId],
    ...(handoff.cloud === 'public' ? [] : ([['Microsoft cloud', cloudNames.en[handoff.cloud]]] as const)),
    ['Application (client) ID', handoff.applicationId],
    ['Profile', handoff.profile],
    ...(handoff.setUp ? ([['Set up', 'by hand, in the admin centre']] as const) : []),
    ['Environment (hint)', handoff.environment],
    ['Client secret', '•••• (never shown)'],
    ['Secret ID', handoff.secretKeyId],
    ['Secret expires', dated(handoff.secretExpiresAt, 'en', now)],
    ['Created', dated(handoff.createdAt, 'en', now)],
    ['Token proof', dated(handoff.proof.token, 'en', now)],
    ['Mailbox proof', handoff.proof.mailbox ? dated(handoff.proof.mailbox, 'en', now) : 'not done'],
    ['Contact', `${handoff.contact.name} <${handoff.contact.email}>`],
    ['Case number', handoff.caseNumber ?? 'none'],
    ['Sealed to key (fingerprint)', key.fingerprint],
    ['Opened with key', key.file],
  ],
  codeToCompare: 'Control code, to compare by voice with the administrator (French, then English):',
  codeAgrees: 'The control code is the right one:',
  fromFuture: (createdAt) =>
    `This file says that it was made later than now (${moment(createdAt, 'en')}): a clock is wrong, and its date does not count.`,
  difference: (change, p) => {
    const at = p.line === null ? '' : `, line ${p.line}`
    const what = { added: 'To add for', updated: 'To update for', removed: 'To remove for' }[change]
    return `${what} ${p.environment} in ${p.config} (${p.list}${at}):`
  },
  secretFacts: (keyId, expiresAt, now) =>
    `Secret ${keyId}, expires ${dated(expiresAt, 'en', now)}${endsSoon(expiresAt, now) ? ': soon!' : ''}`,
  makesList: (list) =>
    `There is no list ${list}: it would be created. If it is not the right one, no program will read it.`,
  makeList: 'Create this new list?',
  overlay: (file, line) =>
    `Careful: ${file} (line ${line}) contains the list as well. .NET lays one over the other, item by item, and mixes customers.`,
  changed: (change, config, backup) => {
    const what = { added: 'Entry added to', updated: 'Entry updated in', removed: 'Entry removed from' }[change]
    return `${what} ${config} (backup: ${backup})`
  },
  mergedNothing: (config) => `Nothing to change: the entry is already in ${config}, and nothing was written.`,
  removedNothing: (config) => `Nothing to remove: the entry is not in ${config}, and nothing was written.`,
  nothingWritten: 'Nothing was written.',
  write: 'Write?',
  yesNo: '[y/N]',
  yes: /^(o|oui|y|yes)$/i,
  next: 'Next:',
  example: { file: 'FILE.age', name: 'NAME', tenant: 'GUID' },
  restart: 'Restart the Prextra Server service so that it reads the new configuration.',
  settled: (outcome, p) =>
    ({
      done: `An interrupted command had changed ${p.config} for ${p.environment}: the records are complete now.`,
      withdrawn: `An interrupted command had changed nothing in ${p.config} for ${p.environment}: it is cleared away.`,
      unclear: `An interrupted command for ${p.environment}: ${p.config} has changed since. Compare it with ${p.backup}, then run the command again.`,
    })[outcome],
  lockTakenOver: (process, host) =>
    `The lock of process ${process} on ${host} was not refreshed for two minutes: it is taken over.`,
  askCode: 'Control code the administrator reads out (eight words; Enter to compare it by voice): ',
  askPassphrase: (file) => `Passphrase of the key ${file}: `,
  wrongPassphrase: 'That is not the right one. Check Caps Lock, then try once more.',
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
  toMove: (environment, from, to) =>
    `In the records, ${environment} would move from tenant ${from} to tenant ${to}; all that is noted of the first would be lost.`,
  toRemove: (environment, tenant) =>
    `To remove from the records: ${environment}, of tenant ${tenant}, with all that is noted of it.`,
  customerRemoved: (environment) => `${environment} is no longer in the records.`,
  confirmed: (file, to) => `E-mail ready in ${file}, for ${to}: open it, read it and send it.`,
  renewalWritten: (environment, file) => `E-mail ready for ${environment}: ${file}`,
  renewalThere: (environment, file) => `E-mail already made for ${environment}: ${file}`,
  noContact: (environment) => `${environment} has no contact in the records: add one with “customer add --contact”.`,
  undone: (config, backup) => `${config} is as before that change (backup: ${backup})`,
  toUndo: (kind, environment, backup) =>
    `To undo: the last ${kind === 'merge' ? 'merge' : 'removal'}, for ${environment}, with ${backup}`,
  backupUnknown: 'The records do not know the digest of this backup. This is what would change:',
  moreLines: (count) => `and more lines (${count})`,
}

/** What `prextra-reception` prints when all is well; its help, its list and its refusals are in files of their own. */
export const receptionWords: Words<typeof fr> = words({ fr, en })

/** A secret that ends within so many days is hardly worth merging. */
const soonDays = 14
const units = [
  ['day', dayMs],
  ['hour', dayMs / 24],
  ['minute', dayMs / 1440],
] as const

function endsSoon(iso: string, now: Date): boolean {
  return calendarDays(now, new Date(iso), readersZone()) <= soonDays
}

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
