import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** What `prextra-reception doctor` can find. */
export type Finding =
  | { readonly about: 'version'; readonly version: string; readonly node: string; readonly executable: boolean }
  | { readonly about: 'elevated' | 'not-elevated' | 'rights-copied' }
  | { readonly about: 'no-key' | 'no-records' | 'no-configuration' | 'clock' | 'proxy-ignored' }
  | { readonly about: 'key-protected' | 'key-unprotected' | 'not-writable'; readonly file: string }
  | { readonly about: 'key-readable'; readonly file: string; readonly others: string }
  | { readonly about: 'records'; readonly file: string; readonly customers: number }
  | { readonly about: 'names-alike'; readonly names: string }
  | { readonly about: 'unfinished'; readonly environment: string; readonly config: string }
  | { readonly about: 'configuration'; readonly file: string; readonly entries: number; readonly list: string }
  | { readonly about: 'no-list'; readonly file: string; readonly list: string }
  | { readonly about: 'list-elsewhere'; readonly list: string }
  | { readonly about: 'overlay'; readonly file: string; readonly line: number }
  | { readonly about: 'backups'; readonly count: number }
  | { readonly about: 'stale-lock' | 'lock'; readonly file: string; readonly process: number; readonly host: string }
  | { readonly about: 'variable'; readonly name: string }
  | { readonly about: 'proxy'; readonly variable: string }
  | { readonly about: 'reached'; readonly host: string }
  | { readonly about: 'not-reached'; readonly host: string; readonly reason: string }
  | { readonly about: 'clock-off'; readonly minutes: number }

type Sentences = { readonly [Kind in Finding as Kind['about']]: (facts: Kind) => string }

const fr: Sentences = {
  version: (p) => `prextra-reception ${p.version}, Node ${p.node}${p.executable ? ' (exécutable)' : ''}`,
  elevated: () => 'Session d’administrateur.',
  'not-elevated': () => 'Session sans droits d’administrateur : les fichiers du serveur peuvent les exiger.',
  'rights-copied': () => 'icacls copie les droits d’un fichier.',
  'no-key': () => 'Aucune clé : nommez-la avec --identity ou PREXTRA_IDENTITY.',
  'no-records': () => 'Aucun registre : nommez-le avec --records ou PREXTRA_RECORDS.',
  'no-configuration': () => 'Aucune configuration : nommez-la avec --config ou PREXTRA_CONFIG.',
  clock: () => 'L’horloge s’accorde avec celle de Microsoft.',
  'proxy-ignored': () => 'Ce Node ne connaît pas le serveur mandataire (proxy) : lancez-le avec --use-env-proxy.',
  'key-protected': (p) => `Clé protégée par une phrase de passe : ${p.file}`,
  'key-unprotected': (p) => `Clé sans phrase de passe : ${p.file}`,
  'not-writable': (p) => `Votre compte ne peut pas écrire dans ${p.file} : rien ne pourrait être ajouté.`,
  'key-readable': (p) =>
    `D’autres comptes peuvent lire la clé ${p.file} (${p.others}) : retirez-leur ce droit, ou faites une nouvelle clé.`,
  records: (p) => `Registre : ${p.file} (clients : ${p.customers})`,
  'names-alike': (p) => `Des noms se lisent de la même façon : ${p.names}. Écrivez-les exactement.`,
  unfinished: (p) =>
    `Un changement pour ${p.environment} dans ${p.config} n’est pas terminé : la prochaine commande le terminera.`,
  configuration: (p) => `Configuration : ${p.file}, liste ${p.list} (entrées : ${p.entries})`,
  'no-list': (p) => `${p.file} n’a pas de liste ${p.list} : vérifiez --at.`,
  'list-elsewhere': (p) => `Une liste de clients se trouve à ${p.list} : ajoutez --at ${p.list}.`,
  overlay: (p) =>
    `${p.file} (ligne ${p.line}) contient aussi la liste : .NET superpose les deux, position par position, et mêle les clients.`,
  backups: (p) => `Copies de secours à côté de la configuration : ${p.count}`,
  'stale-lock': (p) =>
    `Un verrou est resté (processus ${p.process} sur ${p.host}), sans effet : la prochaine commande le reprend. ${p.file}`,
  lock: (p) => `Une autre commande travaille en ce moment (processus ${p.process} sur ${p.host}). ${p.file}`,
  variable: (p) => `La variable ${p.name} remplace une partie de la liste quand le serveur la voit : retirez-la.`,
  proxy: (p) => `Le réseau passe par le serveur mandataire (proxy) de ${p.variable}.`,
  reached: (p) => `${p.host} répond.`,
  'not-reached': (p) => `${p.host} ne répond pas (${p.reason}) : vérifiez le réseau et HTTPS_PROXY.`,
  'clock-off': (p) => `L’horloge de ce poste a ${p.minutes} min d’écart avec celle de Microsoft : mettez-la à l’heure.`,
}

