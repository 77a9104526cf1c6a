import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr = {
  heading: 'Reprendre, renouveler ou retirer',
  lead: 'Ce que ce poste a remis à CDID. L’assistant relit le locataire avant de proposer quoi que ce soit.',
  leadEmpty: 'L’assistant se fie à ce qu’il lit dans le locataire, pas à ce que ce poste a retenu.',
  columns: { organization: 'Organisation', done: 'Fait le', expires: 'Expire', state: 'État' },
  states: { valid: 'Valide', soon: 'À renouveler', expired: 'Expiré' },
  empty: 'Rien n’a encore été fait sur ce poste.',
  emptyNote: 'Ce qui a été fait sur un autre poste se retrouve en vous connectant.',
  resumeNote: 'Une configuration à finir, ou faite sur un autre poste?',
  renewNote: 'Un secret qui expire bientôt?',
  renewLink: 'Le renouveler',
  byHand: 'Le renouveler à la main',
  byHandNote: 'Sans donner de droits à l’assistant?',
  confirmNote: 'Un courriel de CDID dit que l’accès est en place?',
  confirm: 'Enregistrer la confirmation…',
  confirmed: (organization: string, copyGone: boolean) =>
    `Confirmation de CDID vérifiée : le secret de **${organization}** est en service. ${copyGone ? 'La copie que Windows en gardait est effacée.' : 'Windows n’a pas pu effacer sa copie : l’assistant l’effacera à une prochaine ouverture.'}`,
  resume: 'Reprendre',
  renew: 'Renouveler le secret',
  remove: 'Retirer…',
}

const en: typeof fr = {
  heading: 'Resume, renew or remove',
  lead: 'What this computer handed to CDID. The assistant reads the tenant again before it offers anything.',
  leadEmpty: 'The assistant goes by what it reads in the tenant, not by what this computer remembers.',
  columns: { organization: 'Organization', done: 'Done on', expires: 'Expires', state: 'State' },
  states: { valid: 'Valid', soon: 'To renew', expired: 'Expired' },
  empty: 'Nothing has been done on this computer yet.',
  emptyNote: 'What was done on another computer is found again by signing in.',
  resumeNote: 'A set-up to finish, or one made on another computer?',
  renewNote: 'A secret that expires soon?',
  renewLink: 'Renew it',
  byHand: 'Renew it by hand',
  byHandNote: 'Without giving the assistant any rights?',
  confirmNote: 'An e-mail from CDID says that access is in place?',
  confirm: 'Record the confirmation…',
  confirmed: (organization, copyGone) =>
    `CDID’s confirmation checked: the secret of **${organization}** is in use. ${copyGone ? 'The copy that Windows kept is deleted.' : 'Windows could not delete its copy: the assistant will when it next opens.'}`,
  resume: 'Resume',
  renew: 'Renew the secret',
  remove: 'Remove…',
}

/** The screen that lists what this computer handed over (R1). */
export const historyWords: Words<typeof fr> = words({ fr, en })
