import type { Permission } from '#core/access/profile.ts'

type Asked = readonly Pick<Permission, 'value' | 'resourceName'>[]

const values = (permissions: Asked) => permissions.map(({ value }) => `\`${value}\``).join(', ')
const resource = (permissions: Asked) => permissions[0]?.resourceName ?? ''

/** The name of each check of a proof, and what is said of it before and after it has passed. */
export const checksInFrench = {
  token: {
    name: 'Jeton d’application',
    toCome: 'Un jeton neuf, demandé à Microsoft avec le nouveau secret',
    passed: 'Microsoft a délivré un jeton neuf en échange du nouveau secret',
  },
  role: {
    name: (asked: Asked) => (asked.length === 1 ? `Rôle ${values(asked)}` : 'Rôles du jeton'),
    toCome: (asked: Asked) =>
      asked.length === 1
        ? `Le jeton doit porter l’autorisation accordée, sur ${resource(asked)}`
        : `Le jeton doit porter les autorisations accordées, sur ${resource(asked)} : ${values(asked)}`,
    passed: (asked: Asked) =>
      asked.length === 1
        ? `Le jeton porte l’autorisation accordée, sur ${resource(asked)}`
        : `Le jeton porte les autorisations accordées, sur ${resource(asked)} : ${values(asked)}`,
  },
  mailbox: {
    name: 'Boîte aux lettres',
    toCome: 'Seul l’identifiant de la Boîte de réception sera lu, par EWS',
    passed: (mailbox: string) =>
      `${mailbox} a répondu par EWS. Seul l’identifiant de la Boîte de réception a été lu, aucun message.`,
  },
  calendar: {
    name: 'Calendrier',
    toCome: 'Seul l’identifiant du calendrier principal sera lu, par Graph',
    passed: (mailbox: string) => `Le calendrier de la boîte ${mailbox} a répondu. Aucun rendez-vous n’a été lu.`,
  },
  contacts: {
    name: 'Contacts',
    toCome: 'Seul l’identifiant d’un dossier de contacts sera lu, par Graph',
    passed: (mailbox: string) => `Les contacts de la boîte ${mailbox} ont répondu. Aucun contact n’a été lu.`,
  },
  mail: {
    name: 'Courriels',
    toCome: 'Seul l’identifiant de la Boîte de réception sera lu, par Graph',
    passed: (mailbox: string) => `La Boîte de réception a répondu (${mailbox}). Aucun message n’a été lu.`,
  },
  settings: {
    name: 'Réglages de la boîte',
    toCome: 'Seul le fuseau horaire sera lu, par Graph',
    passed: (mailbox: string) => `Le fuseau horaire de la boîte ${mailbox} a été lu.`,
  },
  user: {
    name: 'Profil de l’utilisateur',
    toCome: 'Seul l’identifiant du compte de la boîte sera lu, par Graph',
    passed: (mailbox: string) => `Le compte de la boîte ${mailbox} a été trouvé.`,
  },
  'blocked-mailbox': {
    name: 'Boîte hors du groupe',
    toCome: 'Elle doit rester fermée à l’application',
    passed: (_mailbox: string, blockedMailbox: string) => `${blockedMailbox} est restée fermée, comme il se doit.`,
  },
}

export const checksInEnglish: typeof checksInFrench = {
  token: {
    name: 'Application token',
    toCome: 'A fresh token, requested from Microsoft with the new secret',
    passed: 'Microsoft issued a fresh token for the new secret',
  },
  role: {
    name: (asked) => (asked.length === 1 ? `Role ${values(asked)}` : 'Roles in the token'),
    toCome: (asked) =>
      asked.length === 1
        ? `The token must carry the granted permission, on ${resource(asked)}`
        : `The token must carry the granted permissions, on ${resource(asked)}: ${values(asked)}`,
    passed: (asked) =>
      asked.length === 1
        ? `The token carries the granted permission, on ${resource(asked)}`
        : `The token carries the granted permissions, on ${resource(asked)}: ${values(asked)}`,
  },
  mailbox: {
    name: 'Mailbox',
    toCome: 'Only the Inbox’s identifier will be read, by EWS',
    passed: (mailbox) => `${mailbox} answered by EWS. Only the Inbox’s identifier was read, no message.`,
  },
  calendar: {
    name: 'Calendar',
    toCome: 'Only the identifier of the main calendar will be read, by Graph',
    passed: (mailbox) => `The calendar of ${mailbox} answered. No appointment was read.`,
  },
  contacts: {
    name: 'Contacts',
    toCome: 'Only the identifier of a contacts folder will be read, by Graph',
    passed: (mailbox) => `The contacts of ${mailbox} answered. No contact was read.`,
  },
  mail: {
    name: 'Mail',
    toCome: 'Only the Inbox’s identifier will be read, by Graph',
    passed: (mailbox) => `The Inbox of ${mailbox} answered. No message was read.`,
  },
  settings: {
    name: 'Mailbox settings',
    toCome: 'Only the time zone will be read, by Graph',
    passed: (mailbox) => `The time zone of ${mailbox} was read.`,
  },
  user: {
    name: 'User profile',
    toCome: 'Only the identifier of the mailbox’s account will be read, by Graph',
    passed: (mailbox) => `The account of ${mailbox} was found.`,
  },
  'blocked-mailbox': {
    name: 'Mailbox outside the group',
    toCome: 'It must stay closed to the application',
    passed: (_mailbox, blockedMailbox) => `${blockedMailbox} stayed closed, as it should.`,
  },
}