const en: Sentences = {
  version: (p) => `prextra-reception ${p.version}, Node ${p.node}${p.executable ? ' (executable)' : ''}`,
  elevated: () => 'An administrator’s session.',
  'not-elevated': () => 'A session without an administrator’s rights: the server’s files may require them.',
  'rights-copied': () => 'icacls copies the rights of a file.',
  'no-key': () => 'No key: name it with --identity or PREXTRA_IDENTITY.',
  'no-records': () => 'No records: name them with --records or PREXTRA_RECORDS.',
  'no-configuration': () => 'No configuration: name it with --config or PREXTRA_CONFIG.',
  clock: () => 'The clock agrees with Microsoft’s.',
  'proxy-ignored': () => 'This Node does not know the proxy server: run it with --use-env-proxy.',
  'key-protected': (p) => `Key protected by a passphrase: ${p.file}`,
  'key-unprotected': (p) => `Key without a passphrase: ${p.file}`,
  'not-writable': (p) => `Your account cannot write to ${p.file}: nothing could be added.`,
  'key-readable': (p) =>
    `Other accounts can read the key ${p.file} (${p.others}): take that right from them, or make a new key.`,
  records: (p) => `Records: ${p.file} (customers: ${p.customers})`,
  'names-alike': (p) => `Some names read alike: ${p.names}. Spell them exactly.`,
  unfinished: (p) => `A change for ${p.environment} in ${p.config} is unfinished: the next command finishes it.`,
  configuration: (p) => `Configuration: ${p.file}, list ${p.list} (entries: ${p.entries})`,
  'no-list': (p) => `${p.file} has no list ${p.list}: check --at.`,
  'list-elsewhere': (p) => `A list of customers is at ${p.list}: add --at ${p.list}.`,
  overlay: (p) =>
    `${p.file} (line ${p.line}) contains the list as well: .NET lays one over the other, item by item, and mixes customers.`,
  backups: (p) => `Backups beside the configuration: ${p.count}`,
  'stale-lock': (p) =>
    `A lock was left (process ${p.process} on ${p.host}) and stops nobody: the next command takes it over. ${p.file}`,
  lock: (p) => `Another command is at work right now (process ${p.process} on ${p.host}). ${p.file}`,
  variable: (p) => `The variable ${p.name} replaces a part of the list where the server sees it: remove it.`,
  proxy: (p) => `The network goes through the proxy server of ${p.variable}.`,
  reached: (p) => `${p.host} answers.`,
  'not-reached': (p) => `${p.host} does not answer (${p.reason}): check the network and HTTPS_PROXY.`,
  'clock-off': (p) => `This computer’s clock is ${p.minutes} min off from Microsoft’s: set it right.`,
}

const sets: Words<Sentences> = words({ fr, en })

/** Returns the sentence of a finding. */
export function sayFinding(finding: Finding, language: Language): string {
  const say = sets[language][finding.about] as (facts: Finding) => string
  return say(finding)
}
