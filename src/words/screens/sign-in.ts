import { ofName } from '../format/elision.ts'
import type { Words } from '../format/language.ts'
import { lastName } from '../format/last-name.ts'
import { words } from '../format/typography.ts'

const fr = {
  heading: 'Terminer la connexion dans le navigateur',
  lead: 'Une page de Microsoft vient de s’ouvrir dans votre navigateur. Choisissez le compte administrateur du locataire à configurer.',
  leadPicked: (organization: string) =>
    `Une page de Microsoft vient de s’ouvrir dans votre navigateur. Connectez-vous avec un compte administrateur ${ofName(lastName(organization))}`,
  leadNamed:
    'Une page de Microsoft vient de s’ouvrir dans votre navigateur. Choisissez votre compte, invité ou administrateur délégué de cette organisation.',
  leadPractice:
    'La page de connexion de l’exercice vient de s’ouvrir dans votre navigateur. Choisissez-y l’un des comptes fictifs.',
  leadCode:
    'Sur ce poste ou un autre, ouvrez la page de Microsoft, entrez-y ce code et choisissez le compte administrateur du locataire à configurer.',
  leadCodePicked: (organization: string) =>
    `Sur ce poste ou un autre, ouvrez la page de Microsoft, entrez-y ce code et connectez-vous avec un compte administrateur ${ofName(lastName(organization))}`,
  leadCodeNamed:
    'Sur ce poste ou un autre, ouvrez la page de Microsoft, entrez-y ce code et choisissez votre compte, invité ou administrateur délégué de cette organisation.',
  leadCodePractice: 'Ouvrez la page de l’exercice, entrez-y ce code et choisissez l’un des comptes fictifs.',
  opening: 'Ouverture du navigateur',
  answered: 'Microsoft a répondu : l’assistant vérifie l’organisation',
  waiting: 'En attente du navigateur',
  /** The code of a device, which is typed on a page of Microsoft's. */
  byCode: {
    heading: 'Se connecter avec un code',
    title: 'Code à entrer sur la page de connexion',
    asking: 'Demande d’un code à Microsoft',
    waiting: 'En attente de la connexion',
    expires: (time: string) => `Le code expire dans ${time}`,
    expired: 'Le code a expiré',
    copy: 'Copier le code',
    copied: 'Code copié',
    page: 'Page de connexion',
    open: 'Ouvrir la page',
    copyAddress: 'Copier l’adresse',
    addressCopied: 'Adresse copiée',
    warning:
      'Beaucoup d’organisations interdisent la connexion par code (accès conditionnel, flux d’authentification). Si Microsoft la refuse, connectez-vous dans le navigateur ou suivez le guide manuel.',
  },
  toCode: {
    title: 'Le navigateur ne revient pas à l’assistant?',
    note: 'Connectez-vous avec un code : vous l’entrez sur une page de Microsoft, sur ce poste ou un autre. Beaucoup d’organisations interdisent toutefois cette façon de se connecter.',
    go: 'Utiliser un code',
  },
  toBrowser: 'Utiliser le navigateur',
  newCode: 'Obtenir un nouveau code',
  byHand: 'Suivre le guide manuel',
  privateWindow:
    'Si le navigateur reprend de lui-même le mauvais compte, copiez le lien et ouvrez-le dans une fenêtre privée.',
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
  askedBy: (application: string) => `Sur sa page, Microsoft nomme l’application qui le demande : ${application}.`,
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
  leadCode:
    'On this computer or another one, open Microsoft’s page, enter this code there and choose the administrator account of the tenant to set up.',
  leadCodePicked: (organization) =>
    `On this computer or another one, open Microsoft’s page, enter this code there and sign in with an administrator account of ${lastName(organization)}`,
  leadCodeNamed:
    'On this computer or another one, open Microsoft’s page, enter this code there and choose your account, a guest or delegated administrator of this organization.',
  leadCodePractice: 'Open the practice page, enter this code there and choose any make-believe account.',
  opening: 'Opening the browser',
  answered: 'Microsoft has answered: the assistant checks the organization',
  waiting: 'Waiting for the browser',
  byCode: {
    heading: 'Sign in with a code',
    title: 'Code to enter on the sign-in page',
    asking: 'Asking Microsoft for a code',
    waiting: 'Waiting for the sign-in',
    expires: (time) => `The code expires in ${time}`,
    expired: 'The code has expired',
    copy: 'Copy the code',
    copied: 'Code copied',
    page: 'Sign-in page',
    open: 'Open the page',
    copyAddress: 'Copy the address',
    addressCopied: 'Address copied',
    warning:
      'Many organizations forbid signing in with a code (conditional access, authentication flows). If Microsoft refuses it, sign in with the browser or follow the manual guide.',
  },
  toCode: {
    title: 'Does the browser not come back to the assistant?',
    note: 'Sign in with a code: you type it on a Microsoft page, on this computer or another one. Many organizations forbid this way of signing in, however.',
    go: 'Use a code',
  },
  toBrowser: 'Use the browser',
  newCode: 'Get a new code',
  byHand: 'Follow the manual guide',
  privateWindow: 'If the browser takes the wrong account by itself, copy the link and open it in a private window.',
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
  askedBy: (application) => `On its page, Microsoft names the application that asks: ${application}.`,
  cancel: 'Cancel sign-in',
  code: {
    title: 'Does the browser show a Microsoft error?',
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
