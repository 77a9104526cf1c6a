import { deliveredTag } from '#core/provision/tags.ts'
import { profiles } from '#core/access/profile.ts'
import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

const ewsName = `EWS (${profiles.ews.permissions[0].value})`

const fr = {
  columns: { item: 'Élément', action: 'Action', state: 'État', details: 'Précisions', more: 'Plus de précisions' },
  actions: {
    create: 'À créer',
    grant: 'À accorder',
    correct: 'À corriger',
    remove: 'À retirer',
    restore: 'À restaurer',
    enable: 'À activer',
    kept: 'Conservé',
    delegate: 'À confier',
    done: 'Déjà fait',
  },
  more: (name: string) => `Précisions : ${name}`,
  application: {
    name: 'Inscription d’application',
    brief: 'Ce locataire uniquement',
    briefCorrect: 'Compléter ce qui manque',
    accounts: 'Comptes pris en charge',
    accountsOnly: 'Comptes dans cet annuaire organisationnel uniquement',
    redirect: 'URI de redirection',
    permission: 'Autorisation demandée',
    tags: 'Étiquettes',
    id: 'ID d’application (client)',
    created: 'Créée le',
    missing: 'À ajouter',
    briefRestore: 'Telle qu’elle était',
    deleted: 'Supprimée le',
    origin: 'Origine',
    adopted: 'Créée à la main, puis reprise par l’assistant, qui ne la retirera pas',
  },
  servicePrincipal: {
    name: 'Application d’entreprise',
    note: 'Le compte de service de l’application (principal de service)',
    brief: 'Créée avec l’application',
    createdOn: (day: string) => `Créée le ${day}`,
    present: 'Présente',
    disabled: 'Désactivée',
    disabledByMicrosoft: 'Désactivée par Microsoft',
    briefEnable: 'Elle pourra obtenir des jetons',
    reason: 'Motif donné par Microsoft',
    plainLabel: 'En clair',
    plain:
      'Représente l’application dans votre locataire. Aucun utilisateur ne peut se connecter avec cette application.',
    id: 'ID d’objet',
  },
  permission: {
    name: 'Autorisation et consentement administrateur',
    plainLabel: 'En clair',
    plain:
      'Lire et écrire dans **toutes** les boîtes aux lettres du locataire, sans utilisateur connecté. Prextra l’utilise pour les calendriers, les contacts et les courriels.',
    permission: 'Autorisation',
    choice: 'Accès aux boîtes aux lettres',
    profiles: { ews: ewsName, graph: 'Microsoft Graph, quand Prextra le prendra en charge' },
    leaving: 'Autorisation à retirer',
    leavingNotes: {
      limited: 'Exchange accorde le même accès, au groupe seulement',
      replaced: 'L’autre accès la remplace',
    },
    leavingLimited:
      'Le consentement vaut pour **toutes** les boîtes aux lettres. Exchange accorde le même accès à celles du groupe : tant que les deux existent, ils s’additionnent.',
    leavingReplaced:
      'L’accès de l’ancien profil. Avant de la retirer, assurez-vous que Prextra utilise déjà le nouveau.',
    widened: 'Toutes les boîtes aux lettres',
    widenedPlain:
      'L’application ouvrira de nouveau **toutes** les boîtes aux lettres du locataire. Les objets qui restent dans Exchange n’accordent aucun accès supplémentaire.',
    scoped: 'Limitée par Exchange',
    scopedPlain:
      'Exchange limite l’application à certaines boîtes aux lettres. L’assistant ne lui donne pas accès aux autres.',
    api: 'API',
    role: 'Rôle d’application',
  },
  secret: {
    name: 'Secret client',
    note: 'Conservé par Windows, jamais affiché',
    noteHeld: 'Conservé par Windows dans votre profil',
    life: 'Durée du secret client',
    days: (days: number, day: string) => `${days} ${days === 1 ? 'jour' : 'jours'} (${day})`,
    untilEnd: (day: string) => `Fin d’EWS (${day})`,
    other: (day: string) => `Jusqu’au ${day}`,
    expires: (day: string) => `Expire le ${day}`,
    kept: 'Où',
    keptBody: 'Dans le coffre de Windows, sous votre session. Sa valeur n’est ni affichée, ni écrite en clair.',
    tag: 'À la transmission',
    tagBody: `L’application recevra l’étiquette \`${deliveredTag('…')}\` : l’assistant ne retirera jamais ce secret sans votre accord.`,
    id: 'ID du secret',
    created: 'Créé le',
    where: 'Valeur',
    here: 'Sur ce poste, conservée par Windows',
    notHere: 'Pas sur ce poste',
    delivered: 'Remis à CDID',
    confirmed: 'Remis à CDID, qui l’a confirmé',
    pending: 'Pas encore remis à CDID',
    state: 'État',
    policy: 'Stratégie du locataire',
    policies: {
      allows: 'Elle permet ce secret',
      forbids: 'Elle interdit les nouveaux secrets client',
      unread: 'Pas lue, ce qui est courant. Si elle interdit les secrets, l’assistant s’arrête avant le consentement',
    },
    exemption: 'Exemption',
    exempted: (keeps: readonly string[]) =>
      keeps.length === 0
        ? 'Pour cette application seulement, le temps de créer le secret. Rien d’autre ne change.'
        : `Pour cette application seulement, le temps de créer le secret. Les autres règles restent : ${keeps.join(', ')}.`,
  },
  removal: { name: 'Ancien secret client', id: 'ID du secret', why: 'Pourquoi' },
}

