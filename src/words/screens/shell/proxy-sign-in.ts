import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

const fr = {
  /** Beside the button, on whatever screen work has to wait. `proxy` is the proxy's address and port. */
  waiting: (proxy: string) =>
    `Le serveur mandataire \`${proxy}\` demande un nom d’utilisateur et un mot de passe avant de laisser passer l’assistant.`,
  refused: (proxy: string) =>
    `Le serveur mandataire \`${proxy}\` a refusé ce nom d’utilisateur ou ce mot de passe. Ce qui attend n’a pas encore été transmis.`,
  open: 'Entrer le mot de passe',
  without: 'Poursuivre sans mot de passe',
  title: 'Serveur mandataire',
  body: (proxy: string) =>
    `Ce que vous entrez est remis à \`${proxy}\`, et à personne d’autre : vérifiez que c’est bien le serveur mandataire de votre réseau. L’assistant ne le conserve qu’en mémoire, jusqu’à la transmission ou au retour à l’accueil.`,
  username: 'Nom d’utilisateur',
  usernameNote: 'Souvent avec le domaine : DOMAINE\\nom',
  password: 'Mot de passe',
  missing: 'Entrez un nom d’utilisateur.',
  send: 'S’identifier',
  cancel: 'Annuler',
}

const en: typeof fr = {
  waiting: (proxy) =>
    `The proxy server \`${proxy}\` asks for a user name and a password before it lets the assistant through.`,
  refused: (proxy) =>
    `The proxy server \`${proxy}\` refused this user name or this password. What waits has not been sent yet.`,
  open: 'Enter the password',
  without: 'Go on without a password',
  title: 'Proxy server',
  body: (proxy) =>
    `What you enter is given to \`${proxy}\`, and to nobody else: check that it is the proxy server of your network. The assistant keeps it in memory only, until the handoff or the return to the welcome screen.`,
  username: 'User name',
  usernameNote: 'Often with the domain: DOMAIN\\name',
  password: 'Password',
  missing: 'Enter a user name.',
  send: 'Sign in',
  cancel: 'Cancel',
}

/** A proxy that wants a password: the line on the screen, and the dialog that its button opens. */
export const proxySignInWords: Words<typeof fr> = words({ fr, en })
