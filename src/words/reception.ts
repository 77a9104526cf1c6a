import type { Handoff } from '#core/handoff.ts'
import { moment } from './dates.ts'
import type { Language, Words } from './language.ts'

type Shown = Pick<Handoff, 'environment' | 'applicationId' | 'tenantId' | 'profile' | 'practice' | 'secretExpiresAt'> &
  Pick<Handoff, 'createdAt' | 'organization' | 'contact' | 'caseNumber' | 'proof'>

type Rows = readonly (readonly [label: string, value: string])[]

const fr = {
  help: `prextra-reception\u00a0: recevoir, chez CDID, ce que l’assistant a scellé.

  prextra-reception keygen [--out FICHIER] [--practice]
      Fait la clé de CDID. La clé privée va dans FICHIER; la clé publique s’affiche.
  prextra-reception open FICHIER --identity CLÉ [--control-code "huit mots"] [--practice] [--json]
      Montre ce que contient un fichier scellé, sauf le secret.
  prextra-reception merge FICHIER --identity CLÉ --config CONFIG --environment NOM --tenant GUID
                          [--replace] [--also] [--practice]
      Ajoute ou met à jour l’entrée du client. NOM et GUID viennent du dossier de CDID.

  --language fr|en   langue des messages
Codes de sortie\u00a0: 0 fait, 1 refusé, 2 mauvaise utilisation.`,
  keyMade: (
    file: string,
    publicKey: string,
    json: string,
  ) => `Clé privée écrite dans ${file}. Elle ouvre tous les fichiers scellés\u00a0: gardez-la en lieu sûr, et une copie hors ligne.
Clé publique\u00a0: ${publicKey}
À mettre dans «\u00a0recipients\u00a0» de build/cdid.json\u00a0:
${json}`,
  summary: (handoff: Shown, fingerprint: string, now: Date): Rows => [
    ...(handoff.practice ? ([['Exercice', 'oui\u00a0: rien de réel']] as const) : []),
    ['Organisation', handoff.organization.name],
    ['Domaine', handoff.organization.domain],
    ['ID de l’annuaire (locataire)', handoff.tenantId],
    ['ID d’application (client)', handoff.applicationId],
    ['Profil', handoff.profile],
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
  merged: (change: 'added' | 'updated', config: string, backup: string) =>
    `${change === 'added' ? 'Entrée ajoutée à' : 'Entrée mise à jour dans'} ${config} (copie de secours\u00a0: ${backup})`,
  mergedNothing: (config: string) => `Rien à changer\u00a0: l’entrée est déjà dans ${config}, et rien n’a été écrit.`,
}

const en: typeof fr = {
  help: `prextra-reception: receive, at CDID, what the assistant sealed.

  prextra-reception keygen [--out FILE] [--practice]
      Makes CDID’s key. The private key goes to FILE; the public key is shown.
  prextra-reception open FILE --identity KEY [--control-code "eight words"] [--practice] [--json]
      Shows what a sealed file holds, but the secret.
  prextra-reception merge FILE --identity KEY --config CONFIG --environment NAME --tenant GUID
                          [--replace] [--also] [--practice]
      Adds or updates the customer’s entry. NAME and GUID come from CDID’s records.

  --language fr|en   language of the messages
Exit codes: 0 done, 1 refused, 2 wrong usage.`,
  keyMade: (
    file,
    publicKey,
    json,
  ) => `Private key written to ${file}. It opens every sealed file: keep it safe, and a copy off line.
Public key: ${publicKey}
To put in “recipients” of build/cdid.json:
${json}`,
  summary: (handoff, fingerprint, now) => [
    ...(handoff.practice ? ([['Practice', 'yes: nothing real']] as const) : []),
    ['Organization', handoff.organization.name],
    ['Domain', handoff.organization.domain],
    ['Directory (tenant) ID', handoff.tenantId],
    ['Application (client) ID', handoff.applicationId],
    ['Profile', handoff.profile],
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
  merged: (change, config, backup) =>
    `${change === 'added' ? 'Entry added to' : 'Entry updated in'} ${config} (backup: ${backup})`,
  mergedNothing: (config) => `Nothing to change: the entry is already in ${config}, and nothing was written.`,
}

/** What `prextra-reception` prints when all is well; its refusals are in `reception-problems.ts`. */
export const receptionWords: Words<typeof fr> = { fr, en }

const dayMs = 86_400_000
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
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(Math.trunc(away / ms), unit)
  return `${moment(at, language)} (${relative})`
}