const en: typeof fr = {
  columns: { item: 'Item', action: 'Action', state: 'State', details: 'Details', more: 'More details' },
  actions: {
    create: 'To create',
    grant: 'To grant',
    correct: 'To correct',
    remove: 'To remove',
    restore: 'To restore',
    enable: 'To enable',
    kept: 'Kept',
    delegate: 'To hand over',
    done: 'Already done',
  },
  more: (name) => `Details: ${name}`,
  application: {
    name: 'App registration',
    brief: 'This tenant only',
    briefCorrect: 'Complete what is missing',
    accounts: 'Supported accounts',
    accountsOnly: 'Accounts in this organizational directory only',
    redirect: 'Redirect URI',
    permission: 'Permission asked for',
    tags: 'Tags',
    id: 'Application (client) ID',
    created: 'Created on',
    missing: 'To add',
    briefRestore: 'As it was',
    deleted: 'Deleted on',
    origin: 'Origin',
    adopted: 'Made by hand, then taken over by the assistant, which will not remove it',
  },
  servicePrincipal: {
    name: 'Enterprise application',
    note: 'The application’s service account (service principal)',
    brief: 'Created with the application',
    createdOn: (day) => `Created on ${day}`,
    present: 'Present',
    disabled: 'Disabled',
    disabledByMicrosoft: 'Disabled by Microsoft',
    briefEnable: 'It will be able to get tokens',
    reason: 'Reason given by Microsoft',
    plainLabel: 'In plain words',
    plain: 'Represents the application in your tenant. No user can sign in with this application.',
    id: 'Object ID',
  },
  permission: {
    name: 'Permission and admin consent',
    plainLabel: 'In plain words',
    plain:
      'Read and write in **all** mailboxes of the tenant, with no user signed in. Prextra uses it for calendars, contacts and mail.',
    permission: 'Permission',
    choice: 'Access to mailboxes',
    profiles: { ews: ewsName, graph: 'Microsoft Graph, when Prextra supports it' },
    leaving: 'Permission to remove',
    leavingNotes: {
      limited: 'Exchange grants the same access, to the group only',
      replaced: 'The other access replaces it',
    },
    leavingLimited:
      'The consent covers **all** mailboxes. Exchange grants the same access to those of the group: as long as both exist, they add up.',
    leavingReplaced:
      'The access of the former profile. Before removing it, make sure that Prextra already uses the new one.',
    widened: 'All mailboxes',
    widenedPlain:
      'The application will open **all** mailboxes of the tenant again. The objects that stay in Exchange grant no further access.',
    scoped: 'Limited by Exchange',
    scopedPlain:
      'Exchange limits the application to some mailboxes. The assistant does not give it access to the others.',
    api: 'API',
    role: 'App role',
  },
  secret: {
    name: 'Client secret',
    note: 'Kept by Windows, never shown',
    noteHeld: 'Kept by Windows in your profile',
    life: 'Life of the client secret',
    days: (days, day) => `${days} ${days === 1 ? 'day' : 'days'} (${day})`,
    untilEnd: (day) => `End of EWS (${day})`,
    other: (day) => `Until ${day}`,
    expires: (day) => `Expires on ${day}`,
    kept: 'Where',
    keptBody: 'In the Windows vault, under your session. Its value is neither shown nor written in the clear.',
    tag: 'At handoff',
    tagBody: `The application will get the tag \`${deliveredTag('…')}\`: the assistant will never remove this secret without your approval.`,
    id: 'Secret ID',
    created: 'Created on',
    where: 'Value',
    here: 'On this computer, kept by Windows',
    notHere: 'Not on this computer',
    delivered: 'Handed to CDID',
    confirmed: 'Handed to CDID, which confirmed it',
    pending: 'Not handed to CDID yet',
    state: 'State',
    policy: 'Tenant policy',
    policies: {
      allows: 'It allows this secret',
      forbids: 'It forbids new client secrets',
      unread: 'Not read, which is usual. If it forbids secrets, the assistant stops before the consent',
    },
    exemption: 'Exemption',
    exempted: (keeps) =>
      keeps.length === 0
        ? 'For this application only, while the secret is made. Nothing else changes.'
        : `For this application only, while the secret is made. The other rules stay: ${keeps.join(', ')}.`,
  },
  removal: { name: 'Old client secret', id: 'Secret ID', why: 'Why' },
}

/** The table of a plan: its columns, what is done with each item, and what is said of each item. */
export const planItemWords: Words<typeof fr> = words({ fr, en })
