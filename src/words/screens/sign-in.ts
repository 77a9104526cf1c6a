import { ofName } from '../format/elision.ts'
import type { Words } from '../format/language.ts'
import { lastName } from '../format/last-name.ts'
import { words } from '../format/typography.ts'

const fr = {
  heading: 'Terminez la connexion dans le navigateur',
  lead: 'Une page de Microsoft vient de s’ouvrir dans votre navigateur. Choisissez le compte administrateur du locataire à configurer.',
  leadPicked: (organization: string) =>
    `Une page de Microsoft vient de s’ouvrir dans votre navigateur. Connectez-vous avec un compte administrateur ${ofName(lastName(organization))}`,
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
  failed: { heading: 'La connexion n’est pas terminée', again: 'Recommencer' },
}

const en: typeof fr = {
  heading: 'Finish signing in with your browser',
  lead: 'A Microsoft page has just opened in your browser. Choose the administrator account of the tenant to set up.',
  leadPicked: (organization) =>
    `A Microsoft page has just opened in your browser. Sign in with an administrator account of ${lastName(organization)}`,
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
  failed: { heading: 'Sign-in is not finished', again: 'Start again' },
}

/** The screen that waits for the sign-in in the browser (A1). */
export const signInWords: Words<typeof fr> = words({ fr, en })
