import type { Words } from '../language.ts'
import { words } from '../typography.ts'

const fr = {
  heading: 'Configuration en cours',
  lead: (done: string, many: boolean, of: string) =>
    `${done} ${many ? 'éléments' : 'élément'} sur ${of} ${many ? 'sont faits' : 'est fait'}. Vous pouvez travailler ailleurs : une notification vous préviendra.`,
  none: 'Aucun',
  confirming: { name: 'Vérification', note: 'L’assistant relit le locataire : le même plan doit être vide' },
  toCome: 'à venir',
  waiting: {
    name: 'En attente de Microsoft',
    attempt: (attempt: number, next: string) => `essai ${attempt} · prochain dans ${next}`,
    now: (attempt: number) => `essai ${attempt} · en cours`,
    until: (minutes: number) => `L’assistant attend au plus ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  },
  states: { 'to-come': 'à venir', doing: 'en cours', done: 'fait', failed: 'arrêté' },
  told: (name: string, done: number, of: number) => `${name}, ${done} sur ${of}`,
  journal: 'Journal technique',
  requests: (count: number) => `${count} ${count > 1 ? 'requêtes' : 'requête'}, sans secret`,
  journalBody: 'Chaque requête y est notée avec sa réponse et son heure. Ni jeton, ni secret, ni message.',
  showJournal: 'Afficher le journal',
  note: 'Arrêter est sans danger : à la reprise, l’assistant repart de ce qui existe.',
  stop: 'Arrêter',
  stopped: {
    heading: 'La configuration s’est arrêtée',
    lead: (done: string, many: boolean, of: string) =>
      `${done} ${many ? 'éléments' : 'élément'} sur ${of} ${many ? 'sont faits' : 'est fait'}. Rien n’est perdu : l’assistant repart de ce qui existe.`,
    review: 'Revoir le plan',
    account: 'Changer de compte',
  },
}

const en: typeof fr = {
  heading: 'Setting up',
  lead: (done, many, of) =>
    `${done} of ${of} items ${many ? 'are' : 'is'} done. You can work elsewhere: a notification will tell you.`,
  none: 'None',
  confirming: { name: 'Check', note: 'The assistant reads the tenant again: the same plan must be empty' },
  toCome: 'to come',
  waiting: {
    name: 'Waiting for Microsoft',
    attempt: (attempt, next) => `try ${attempt} · next in ${next}`,
    now: (attempt) => `try ${attempt} · under way`,
    until: (minutes) => `The assistant waits at most ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  },
  states: { 'to-come': 'to come', doing: 'under way', done: 'done', failed: 'stopped' },
  told: (name, done, of) => `${name}, ${done} of ${of}`,
  journal: 'Technical log',
  requests: (count) => `${count} ${count > 1 ? 'requests' : 'request'}, no secret`,
  journalBody: 'Each request is noted with its answer and its time. No token, no secret, no message.',
  showJournal: 'Show the log',
  note: 'Stopping is safe: on resuming, the assistant starts from what exists.',
  stop: 'Stop',
  stopped: {
    heading: 'Set-up has stopped',
    lead: (done, many, of) =>
      `${done} of ${of} items ${many ? 'are' : 'is'} done. Nothing is lost: the assistant starts from what exists.`,
    review: 'Review the plan',
    account: 'Use another account',
  },
}

export const runWords: Words<typeof fr> = words({ fr, en })
