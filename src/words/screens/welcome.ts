import { registeringRole } from '#core/access/profile.ts'
import { ofName } from '../format/elision.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import { roles } from '../portal/roles.ts'

const fr = {
  heading: 'Relier Outlook à Prextra',
  lead: 'L’assistant inscrit une application dans votre locataire Microsoft, prouve qu’elle fonctionne, puis remet l’accès à CDID dans un fichier scellé.',
  ways: 'Manière de faire',
  automatic: {
    name: 'Configuration automatique',
    time: 'environ 5 min',
    body: 'Vous vous connectez et approuvez un plan. L’assistant fait le reste et prouve que l’accès fonctionne.',
  },
  byHand: {
    name: 'Guide manuel',
    time: '15 à 20 min',
    body: 'Vous faites les manipulations dans le Centre d’administration Microsoft Entra. L’assistant guide et vérifie, sans aucun droit.',
  },
  kept: {
    present: (organization: string, day: string) =>
      `Un guide manuel${organization && ` pour **${organization}**`}, commencé le ${day}, peut être repris.`,
    renewed: (organization: string, day: string) =>
      `Un renouvellement à la main${organization && ` pour **${organization}**`}, commencé le ${day}, peut être repris.`,
    awaits: (organization: string) =>
      `Le renouvellement à la main${organization && ` ${ofName(`**${organization}**`)}`} attend la confirmation de CDID : vous devrez ensuite supprimer l’ancien secret.`,
    unreadable:
      'Un guide manuel commencé sur ce poste ne peut pas être relu : son fichier est endommagé, ou d’une autre version. Rien n’est perdu dans Entra : recommencez le guide avec ce qui s’y trouve.',
    unavailable:
      'Un guide manuel a été commencé, mais son fichier ne peut pas être lu en ce moment : un autre programme l’utilise peut-être. Fermez ce programme, puis ouvrez l’assistant de nouveau.',
  },
  restart: 'Commencer un nouveau guide efface celui-ci, et le secret collé.',
  practiceByHand: 'S’exercer à la main',
  manage: {
    name: 'Reprendre, renouveler ou retirer',
    time: '2 min',
    body: 'Finir une configuration, remplacer un secret qui expire ou enlever tout ce qui a été créé.',
  },
  practice: {
    name: 'Exercice',
    time: '3 min',
    body: 'Le même parcours dans un locataire fictif, sans compte ni réseau, pour vous exercer.',
  },
  added: 'Ce qui sera ajouté au locataire',
  application: 'Une inscription d’application',
  permission: 'Une autorisation, avec consentement administrateur',
  secret: 'Un secret client, jamais affiché',
  needed: 'Ce qu’il vous faut',
  role: { name: roles.fr[registeringRole], note: 'rôle minimal de votre compte' },
  exchange: { name: roles.fr['exchange-administrator'], note: 'peut être une autre personne' },
  network: 'Un accès à Microsoft',
  mailbox: { name: 'Une boîte aux lettres pour l’essai', note: 'aucun message n’y sera lu' },
  awaited: {
    consent: (organization: string, since: string) =>
      `**${organization}** : en attente du consentement d’une autre personne depuis le ${since}.`,
    'allow-list': (organization: string, since: string) =>
      `**${organization}** : en attente de la liste EWS depuis le ${since}.`,
    limit: (organization: string, since: string) =>
      `**${organization}** : en attente de la limite d’Exchange depuis le ${since}.`,
  },
  unsent: (organization: string, day: string) =>
    `Un secret créé le ${day} pour **${organization}** n’a jamais été remis à CDID, et il est encore valide. Connectez-vous pour le remettre, ou pour le retirer : rien n’est retiré sans votre accord.`,
  answered: 'CDID vous a répondu?',
  openAnswer: 'Ouvrir sa confirmation…',
  resume: 'Reprendre',
  note: 'Rien n’est modifié avant que vous ayez approuvé le plan.',
  fromAnother: 'Depuis une autre organisation…',
  start: 'Commencer',
  startPractice: 'Commencer l’exercice',
}

const en: typeof fr = {
  heading: 'Connect Outlook to Prextra',
  lead: 'The assistant registers an application in your Microsoft tenant, proves that it works, then hands the access to CDID in a sealed file.',
  ways: 'Way of working',
  automatic: {
    name: 'Automatic set-up',
    time: 'about 5 min',
    body: 'You sign in and approve a plan. The assistant does the rest and proves that access works.',
  },
  byHand: {
    name: 'Manual guide',
    time: '15 to 20 min',
    body: 'You do the work in the Microsoft Entra admin centre. The assistant guides and checks, with no rights at all.',
  },
  kept: {
    present: (organization, day) =>
      `A manual guide${organization && ` for **${organization}**`}, begun on ${day}, can be resumed.`,
    renewed: (organization, day) =>
      `A renewal by hand${organization && ` for **${organization}**`}, begun on ${day}, can be resumed.`,
    awaits: (organization) =>
      `The renewal by hand${organization && ` of **${organization}**`} waits for CDID’s confirmation: you will then have to delete the old secret.`,
    unreadable:
      'A manual guide that was begun on this computer cannot be read: its file is damaged, or of another version. Nothing is lost in Entra: start the guide again with what is there.',
    unavailable:
      'A manual guide was begun, but its file cannot be read at the moment: another program may be using it. Close that program, then open the assistant again.',
  },
  restart: 'Starting a new guide erases this one, and the secret that was pasted.',
  practiceByHand: 'Practise by hand',
  manage: {
    name: 'Resume, renew or remove',
    time: '2 min',
    body: 'Finish a set-up, replace a secret that expires, or remove all that was created.',
  },
  practice: {
    name: 'Practice',
    time: '3 min',
    body: 'The same path in a make-believe tenant, without account or network, to try your hand.',
  },
  added: 'What will be added to the tenant',
  application: 'An app registration',
  permission: 'A permission, with admin consent',
  secret: 'A client secret, never shown',
  needed: 'What you need',
  role: { name: roles.en[registeringRole], note: 'least privileged role for your account' },
  exchange: { name: roles.en['exchange-administrator'], note: 'may be another person' },
  network: 'A way to reach Microsoft',
  mailbox: { name: 'A mailbox to try', note: 'no message in it will be read' },
  awaited: {
    consent: (organization, since) => `Waiting for another person’s consent for **${organization}** since ${since}.`,
    'allow-list': (organization, since) =>
      `Waiting for the EWS allow list of **${organization}** to apply since ${since}.`,
    limit: (organization, since) => `Waiting for the limit of **${organization}** to apply since ${since}.`,
  },
  unsent: (organization, day) =>
    `A secret created on ${day} for **${organization}** was never handed to CDID, and it is still valid. Sign in to hand it over, or to remove it: nothing is removed without your consent.`,
  answered: 'Has CDID answered?',
  openAnswer: 'Open its confirmation…',
  resume: 'Resume',
  note: 'Nothing is changed before you approve the plan.',
  fromAnother: 'From another organization…',
  start: 'Start',
  startPractice: 'Start practice',
}

/** The first screen (00). */
export const welcomeWords: Words<typeof fr> = words({ fr, en })
