import { count } from '../../format/dates.ts'
import type { Language, Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

/** The kinds of work in a plan, those that are none left out. */
function listed(parts: readonly string[], and: string): string {
  const said = parts.filter((part) => part !== '')
  const text = said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} ${and} ${said.at(-1) ?? ''}`
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function some(value: number, one: string, many: string, language: Language): string {
  if (value === 0) return ''
  return value === 1 ? one : `${count(value, language)} ${many}`
}

/** A name that ends in a full stop ends the sentence too. */
const ended = (name: string) => `**${name}**${name.endsWith('.') ? '' : '.'}`

const fr = {
  heading: 'Voici ce qui sera fait',
  lead: (add: number, correct: number, remove: number, organization: string) => {
    const parts = [
      some(add, 'un ajout', 'ajouts', 'fr'),
      some(correct, 'une correction', 'corrections', 'fr'),
      some(remove, 'un retrait', 'retraits', 'fr'),
    ]
    return `${listed(parts, 'et')} dans ${ended(organization)}`
  },
  leadNew: 'Rien de tout cela n’existe encore, et rien ne change avant votre accord.',
  leadOne: 'Rien ne change avant votre accord.',
  leadRestore: (organization: string) => `Une application de **${organization}** est à restaurer.`,
  columns: { item: 'Élément', action: 'Action', state: 'État', details: 'Précisions', more: 'Plus de précisions' },
  actions: {
    create: 'À créer',
    grant: 'À accorder',
    correct: 'À corriger',
    remove: 'À retirer',
    restore: 'À restaurer',
    kept: 'Conservé',
    elsewhere: 'À confier',
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
    adopted: 'Créée à la main, puis reprise par l’assistant : il ne l’enlèvera pas',
  },
  servicePrincipal: {
    name: 'Application d’entreprise',
    note: 'Le compte de service de l’application (principal de service)',
    brief: 'Créée avec l’application',
    createdOn: (day: string) => `Créée le ${day}`,
    present: 'Présente',
    plainLabel: 'En clair',
    plain: 'Ce qui permet à l’application d’exister dans votre locataire. Personne ne peut s’y connecter.',
    id: 'ID d’objet',
  },
  permission: {
    name: 'Autorisation et consentement administrateur',
    plainLabel: 'En clair',
    plain:
      'Lire et écrire dans **toutes** les boîtes aux lettres du locataire, sans utilisateur connecté. Prextra s’en sert pour les calendriers, les contacts et les courriels.',
    permission: 'Autorisation',
    choice: 'Accès aux boîtes aux lettres',
    profiles: { ews: 'EWS (full_access_as_app)', graph: 'Microsoft Graph, quand Prextra le prendra en charge' },
    leaving: 'Autorisation à retirer',
    leavingNotes: {
      limited: 'Exchange donne le même accès, au groupe seulement',
      replaced: 'L’autre accès la remplace',
    },
    leavingLimited:
      'Le consentement vaut pour **toutes** les boîtes aux lettres. Exchange donne le même accès pour celles du groupe : tant que les deux existent, ils s’additionnent.',
    leavingReplaced:
      'L’accès de l’ancien profil. Avant de la retirer, assurez-vous que Prextra se sert déjà du nouveau.',
    widened: 'Toutes les boîtes aux lettres',
    widenedPlain:
      'L’application ouvrira de nouveau **toutes** les boîtes aux lettres du locataire. Ce qui reste dans Exchange ne donne rien de plus.',
    scoped: 'Limitée par Exchange',
    scopedPlain:
      'Exchange limite l’application à certaines boîtes aux lettres. L’assistant ne lui donne pas accès aux autres.',
    api: 'API',
    role: 'Rôle d’application',
  },
  secret: {
    name: 'Secret client',
    note: 'Gardé par Windows, jamais affiché',
    noteHeld: 'Gardé par Windows sur ce poste',
    life: 'Durée du secret client',
    days: (days: number, day: string) => `${days} jours (${day})`,
    untilEnd: (day: string) => `Fin d’EWS (${day})`,
    other: (day: string) => `Jusqu’au ${day}`,
    expires: (day: string) => `Expire le ${day}`,
    kept: 'Où',
    keptBody: 'Dans le coffre de Windows, sous votre session. Sa valeur n’est ni affichée, ni écrite en clair.',
    tag: 'À la transmission',
    tagBody:
      'L’application recevra l’étiquette `prextra-delivered:…` : aucune exécution ne retirera ensuite ce secret.',
    id: 'ID du secret',
    created: 'Créé le',
    where: 'Valeur',
    here: 'Sur ce poste, gardée par Windows',
    notHere: 'Pas sur ce poste',
    delivered: 'Remis à CDID',
    confirmed: 'Remis à CDID, qui l’a confirmé',
    pending: 'Pas encore remis à CDID',
    state: 'État',
  },
  removal: { name: 'Ancien secret client', id: 'ID du secret', why: 'Pourquoi' },
  ends: 'Le secret n’a pas à durer plus longtemps.',
  leaves: 'Ce que la connexion laisse',
  leavesApplication: (name: string) => `Application d’entreprise « ${name} » et votre consentement`,
  leavesNote:
    'Créée par votre connexion pour `User.Read` et `Application.ReadWrite.All`; un droit de plus n’est demandé qu’au besoin. Se retire dans Applications d’entreprise.',
  elsewhere: {
    why: 'Une autre personne accorde le consentement?',
    ask: 'Confier cette étape…',
    mine: 'Le consentement sera accordé par une autre personne : l’assistant fait le reste, puis prépare le message à lui envoyer.',
    back: 'L’accorder moi-même',
    go: 'Confier le consentement…',
    heading: 'Il ne manque que le consentement',
    lead: (organization: string) =>
      `Tout le reste est en place dans ${ended(organization)} Une personne qui a le rôle qu’il faut accorde le consentement.`,
  },
  limits: {
    why: 'L’application ouvre toutes les boîtes aux lettres.',
    set: 'La limiter à certaines…',
    limited: 'Exchange limite l’application à certaines boîtes aux lettres.',
    widen: 'Rouvrir toutes les boîtes',
  },
  others: {
    why: (values: string) => `L’ancien accès (${values}) est encore accordé.`,
    retire: 'Le retirer',
  },
  approve: 'Approuver et exécuter',
  compare: 'Comparer de nouveau',
  nothing: {
    heading: 'Tout est déjà en place',
    lead: (organization: string) =>
      `L’assistant a comparé **${organization}** avec ce qu’il faut à Prextra. Il n’y a rien à changer.`,
    go: 'Passer à la preuve',
    needed: 'Besoin d’un nouveau secret?',
    renewNow: 'Le renouveler maintenant',
    renew: 'Renouveler le secret',
    elsewhere: (from: string, to: string) =>
      `**Le secret a déjà été remis à CDID.** Il a été créé le ${from} et expire le ${to}. Sa valeur n’est pas sur ce poste : la preuve et la transmission ne peuvent pas y être refaites. Pour cela, renouvelez le secret; l’actuel reste valide.`,
  },
}

const en: typeof fr = {
  heading: 'Here is what will be done',
  lead: (add, correct, remove, organization) => {
    const parts = [
      some(add, 'one addition', 'additions', 'en'),
      some(correct, 'one correction', 'corrections', 'en'),
      some(remove, 'one removal', 'removals', 'en'),
    ]
    return `${listed(parts, 'and')} in ${ended(organization)}`
  },
  leadNew: 'None of this exists yet, and nothing changes before you agree.',
  leadOne: 'Nothing changes before you agree.',
  leadRestore: (organization) => `An application of **${organization}** is to be restored.`,
  columns: { item: 'Item', action: 'Action', state: 'State', details: 'Details', more: 'More details' },
  actions: {
    create: 'To create',
    grant: 'To grant',
    correct: 'To correct',
    remove: 'To remove',
    restore: 'To restore',
    kept: 'Kept',
    elsewhere: 'To hand over',
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
    plainLabel: 'In plain words',
    plain: 'What lets the application exist in your tenant. Nobody can sign in to it.',
    id: 'Object ID',
  },
  permission: {
    name: 'Permission and admin consent',
    plainLabel: 'In plain words',
    plain:
      'Read and write in **all** mailboxes of the tenant, with no user signed in. Prextra uses it for calendars, contacts and mail.',
    permission: 'Permission',
    choice: 'Access to mailboxes',
    profiles: { ews: 'EWS (full_access_as_app)', graph: 'Microsoft Graph, when Prextra supports it' },
    leaving: 'Permission to remove',
    leavingNotes: {
      limited: 'Exchange gives the same access, to the group only',
      replaced: 'The other access replaces it',
    },
    leavingLimited:
      'The consent covers **all** mailboxes. Exchange gives the same access to those of the group: as long as both exist, they add up.',
    leavingReplaced:
      'The access of the former profile. Before removing it, make sure that Prextra already uses the new one.',
    widened: 'All mailboxes',
    widenedPlain:
      'The application will open **all** mailboxes of the tenant again. What stays in Exchange gives nothing more.',
    scoped: 'Limited by Exchange',
    scopedPlain:
      'Exchange limits the application to some mailboxes. The assistant does not give it access to the others.',
    api: 'API',
    role: 'App role',
  },
  secret: {
    name: 'Client secret',
    note: 'Kept by Windows, never shown',
    noteHeld: 'Kept by Windows on this computer',
    life: 'Life of the client secret',
    days: (days, day) => `${days} days (${day})`,
    untilEnd: (day) => `End of EWS (${day})`,
    other: (day) => `Until ${day}`,
    expires: (day) => `Expires on ${day}`,
    kept: 'Where',
    keptBody: 'In the Windows vault, under your session. Its value is neither shown nor written in the clear.',
    tag: 'At handoff',
    tagBody: 'The application will get the tag `prextra-delivered:…`: no run will remove this secret afterwards.',
    id: 'Secret ID',
    created: 'Created on',
    where: 'Value',
    here: 'On this computer, kept by Windows',
    notHere: 'Not on this computer',
    delivered: 'Handed to CDID',
    confirmed: 'Handed to CDID, which confirmed it',
    pending: 'Not handed to CDID yet',
    state: 'State',
  },
  removal: { name: 'Old client secret', id: 'Secret ID', why: 'Why' },
  ends: 'The secret need not live longer.',
  leaves: 'What signing in leaves behind',
  leavesApplication: (name) => `Enterprise application “${name}” and your consent`,
  leavesNote:
    'Created by your sign-in for `User.Read` and `Application.ReadWrite.All`; one more right is asked for only when needed. Can be removed in Enterprise applications.',
  elsewhere: {
    why: 'Does somebody else grant the consent?',
    ask: 'Hand over this step…',
    mine: 'Somebody else will grant the consent: the assistant does the rest, then prepares the message to send them.',
    back: 'Grant it myself',
    go: 'Hand over the consent…',
    heading: 'Only the consent is missing',
    lead: (organization) =>
      `Everything else is in place in ${ended(organization)} A person with the right role grants the consent.`,
  },
  limits: {
    why: 'The application opens all mailboxes.',
    set: 'Limit it to some…',
    limited: 'Exchange limits the application to some mailboxes.',
    widen: 'Open all of them again',
  },
  others: {
    why: (values) => `The former access (${values}) is still granted.`,
    retire: 'Remove it',
  },
  approve: 'Approve and run',
  compare: 'Compare again',
  nothing: {
    heading: 'Everything is already in place',
    lead: (organization) =>
      `The assistant compared **${organization}** with what Prextra needs. There is nothing to change.`,
    go: 'Go to the proof',
    needed: 'Need a new secret?',
    renewNow: 'Renew it now',
    renew: 'Renew the secret',
    elsewhere: (from, to) =>
      `**The secret was already handed to CDID.** It was created on ${from} and expires on ${to}. Its value is not on this computer: proof and handoff cannot be done again here. To do so, renew the secret; the current one stays valid.`,
  },
}

export const reviewWords: Words<typeof fr> = words({ fr, en })
