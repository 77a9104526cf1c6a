import type { OrganizationIssue } from '#core/session/identity.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const issuesInFrench: Readonly<Record<OrganizationIssue, string>> = {
  missing: 'Entrez le domaine ou l’ID de l’organisation.',
  address: 'C’est une adresse de courriel. Entrez seulement le domaine de l’organisation, ou son ID.',
  'neither-domain-nor-id': 'Entrez un domaine, par exemple exemple.com, ou un ID d’annuaire de 36 caractères.',
  unknown: 'Microsoft ne connaît aucune organisation de ce domaine ou de cet ID. Vérifiez-le.',
}

const issuesInEnglish: typeof issuesInFrench = {
  missing: 'Enter the domain or the ID of the organization.',
  address: 'This is an e-mail address. Enter only the domain of the organization, or its ID.',
  'neither-domain-nor-id': 'Enter a domain, for example example.com, or a directory ID of 36 characters.',
  unknown: 'Microsoft knows no organization with this domain or this ID. Check it.',
}

const fr = {
  heading: 'Quelle organisation faut-il configurer?',
  lead: 'Rien ne s’ouvre avant que vous ayez choisi.',
  which: 'Organisation',
  own: {
    name: 'Celle de mon compte',
    body: 'Vous vous connectez avec un compte de l’organisation à configurer.',
  },
  other: {
    name: 'Je l’administre depuis une autre organisation',
    body: 'Vous y êtes invité, ou administrateur délégué (partenaire, GDAP). Nommez-la aussi si elle se trouve dans un nuage de gouvernement ou en Chine.',
  },
  field: 'Domaine ou ID de l’annuaire',
  placeholder: 'client.com',
  note: 'Le domaine de l’organisation à configurer, et non celui de votre compte.',
  find: 'Chercher l’organisation',
  finding: 'L’assistant demande à Microsoft quel est ce locataire…',
  remembered: 'Organisations retenues sur ce poste',
  forget: (domain: string) => `Oublier ${domain}`,
  found: 'Locataire trouvé',
  domain: 'Domaine',
  byId: 'Le nom s’affichera après la connexion',
  cloud: 'Nuage Microsoft',
  tenantId: 'ID de l’annuaire (locataire)',
  nameLater: 'Le nom de l’organisation s’affichera après la connexion : vérifiez-le alors.',
  moved: (domain: string) =>
    `**${domain}** mène aujourd’hui à un autre locataire que la dernière fois. Vérifiez auprès de l’organisation avant de continuer.`,
  before: 'ID de la dernière fois',
  remember: 'Retenir cette organisation sur ce poste (son domaine et son ID)',
  signIn: 'Se connecter',
  elsewhere: 'J’administre cette organisation depuis une autre',
  elsewhereNote:
    'Si vous êtes invité ou administrateur délégué (partenaire), la page de Microsoft mène à votre propre organisation. Nommez d’abord celle qu’il faut configurer.',
  elsewhereGo: 'Nommer l’organisation',
  into: 'Connexion à',
  handOver: 'Confier l’autorisation…',
  issues: issuesInFrench,
}

const en: typeof fr = {
  heading: 'Which organization is to be set up?',
  lead: 'Nothing opens before you have chosen.',
  which: 'Organization',
  own: {
    name: 'My account’s',
    body: 'You sign in with an account of the organization to set up.',
  },
  other: {
    name: 'I administer it from another organization',
    body: 'You are a guest there, or a delegated administrator (partner, GDAP). Name it as well if it is in a government cloud or in China.',
  },
  field: 'Domain or directory ID',
  placeholder: 'customer.com',
  note: 'The domain of the organization to set up, not that of your account.',
  find: 'Find the organization',
  finding: 'The assistant asks Microsoft which tenant this is…',
  remembered: 'Organizations remembered on this computer',
  forget: (domain) => `Forget ${domain}`,
  found: 'Tenant found',
  domain: 'Domain',
  byId: 'The name is shown after the sign-in',
  cloud: 'Microsoft cloud',
  tenantId: 'Directory (tenant) ID',
  nameLater: 'The name of the organization is shown after the sign-in: check it then.',
  moved: (domain) =>
    `**${domain}** now leads to another tenant than last time. Check with the organization before you continue.`,
  before: 'ID of last time',
  remember: 'Remember this organization on this computer (its domain and its ID)',
  signIn: 'Sign in',
  elsewhere: 'I administer this organization from another one',
  elsewhereNote:
    'If you are a guest or a delegated administrator (partner), Microsoft’s page leads to your own organization. First name the one to set up.',
  elsewhereGo: 'Name the organization',
  into: 'Signing in to',
  handOver: 'Hand over the authorization…',
  issues: issuesInEnglish,
}

/** The part of the sign-in screen that asks which organization it is (A1, before the sign-in). */
export const organizationWords: Words<typeof fr> = words({ fr, en })
