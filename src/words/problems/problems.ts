import type { Problem, ProblemCode } from '#core/problem.ts'
import type { Language, Words } from '../format/language.ts'
import { problemsInEnglish } from './english.ts'
import { problemsInFrench } from './french.ts'
import { roles } from '../portal/roles.ts'
import { words } from '../format/typography.ts'

/**
 * Waiting, refusal and ignorance are three things. `wait`: normal, ask again later. `no`: Microsoft refuses, and
 * trying again as is will not help. `unknown`: it is not known what happened. `here`: something to put right on this
 * side. `stopped`: a person, or time, ended it; nothing is wrong.
 */
export type Nature = 'wait' | 'no' | 'unknown' | 'here' | 'stopped'

export interface ProblemWords {
  /** Names the thing, in one sentence. */
  readonly sentence: string
  /** What to do, by whom. */
  readonly advice: string
}

export interface ToldProblem extends ProblemWords {
  readonly nature: Nature
}

const natures: Readonly<Record<ProblemCode, Nature>> = {
  'sign-in-cancelled': 'stopped',
  'sign-in-timeout': 'stopped',
  'sign-in-declined': 'stopped',
  'sign-in-refused': 'no',
  'sign-in-needs-approval': 'no',
  'sign-in-not-assigned': 'no',
  'conditional-access': 'no',
  'device-not-managed': 'no',
  'wrong-account': 'here',
  'tenant-changed': 'here',
  'signed-out': 'here',
  'browser-not-opened': 'here',
  unreachable: 'here',
  'proxy-sign-in': 'here',
  'certificate-untrusted': 'here',
  'not-allowed': 'no',
  'grant-not-allowed': 'no',
  'microsoft-busy': 'wait',
  'microsoft-slow': 'wait',
  'microsoft-unexpected': 'unknown',
  'answer-lost': 'unknown',
  'quota-exceeded': 'no',
  'secrets-forbidden': 'no',
  'lifetime-too-long': 'no',
  'exchange-missing': 'no',
  'several-applications': 'here',
  'plan-changed': 'here',
  stopped: 'stopped',
  'renewal-under-way': 'here',
  'consent-missing': 'here',
  'not-typed': 'here',
  'nothing-to-remove': 'here',
  'confirmation-unreadable': 'here',
  'confirmation-other': 'here',
  'confirmation-forged': 'here',
  'vault-unavailable': 'here',
  'vault-lost-secret': 'here',
  'secret-left-behind': 'here',
  'secret-not-here': 'here',
  'secret-not-accepted': 'no',
  'secret-expired': 'no',
  'role-missing': 'wait',
  'ews-disabled': 'no',
  'ews-blocked': 'no',
  'ews-ended': 'no',
  'mailbox-refused': 'no',
  'mailbox-out-of-reach': 'no',
  'not-limited': 'no',
  'blocked-mailbox-needed': 'here',
  'mailbox-unknown': 'here',
  'mailbox-alias': 'here',
  'exchange-unauthorized': 'no',
  'exchange-busy': 'wait',
  'recipient-missing': 'here',
  'mail-not-allowed': 'here',
  'other-account': 'here',
  'no-mailbox': 'here',
  'mail-refused': 'no',
  'file-not-written': 'here',
  'live-unavailable': 'here',
  'out-of-order': 'here',
  'bad-input': 'here',
  internal: 'unknown',
}

const sentences: Words<Readonly<Record<ProblemCode, ProblemWords>>> = words({
  fr: problemsInFrench,
  en: problemsInEnglish,
})

/** What `{…}` in a sentence says when the problem does not carry that fact. */
const otherwise: Words<Readonly<Record<string, string>>> = {
  fr: {
    role: roles.fr['cloud-application-administrator'],
    host: 'le service de Microsoft',
    primaryAddress: 'l’adresse principale',
    months: '6',
    ids: '',
    keyId: '',
  },
  en: {
    role: roles.en['cloud-application-administrator'],
    host: 'Microsoft’s service',
    primaryAddress: 'the primary address',
    months: '6',
    ids: '',
    keyId: '',
  },
}

/** Total over the closed list of codes: a new one without both languages does not compile. */
export function sayProblem(problem: Problem, language: Language): ToldProblem {
  const facts = {
    ...otherwise[language],
    ...hostOf(problem),
    ...addressOf(problem),
    ...problem.facts,
    ...roleOf(problem, language),
  }
  const { sentence, advice } = sentences[language][problem.code]
  return { nature: natures[problem.code], sentence: fill(sentence, facts), advice: fill(advice, facts) }
}

function hostOf({ microsoft }: Problem): Readonly<Record<string, string>> {
  return microsoft?.host === undefined ? {} : { host: microsoft.host }
}

function addressOf({ primaryAddress }: Problem): Readonly<Record<string, string>> {
  return primaryAddress === undefined ? {} : { primaryAddress }
}

/** A role by Microsoft's own name of it. */
function roleOf({ facts }: Problem, language: Language): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string>> = roles[language]
  const role = known[facts?.['role'] ?? '']
  return role === undefined ? {} : { role }
}

function fill(sentence: string, facts: Readonly<Record<string, string>>): string {
  const filled = sentence.replace(/\{(\w+)\}/g, (_blank, name: string) => facts[name] ?? '')
  return filled.slice(0, 1).toUpperCase() + filled.slice(1)
}
