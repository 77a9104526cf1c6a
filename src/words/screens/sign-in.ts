import { ofName } from '../format/elision.ts'
import type { Words } from '../format/language.ts'
import { lastName } from '../format/last-name.ts'
import { words } from '../format/typography.ts'

const fr = {
  heading: 'Terminez la connexion dans le navigateur',
  lead: 'Une page de Microsoft vient de s’ouvrir dans votre navigateur. Choisissez le compte administrateur du locataire à configurer.',
  leadPicked: (organization: string) =>
    `Une page de Microsoft vient de s’ouvrir dans votre navigateur. Connectez-vous avec un compte administrateur ${ofName(lastName(organization))}`,
  leadNamed:
    'Une page de Microsoft vient de s’ouvrir dans votre navigateur. Choisissez votre compte, invité ou administrateur délégué de cette organisation.',
  leadPractice:
    'La page de connexion de l’exercice vient de s’ouvrir dans votre navigateur. Choisissez-y l’un des comptes fictifs.',
  opening: 'Ouverture du navigateur',
  waiting: 'En attente du navigateur',
  expires: (time: string) => `Le lien expire dans ${time}`,
  expired: 'Le lien a expiré',
  copyLink: 'Copier le lien',
  linkCopied: 'Lien copié',
  reopen: 'Rouvrir la page',
  asked: 'Ce que Microsoft vous demandera d’accepter',
  scopes: {
    'User.Read': 'Savoir qui vous êtes',
    'Application.ReadWrite.All': 'Créer l’application, son autorisation et son secret',
  },
  memory: 'Rien d’autre n’est demandé. Les jetons restent en mémoire.',
  cancel: 'Annuler la connexion',
  code: {
    title: 'Le navigateur affiche une erreur de Microsoft?',
    note: 'Microsoft ne la renvoie pas toujours à l’assistant. Entrez le numéro affiché (AADSTS…) : l’assistant dit ce qu’il signifie et quoi faire.',
    label: 'Numéro de l’erreur',
    placeholder: 'AADSTS50020',
    explain: 'Expliquer',
    wrong: 'Entrez un numéro de 4 à 8 chiffres, avec ou sans AADSTS.',
  },
  stop: 'Arrêter',
  failed: { heading: 'La connexion n’est pas terminée' },
}

const en: typeof fr = {
  heading: 'Finish signing in with your browser',
  lead: 'A Microsoft page has just opened in your browser. Choose the administrator account of the tenant to set up.',
  leadPicked: (organization) =>
    `A Microsoft page has just opened in your browser. Sign in with an administrator account of ${lastName(organization)}`,
  leadNamed:
    'A Microsoft page has just opened in your browser. Choose your account, a guest or delegated administrator of this organization.',
  leadPractice: 'The practice sign-in page has just opened in your browser. Choose any make-believe account there.',
  opening: 'Opening the browser',
  waiting: 'Waiting for the browser',
  expires: (time) => `The link expires in ${time}`,
  expired: 'The link has expired',
  copyLink: 'Copy the link',
  linkCopied: 'Link copied',
  reopen: 'Reopen the page',
  asked: 'What Microsoft will ask you to accept',
  scopes: {
    'User.Read': 'Know who you are',
    'Application.ReadWrite.All': 'Create the application, its permission and its secret',
  },
  memory: 'Nothing else is requested. Tokens stay in memory.',
  cancel: 'Cancel sign-in',
  code: {
    title: 'Does the browser show an error of Microsoft’s?',
    note: 'Microsoft does not always send it back to the assistant. Enter the number that is shown (AADSTS…): the assistant says what it means and what to do.',
    label: 'Error number',
    placeholder: 'AADSTS50020',
    explain: 'Explain',
    wrong: 'Enter a number of 4 to 8 digits, with or without AADSTS.',
  },
  stop: 'Stop',
  failed: { heading: 'Sign-in is not finished' },
}

/** The screen that waits for the sign-in in the browser (A1). */
export const signInWords: Words<typeof fr> = words({ fr, en })
