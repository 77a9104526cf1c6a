import type { RoleName } from '../../../tenant/roles.ts'
import type { Challenge } from '../conditional-access.ts'
import type { Language } from './language.ts'

/** The practice company's sign-in pages, and its portal, which stands for Microsoft's admin centre. */
export type PagePart = 'sign-in' | 'portal'

interface Words {
  readonly practice: string
  /** What the pages of each part of the practice company are, at their top. */
  readonly about: Record<PagePart, string>
  readonly chooseTitle: string
  readonly chooseLead: (client: string, company: string) => string
  readonly noRole: string
  readonly guest: string
  readonly delegated: string
  readonly consentTitle: string
  readonly consentLead: (client: string, publisher: string) => string
  readonly signedInAs: (name: string) => string
  readonly openId: Record<string, string>
  readonly accept: string
  readonly cancel: string
  readonly adminTitle: string
  readonly adminLead: (client: string) => string
  readonly goBack: string
  readonly answerTitle: string
  readonly answerLead: string
  readonly proceed: string
  readonly errorTitle: string
  readonly expiredTitle: string
  readonly expiredLead: string
  readonly challengeTitles: Record<Challenge, string>
  readonly challengeLead: string
  readonly approve: string
  readonly deviceTitle: string
  readonly deviceLead: string
  readonly deviceCode: string
  readonly next: string
  readonly ends: Record<
    'device' | 'declined' | 'signed-out',
    (client: string) => readonly [title: string, lead: string]
  >
  readonly roles: Record<RoleName, string>
}

/** The words of the practice sign-in pages. */
export const words: Record<Language, Words> = {
  fr: {
    practice: 'Exercice',
    about: {
      'sign-in': 'Page de connexion de l’entreprise d’exercice. Aucun mot de passe, et rien n’est envoyé à Microsoft.',
      portal: 'Portail fictif de l’entreprise d’exercice. Rien n’est envoyé à Microsoft.',
    },
    chooseTitle: 'Choisissez un compte',
    chooseLead: (client, company) => `pour ouvrir une session dans «\u00a0${client}\u00a0» au nom de ${company}`,
    noRole: 'Sans rôle d’administration',
    guest: 'Compte invité',
    delegated: 'Administrateur délégué d’une autre entreprise',
    consentTitle: 'Autorisations demandées',
    consentLead: (client, publisher) => `«\u00a0${client}\u00a0», de ${publisher}, demande l’autorisation de\u00a0:`,
    signedInAs: (name) => `Session de ${name}`,
    openId: {
      openid: 'Ouvrir votre session',
      profile: 'Voir votre profil de base',
      email: 'Voir votre adresse de courriel',
      offline_access: 'Conserver l’accès à ce que vous lui avez permis',
    },
    accept: 'Accepter',
    cancel: 'Annuler',
    adminTitle: 'Approbation d’un administrateur requise',
    adminLead: (client) =>
      `«\u00a0${client}\u00a0» demande des autorisations que seul un administrateur peut accorder. Reprenez avec un compte qui en a le rôle.`,
    goBack: 'Revenir à l’application sans consentir',
    answerTitle: 'C’est fait',
    answerLead: 'On vous ramène à l’application.',
    proceed: 'Continuer',
    errorTitle: 'La connexion ne peut pas se poursuivre',
    expiredTitle: 'Cette page n’est plus valable',
    expiredLead: 'Recommencez la connexion à partir de l’application.',
    challengeTitles: {
      mfa: 'Approuvez la connexion',
      'mfa-registration': 'Ajoutez une deuxième étape de connexion',
      'external-challenge': 'Étape de connexion de votre entreprise',
    },
    challengeLead: 'Votre entreprise demande une étape de plus. En exercice, un clic suffit.',
    approve: 'Approuver',
    deviceTitle: 'Entrez le code',
    deviceLead:
      'Entrez le code affiché par l’application ou l’appareil. Ne le faites pas si quelqu’un d’autre vous l’a envoyé.',
    deviceCode: 'Code',
    next: 'Suivant',
    ends: {
      device: (client) => [
        'Session ouverte',
        `Vous avez ouvert une session dans «\u00a0${client}\u00a0» sur votre appareil. Vous pouvez fermer cette fenêtre.`,
      ],
      declined: (client) => [
        'Connexion annulée',
        `«\u00a0${client}\u00a0» n’a reçu aucun accès. Vous pouvez fermer cette fenêtre.`,
      ],
      'signed-out': () => ['Session fermée', 'Vous pouvez fermer cette fenêtre.'],
    },
    roles: {
      'Global Administrator': 'Administrateur général',
      'Privileged Role Administrator': 'Administrateur de rôle privilégié',
      'Application Administrator': 'Administrateur d’application',
      'Cloud Application Administrator': 'Administrateur d’application cloud',
      'Application Developer': 'Développeur d’applications',
      'Exchange Administrator': 'Administrateur Exchange',
      'Global Reader': 'Lecteur général',
      'Security Administrator': 'Administrateur de la sécurité',
    },
  },
  en: {
    practice: 'Practice',
    about: {
      'sign-in': 'Sign-in page of the practice company. No password, and nothing is sent to Microsoft.',
      portal: 'Make-believe portal of the practice company. Nothing is sent to Microsoft.',
    },
    chooseTitle: 'Choose an account',
    chooseLead: (client, company) => `to sign in to “${client}” for ${company}`,
    noRole: 'No administrator role',
    guest: 'Guest account',
    delegated: 'Delegated administrator of another company',
    consentTitle: 'Permissions requested',
    consentLead: (client, publisher) => `“${client}”, by ${publisher}, asks for permission to:`,
    signedInAs: (name) => `Signed in as ${name}`,
    openId: {
      openid: 'Sign you in',
      profile: 'View your basic profile',
      email: 'View your email address',
      offline_access: 'Keep the access you have given it',
    },
    accept: 'Accept',
    cancel: 'Cancel',
    adminTitle: 'Administrator approval needed',
    adminLead: (client) =>
      `“${client}” asks for permissions only an administrator can give. Start again with an account that has the role.`,
    goBack: 'Return to the application without granting consent',
    answerTitle: 'Done',
    answerLead: 'Taking you back to the application.',
    proceed: 'Continue',
    errorTitle: 'Sign-in cannot continue',
    expiredTitle: 'This page is no longer valid',
    expiredLead: 'Start signing in again from the application.',
    challengeTitles: {
      mfa: 'Approve sign-in request',
      'mfa-registration': 'More information required',
      'external-challenge': 'Your company’s own sign-in step',
    },
    challengeLead: 'Your company asks for one more step. In practice, a click is enough.',
    approve: 'Approve',
    deviceTitle: 'Enter code',
    deviceLead: 'Enter the code shown by the app or device. Do not if somebody else sent it to you.',
    deviceCode: 'Code',
    next: 'Next',
    ends: {
      device: (client) => [
        'You are signed in',
        `You have signed in to “${client}” on your device. You may close this window.`,
      ],
      declined: (client) => ['Sign-in cancelled', `“${client}” was given no access. You may close this window.`],
      'signed-out': () => ['You signed out', 'You may close this window.'],
    },
    roles: {
      'Global Administrator': 'Global Administrator',
      'Privileged Role Administrator': 'Privileged Role Administrator',
      'Application Administrator': 'Application Administrator',
      'Cloud Application Administrator': 'Cloud Application Administrator',
      'Application Developer': 'Application Developer',
      'Exchange Administrator': 'Exchange Administrator',
      'Global Reader': 'Global Reader',
      'Security Administrator': 'Security Administrator',
    },
  },
}
