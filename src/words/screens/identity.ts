import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr = {
  heading: 'Est-ce bien cette organisation?',
  lead: 'Tout ce qui suit se fera dans ce locataire, avec ce compte. Rien n’a encore été écrit.',
  account: 'Compte',
  kind: 'Type de compte',
  kinds: {
    member: { name: 'Membre de l’organisation', note: '(non invité)' },
    guest: { name: 'Invité', note: '(compte d’une autre organisation)' },
    delegated: { name: 'Administrateur délégué', note: '(partenaire, GDAP)' },
    external: { name: 'Compte d’une autre organisation', note: '(invité ou délégué : Microsoft ne le dit pas)' },
    unknown: { name: 'Non visible avec ces droits', note: null },
  },
  homeOrganization: 'Vient de',
  homeUnknown: 'Inconnu : Microsoft ne le dit pas',
  roles: 'Rôles actifs',
  rolesHidden: 'Non visibles avec ces droits',
  rolesNone: 'Aucun rôle d’administration',
  cloud: 'Nuage Microsoft',
  tenantId: 'ID de l’annuaire (locataire)',
  may: 'Ce que ce compte peut faire',
  grant: 'Créer l’application, accorder le consentement administrateur, créer le secret',
  grantHidden: (smallest: string) =>
    `Microsoft ne montre pas les rôles de ce compte. Il faut au moins le rôle ${smallest}. Le consentement peut aussi être confié à une autre personne.`,
  grantMissing: (smallest: string) =>
    `Aucun rôle actif de ce compte ne suffit. Rôle minimal : ${smallest}. Si vous y êtes éligible (PIM), activez-le, puis connectez-vous de nouveau. Le consentement peut être confié à une autre personne.`,
  exchange: 'Ajouter l’application à la liste EWS d’Exchange Online',
  exchangeYes: 'Si la preuve l’exige, l’assistant prépare les commandes à exécuter.',
  exchangeOther:
    'Exige le rôle Administrateur Exchange. Si la preuve l’exige, l’assistant prépare les commandes à confier à cette personne.',
  notPicked: (picked: string, here: string) =>
    `Ce compte appartient à **${here}**, alors que vous aviez choisi **${picked}** dans la liste.`,
  otherScopes: (values: string) =>
    `Microsoft ajoute à cette connexion des autorisations que l’assistant ne demande pas et n’utilise pas : ${values}. Quelqu’un les a consenties pour son application de connexion. Vous pouvez les retirer dans Applications d’entreprise.`,
  inPlace: 'Voir ce qui est en place',
  home: 'Retour à l’accueil',
  otherOrganization: 'Autre organisation…',
  otherAccount: 'Changer de compte',
  yes: 'Oui, continuer',
  reading: 'L’assistant compare le locataire avec ce dont Prextra a besoin…',
  states: { yes: 'Permis', hidden: 'Non visible', missing: 'Rôle manquant', other: 'Peut-être une autre personne' },
}

const en: typeof fr = {
  heading: 'Is this the right organization?',
  lead: 'All that follows happens in this tenant, with this account. Nothing has been written yet.',
  account: 'Account',
  kind: 'Account type',
  kinds: {
    member: { name: 'Member of the organization', note: '(not a guest)' },
    guest: { name: 'Guest', note: '(account of another organization)' },
    delegated: { name: 'Delegated administrator', note: '(partner, GDAP)' },
    external: { name: 'Account of another organization', note: '(guest or delegated: Microsoft does not say)' },
    unknown: { name: 'Not visible with these rights', note: null },
  },
  homeOrganization: 'Comes from',
  homeUnknown: 'Unknown: Microsoft does not say',
  roles: 'Active roles',
  rolesHidden: 'Not visible with these rights',
  rolesNone: 'No administrator role',
  cloud: 'Microsoft cloud',
  tenantId: 'Directory (tenant) ID',
  may: 'What this account can do',
  grant: 'Create the application, grant admin consent, create the secret',
  grantHidden: (smallest) =>
    `Microsoft does not show this account’s roles. At least ${smallest} is needed. The consent can also be handed over to somebody else.`,
  grantMissing: (smallest) =>
    `No active role of this account is enough. Least privileged role: ${smallest}. If you are eligible for it (PIM), activate it, then sign in again. The consent can be handed over to somebody else.`,
  exchange: 'Add the application to Exchange Online’s EWS allow list',
  exchangeYes: 'If the proof calls for it, the assistant prepares the commands to run.',
  exchangeOther:
    'Requires the Exchange Administrator role. If the proof calls for it, the assistant prepares the commands to hand over.',
  notPicked: (picked, here) => `This account belongs to **${here}**, whereas you had picked **${picked}** in the list.`,
  otherScopes: (values) =>
    `Microsoft adds permissions to this sign-in that the assistant does not ask for and does not use: ${values}. Somebody consented to them for its sign-in application. You can remove them in Enterprise applications.`,
  inPlace: 'See what is in place',
  home: 'Back to welcome',
  otherOrganization: 'Another organization…',
  otherAccount: 'Use another account',
  yes: 'Yes, continue',
  reading: 'The assistant compares the tenant with what Prextra needs…',
  states: { yes: 'Allowed', hidden: 'Not visible', missing: 'Role missing', other: 'May be another person' },
}

/** The screen that asks whether this is the right organization (A1, after the sign-in). */
export const identityWords: Words<typeof fr> = words({ fr, en })
