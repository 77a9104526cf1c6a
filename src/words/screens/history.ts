import { ofName } from '../format/elision.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr = {
  heading: 'Reprendre, renouveler ou retirer',
  lead: 'Ce que ce poste a remis à CDID. L’assistant relit le locataire avant de proposer quoi que ce soit.',
  leadEmpty: 'L’assistant se fonde sur l’état réel du locataire, et non sur l’historique de ce poste.',
  columns: { organization: 'Organisation', done: 'Fait le', expires: 'Expire', state: 'État' },
  states: { valid: 'Valide', soon: 'À renouveler', expired: 'Expiré' },
  empty: 'Rien n’a encore été fait sur ce poste.',
  emptyNote: 'Pour retrouver ce qui a été fait sur un autre poste, connectez-vous.',
  resumeNote: 'Une configuration à finir, ou faite sur un autre poste?',
  renewNote: 'Un secret qui expire bientôt?',
  renewLink: 'Le renouveler',
  byHand: 'Renouveler le secret à la main',
  byHandNote: 'Vous préférez ne donner aucun droit à l’assistant?',
  confirmed: (organization: string, copyGone: boolean) =>
    `Confirmation de CDID vérifiée : le secret ${ofName(`**${organization}**`)} est en service. ${copyGone ? 'La copie que Windows en conservait est effacée.' : 'Windows n’a pas pu effacer sa copie : l’assistant l’effacera à une prochaine ouverture.'}`,
  answer: {
    text: (organization: string, day: string) =>
      `CDID confirme que le secret ${ofName(`**${organization}**`)} est en service depuis le ${day}. L’assistant a vérifié que cette confirmation vient bien de CDID.`,
    signIn: 'Pour l’enregistrer dans le locataire, connectez-vous.',
    record: 'Enregistrer la confirmation',
    recordSigned: 'Se connecter et enregistrer',
  },
  drop: 'Vous pouvez aussi déposer ici le fichier reçu de CDID.',
  about: (organization: string) => `Que voulez-vous faire pour ${organization}?`,
  finish: 'Reprendre la configuration',
  limit: 'Limiter à certaines boîtes…',
  report: 'Enregistrer le rapport…',
  file: 'Afficher le fichier',
  forget: 'Oublier cette ligne',
  forgetNote: 'Oublier cette ligne ne change rien dans le locataire.',
  answered: 'CDID vous a répondu?',
  openAnswer: 'Ouvrir sa confirmation…',
  resume: 'Reprendre',
  renew: 'Renouveler le secret',
  remove: 'Retirer…',
}

const en: typeof fr = {
  heading: 'Resume, renew or remove',
  lead: 'What this computer handed to CDID. The assistant reads the tenant again before it offers anything.',
  leadEmpty: 'The assistant relies on the actual state of the tenant, not on the history of this computer.',
  columns: { organization: 'Organization', done: 'Done on', expires: 'Expires', state: 'State' },
  states: { valid: 'Valid', soon: 'To renew', expired: 'Expired' },
  empty: 'Nothing has been done on this computer yet.',
  emptyNote: 'To find what was done on another computer, sign in.',
  resumeNote: 'A set-up to finish, or one made on another computer?',
  renewNote: 'A secret that expires soon?',
  renewLink: 'Renew it',
  byHand: 'Renew the secret by hand',
  byHandNote: 'Would you rather give the assistant no rights?',
  confirmed: (organization, copyGone) =>
    `CDID’s confirmation checked: the secret of **${organization}** is in use. ${copyGone ? 'The copy that Windows kept is deleted.' : 'Windows could not delete its copy: the assistant will when it next opens.'}`,
  answer: {
    text: (organization, day) =>
      `CDID confirms that the secret of **${organization}** is in use since ${day}. The assistant has checked that this confirmation comes from CDID.`,
    signIn: 'To record it in the tenant, sign in.',
    record: 'Record the confirmation',
    recordSigned: 'Sign in and record',
  },
  drop: 'You can also drop here the file that CDID sent.',
  about: (organization) => `What do you want to do for ${organization}?`,
  finish: 'Resume the set-up',
  limit: 'Limit to some mailboxes…',
  report: 'Save the report…',
  file: 'Show the file',
  forget: 'Forget this row',
  forgetNote: 'Forgetting this row changes nothing in the tenant.',
  answered: 'Has CDID answered?',
  openAnswer: 'Open its confirmation…',
  resume: 'Resume',
  renew: 'Renew the secret',
  remove: 'Remove…',
}

/** The screen that lists what this computer handed over (R1). */
export const historyWords: Words<typeof fr> = words({ fr, en })
