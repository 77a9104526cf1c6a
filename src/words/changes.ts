import type { Change, RemovalReason } from '#core/change.ts'
import { day } from './dates.ts'
import type { Language, Words } from './language.ts'
import { words } from './typography.ts'

/** One change, before and after it is made, and the line under it. */
export interface ChangeWords {
  readonly toDo: string
  readonly done: string
  readonly note: string
  /** What Microsoft's id of the thing is called. */
  readonly idName: string
}

type Kind = Change['kind']
type Teller = { readonly [K in Kind]: (change: Extract<Change, { kind: K }>) => ChangeWords }

const why: Words<Readonly<Record<RemovalReason, string>>> = words({
  fr: {
    'nobody-holds-it': 'Jamais remis à CDID, et sa valeur n’est pas sur ce poste : personne ne peut s’en servir',
    expired: 'Expiré, et jamais remis à CDID',
    superseded: 'Jamais remis à CDID, et remplacé par un plus récent',
  },
  en: {
    'nobody-holds-it': 'Never handed to CDID, and its value is not on this computer: nobody can use it',
    expired: 'Expired, and never handed to CDID',
    superseded: 'Never handed to CDID, and replaced by a newer one',
  },
})

/** The APIs whose permissions we grant, by Microsoft's ids. */
const apis: Readonly<Record<string, string>> = {
  '00000002-0000-0ff1-ce00-000000000000': 'Office 365 Exchange Online',
  '00000003-0000-0000-c000-000000000000': 'Microsoft Graph',
}

const tellers: Words<Teller> = words({
  fr: {
    'create-application': ({ displayName }) => ({
      toDo: 'Inscription d’application',
      done: 'Application inscrite',
      note: displayName,
      idName: 'ID d’application (client)',
    }),
    'update-application': ({ redirectUris, permissions, tags }) => ({
      toDo: 'Inscription d’application',
      done: 'Inscription d’application corrigée',
      note: `À ajouter : ${[...redirectUris, ...permissions, ...tags].join(', ')}`,
      idName: 'ID d’objet',
    }),
    'create-service-principal': () => ({
      toDo: 'Application d’entreprise',
      done: 'Application d’entreprise créée',
      note: 'Le compte de service de l’application (principal de service)',
      idName: 'Principal de service',
    }),
    grant: ({ value, resourceAppId }) => ({
      toDo: 'Consentement administrateur',
      done: 'Consentement administrateur accordé',
      note: `${value} sur ${apis[resourceAppId] ?? resourceAppId}`,
      idName: 'Attribution',
    }),
    'create-secret': ({ expiresAt }) => ({
      toDo: 'Secret client',
      done: 'Secret client créé et gardé par Windows',
      note: `Créé en dernier, gardé aussitôt par Windows, jamais affiché · expire le ${day(expiresAt, 'fr')}`,
      idName: 'ID du secret',
    }),
    'remove-secret': (change) => ({
      toDo: 'Ancien secret client',
      done: 'Ancien secret client retiré',
      note: why.fr[change.why],
      idName: 'ID du secret',
    }),
  },
  en: {
    'create-application': ({ displayName }) => ({
      toDo: 'App registration',
      done: 'Application registered',
      note: displayName,
      idName: 'Application (client) ID',
    }),
    'update-application': ({ redirectUris, permissions, tags }) => ({
      toDo: 'App registration',
      done: 'App registration corrected',
      note: `To add: ${[...redirectUris, ...permissions, ...tags].join(', ')}`,
      idName: 'Object ID',
    }),
    'create-service-principal': () => ({
      toDo: 'Enterprise application',
      done: 'Enterprise application created',
      note: 'The application’s service account (service principal)',
      idName: 'Service principal',
    }),
    grant: ({ value, resourceAppId }) => ({
      toDo: 'Admin consent',
      done: 'Admin consent granted',
      note: `${value} on ${apis[resourceAppId] ?? resourceAppId}`,
      idName: 'Assignment',
    }),
    'create-secret': ({ expiresAt }) => ({
      toDo: 'Client secret',
      done: 'Client secret created and kept by Windows',
      note: `Created last, kept at once by Windows, never shown · expires on ${day(expiresAt, 'en')}`,
      idName: 'Secret ID',
    }),
    'remove-secret': (change) => ({
      toDo: 'Old client secret',
      done: 'Old client secret removed',
      note: why.en[change.why],
      idName: 'Secret ID',
    }),
  },
})

/** Total over every kind of change: a new one without words does not compile. */
export function sayChange(change: Change, language: Language): ChangeWords {
  const say = tellers[language][change.kind] as (of: Change) => ChangeWords
  return say(change)
}
