import { scopedTag } from '#core/provision/tags.ts'
import { profiles, type Profile } from '#core/access/profile.ts'
import type { Change, RemovalReason } from '#core/provision/change.ts'
import { day } from '../../format/dates.ts'
import type { Language, Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'
import type { planItemWords } from './plan-items.ts'

/** What is said of one change. */
export interface ChangeWords {
  /** Its title before it is made. */
  readonly toDo: string
  /** Its title after it was made. */
  readonly done: string
  /** The line under the title. */
  readonly note: string
  /** The name of the id that Microsoft gives to what was made. */
  readonly idName: string
}

/** What is done by each kind of change, as the plan's table and page name it. */
export const changeActions = {
  'create-application': 'create',
  'update-application': 'correct',
  'restore-application': 'restore',
  'create-service-principal': 'create',
  'enable-service-principal': 'enable',
  grant: 'grant',
  'remove-grant': 'remove',
  'widen-application': 'correct',
  'create-secret': 'create',
  'end-exemption': 'remove',
  'remove-secret': 'remove',
  'remove-application': 'remove',
  'release-application': 'remove',
  'remove-sign-in-entry': 'remove',
} as const satisfies Record<Change['kind'], keyof (typeof planItemWords)['fr']['actions']>

type Kind = Change['kind']
type Teller = { readonly [K in Kind]: (change: Extract<Change, { kind: K }>) => ChangeWords }

const why: Words<Readonly<Record<RemovalReason, string>>> = words({
  fr: {
    'nobody-holds-it': 'Jamais remis à CDID, et sa valeur n’est pas sur ce poste : personne ne peut l’utiliser',
    expired: 'Expiré, et jamais remis à CDID',
    superseded: 'Remplacé par un plus récent; s’il avait été remis à CDID, elle a confirmé son remplaçant',
    'asked-for': 'Avec sa copie, si Windows en conserve une dans votre profil',
  },
  en: {
    'nobody-holds-it': 'Never handed to CDID, and its value is not on this computer: nobody can use it',
    expired: 'Expired, and never handed to CDID',
    superseded: 'Replaced by a newer one; if it had been handed to CDID, CDID confirmed what replaces it',
    'asked-for': 'With its copy, if Windows keeps one in your profile',
  },
})

/** Returns the name of an API whose permissions are granted; its id when no profile has permissions of that API. */
function apiName(resourceAppId: string): string {
  const permissions = Object.values<Profile>(profiles).flatMap((profile) => profile.permissions)
  return permissions.find((permission) => permission.resourceAppId === resourceAppId)?.resourceName ?? resourceAppId
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
    'restore-application': () => ({
      toDo: 'Inscription d’application',
      done: 'Application restaurée',
      note: 'À restaurer depuis les applications supprimées, avec son contenu',
      idName: 'ID d’application (client)',
    }),
    'remove-application': (change) => ({
      toDo: change.why === 'duplicate' ? 'Inscription en double' : 'Inscription d’application',
      done: change.why === 'duplicate' ? 'Inscription en double retirée' : 'Application retirée',
      note:
        change.why === 'duplicate'
          ? 'Créée par l’assistant quand la première n’était pas encore visible; rien n’en a été remis à CDID'
          : 'Avec son application d’entreprise, son consentement et ses secrets. Microsoft la conserve 30 jours parmi les supprimées',
      idName: 'ID d’application (client)',
    }),
    'release-application': () => ({
      toDo: 'Étiquettes de l’assistant',
      done: 'Étiquettes retirées; l’application reste',
      note: 'L’application avait été créée à la main : elle reste, sans les étiquettes de l’assistant',
      idName: 'ID d’application (client)',
    }),
    'remove-sign-in-entry': () => ({
      toDo: 'Application de connexion de l’assistant',
      done: 'Application de connexion retirée',
      note: 'L’entrée et le consentement que votre connexion a ajoutés',
      idName: 'Principal de service',
    }),
    'create-service-principal': () => ({
      toDo: 'Application d’entreprise',
      done: 'Application d’entreprise créée',
      note: 'Le compte de service de l’application (principal de service)',
      idName: 'Principal de service',
    }),
    'enable-service-principal': () => ({
      toDo: 'Application d’entreprise à activer',
      done: 'Application d’entreprise activée',
      note: 'Elle est désactivée. Une fois activée, elle peut de nouveau obtenir des jetons',
      idName: 'Principal de service',
    }),
    grant: ({ value, resourceAppId }) => ({
      toDo: 'Consentement administrateur',
      done: 'Consentement administrateur accordé',
      note: `${value} sur ${apiName(resourceAppId)}`,
      idName: 'Attribution',
    }),
    'remove-grant': ({ value, resourceAppId, why }) => ({
      toDo: 'Consentement à retirer',
      done: 'Consentement retiré',
      note: `${value} sur ${apiName(resourceAppId)} · ${why === 'limited' ? 'Exchange l’accorde à sa place, pour certaines boîtes seulement' : 'Un autre profil l’a remplacé'}`,
      idName: 'Attribution',
    }),
    'widen-application': () => ({
      toDo: 'Limite à certaines boîtes',
      done: 'Limite levée',
      note: `L’étiquette \`${scopedTag}\` est retirée; les consentements du locataire sont accordés de nouveau ensuite`,
      idName: 'ID d’application (client)',
    }),
    'create-secret': ({ expiresAt, exemption }) => ({
      toDo: 'Secret client',
      done: 'Secret client créé et conservé par Windows',
      note: `Confié aussitôt à Windows, jamais affiché · expire le ${day(expiresAt, 'fr')}${exemption ? ' · avec une exemption de la stratégie, pour cette application seulement, retirée aussitôt' : ''}`,
      idName: 'ID du secret',
    }),
    'end-exemption': () => ({
      toDo: 'Exemption de la stratégie',
      done: 'Exemption retirée',
      note: 'Commencée plus tôt pour créer un secret, et restée en vigueur',
      idName: 'Stratégie',
    }),
    'remove-secret': (change) => ({
      toDo: change.why === 'asked-for' ? 'Secret client' : 'Ancien secret client',
      done: change.why === 'asked-for' ? 'Secret client retiré' : 'Ancien secret client retiré',
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
    'restore-application': () => ({
      toDo: 'App registration',
      done: 'Application restored',
      note: 'To restore from the deleted applications, with what it contained',
      idName: 'Application (client) ID',
    }),
    'remove-application': (change) => ({
      toDo: change.why === 'duplicate' ? 'Duplicate app registration' : 'App registration',
      done: change.why === 'duplicate' ? 'Duplicate app registration removed' : 'Application removed',
      note:
        change.why === 'duplicate'
          ? 'Made by the assistant when the first could not be seen yet; nothing of it was handed to CDID'
          : 'With its enterprise application, its consent and its secrets. Microsoft keeps it among the deleted ones for 30 days',
      idName: 'Application (client) ID',
    }),
    'release-application': () => ({
      toDo: 'Tags of the assistant',
      done: 'Tags removed; the application stays',
      note: 'The application was made by hand: it stays, without the assistant’s tags',
      idName: 'Application (client) ID',
    }),
    'remove-sign-in-entry': () => ({
      toDo: 'Sign-in application of the assistant',
      done: 'Sign-in application removed',
      note: 'The entry and the consent that your sign-in added',
      idName: 'Service principal',
    }),
    'create-service-principal': () => ({
      toDo: 'Enterprise application',
      done: 'Enterprise application created',
      note: 'The application’s service account (service principal)',
      idName: 'Service principal',
    }),
    'enable-service-principal': () => ({
      toDo: 'Enterprise application to enable',
      done: 'Enterprise application enabled',
      note: 'It is disabled. Once enabled, it can get tokens again',
      idName: 'Service principal',
    }),
    grant: ({ value, resourceAppId }) => ({
      toDo: 'Admin consent',
      done: 'Admin consent granted',
      note: `${value} on ${apiName(resourceAppId)}`,
      idName: 'Assignment',
    }),
    'remove-grant': ({ value, resourceAppId, why }) => ({
      toDo: 'Consent to remove',
      done: 'Consent removed',
      note: `${value} on ${apiName(resourceAppId)} · ${why === 'limited' ? 'Exchange grants it instead, for some mailboxes only' : 'Another profile has replaced it'}`,
      idName: 'Assignment',
    }),
    'widen-application': () => ({
      toDo: 'Limit to some mailboxes',
      done: 'Limit lifted',
      note: `The tag \`${scopedTag}\` is removed; the tenant’s consents are granted again afterwards`,
      idName: 'Application (client) ID',
    }),
    'create-secret': ({ expiresAt, exemption }) => ({
      toDo: 'Client secret',
      done: 'Client secret created and kept by Windows',
      note: `Stored at once by Windows, never shown · expires on ${day(expiresAt, 'en')}${exemption ? ' · with an exemption from the policy, for this application only, taken back at once' : ''}`,
      idName: 'Secret ID',
    }),
    'end-exemption': () => ({
      toDo: 'Exemption from the policy',
      done: 'Exemption taken back',
      note: 'Begun earlier to make a secret, and still in force',
      idName: 'Policy',
    }),
    'remove-secret': (change) => ({
      toDo: change.why === 'asked-for' ? 'Client secret' : 'Old client secret',
      done: change.why === 'asked-for' ? 'Client secret removed' : 'Old client secret removed',
      note: why.en[change.why],
      idName: 'Secret ID',
    }),
  },
})

/** Says a change. A kind of change without words in both languages does not compile. */
export function sayChange(change: Change, language: Language): ChangeWords {
  const say = tellers[language][change.kind] as (of: Change) => ChangeWords
  return say(change)
}
