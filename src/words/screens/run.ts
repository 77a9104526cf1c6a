import { count, initialCount } from '../format/dates.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** Says in one sentence how much of a run is done. */
function doneInFrench(done: number, of: number): string {
  const all = count(of, 'fr')
  if (done === 0) return `Aucun élément sur ${all} n’est encore fait.`
  const some = initialCount(done, 'fr')
  return done === 1 ? `${some} élément sur ${all} est fait.` : `${some} éléments sur ${all} sont faits.`
}

function doneInEnglish(done: number, of: number): string {
  const all = count(of, 'en')
  if (done === 0) return `None of ${all} items is done yet.`
  return `${initialCount(done, 'en')} of ${all} items ${done === 1 ? 'is' : 'are'} done.`
}

const fr = {
  headings: {
    present: 'Configuration en cours',
    renewed: 'Renouvellement en cours',
    removed: 'Retrait en cours',
  },
  lead: (done: number, of: number) =>
    `${doneInFrench(done, of)} Vous pouvez faire autre chose : une notification vous préviendra.`,
  confirming: {
    name: 'Vérification',
    note: 'L’assistant relit le locataire jusqu’à ce qu’il n’y ait plus rien à changer',
    agreed: (agreed: number, of: number) =>
      `${agreed} ${agreed > 1 ? 'lectures' : 'lecture'} sur ${of} ${agreed > 1 ? 'concordent' : 'concorde'}`,
  },
  shortened: (day: string) => `Une stratégie du locataire a ramené l’échéance au ${day}`,
  toCome: 'à venir',
  waiting: {
    name: 'En attente de Microsoft',
    attempt: (attempt: number, next: string) => `essai ${attempt} · prochain dans ${next}`,
    now: (attempt: number) => `essai ${attempt} · en cours`,
    until: (minutes: number) => `L’assistant attend au plus ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  },
  states: { 'to-come': 'à venir', doing: 'en cours', done: 'fait', failed: 'arrêté' },
  announcement: (name: string, done: number, of: number) => `${name}, ${done} sur ${of}`,
  journal: 'Journal technique',
  requests: (count: number) => `${count} ${count > 1 ? 'requêtes' : 'requête'}, sans secret`,
  journalBody: 'Chaque requête y est notée avec sa réponse et son heure. Ni jeton, ni secret, ni message.',
  showJournal: 'Afficher le journal',
  note: 'Arrêter est sans danger : à la reprise, l’assistant repart de ce qui existe.',
  stop: 'Arrêter',
  stopped: {
    headings: {
      present: 'La configuration s’est arrêtée',
      renewed: 'Le renouvellement s’est arrêté',
      removed: 'Le retrait s’est arrêté',
    },
    lead: (done: number, of: number) =>
      `${doneInFrench(done, of)} Rien n’est perdu : l’assistant repart de ce qui existe.`,
    review: 'Revoir le plan',
    account: 'Changer de compte',
    delegation: 'Confier le consentement…',
    exempt: 'Exempter l’application…',
    askExemption: 'Demander l’exemption…',
    removeAll: 'Retirer tout…',
  },
}

const en: typeof fr = {
  headings: { present: 'Setting up', renewed: 'Renewing', removed: 'Removing' },
  lead: (done, of) => `${doneInEnglish(done, of)} You can do something else: a notification will tell you.`,
  confirming: {
    name: 'Check',
    note: 'The assistant keeps reading the tenant until nothing is left to change',
    agreed: (agreed, of) => `${agreed} of ${of} reads agree`,
  },
  shortened: (day) => `A tenant policy brought the expiry forward to ${day}`,
  toCome: 'to come',
  waiting: {
    name: 'Waiting for Microsoft',
    attempt: (attempt, next) => `try ${attempt} · next in ${next}`,
    now: (attempt) => `try ${attempt} · under way`,
    until: (minutes) => `The assistant waits at most ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  },
  states: { 'to-come': 'to come', doing: 'under way', done: 'done', failed: 'stopped' },
  announcement: (name, done, of) => `${name}, ${done} of ${of}`,
  journal: 'Technical log',
  requests: (count) => `${count} ${count > 1 ? 'requests' : 'request'}, no secret`,
  journalBody: 'Each request is noted with its answer and its time. No token, no secret, no message.',
  showJournal: 'Show the log',
  note: 'Stopping is safe: on resuming, the assistant starts from what exists.',
  stop: 'Stop',
  stopped: {
    headings: {
      present: 'Set-up has stopped',
      renewed: 'The renewal has stopped',
      removed: 'The removal has stopped',
    },
    lead: (done, of) => `${doneInEnglish(done, of)} Nothing is lost: the assistant starts from what exists.`,
    review: 'Review the plan',
    account: 'Use another account',
    delegation: 'Hand over the consent…',
    exempt: 'Exempt the application…',
    askExemption: 'Ask for the exemption…',
    removeAll: 'Remove everything…',
  },
}

/** The screen of a run (A3): setting up, renewing or removing. */
export const runWords: Words<typeof fr> = words({ fr, en })
