import { registeringRole } from '#core/access/profile.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'
import { roles } from '../portal/roles.ts'
import { problemsInEnglish } from './english.ts'
import { problemsInFrench, type ProblemWords } from './french.ts'
import { natures, type Nature } from './natures.ts'

export interface ProblemMessage extends ProblemWords {
  readonly nature: Nature
}

const sentences: Words<Readonly<Record<ProblemCode, ProblemWords>>> = words({
  fr: problemsInFrench,
  en: problemsInEnglish,
})

type DefaultFact = 'role' | 'host' | 'issuer' | 'primaryAddress' | 'answer' | 'policy' | 'keyId' | 'ids' | 'place'

/** What stands for a fact in braces when the problem does not carry that fact. */
const defaultFacts: Words<Readonly<Record<DefaultFact, string>>> = words({
  fr: {
    role: roles.fr[registeringRole],
    host: 'le service de Microsoft',
    issuer: 'une autorité inconnue',
    primaryAddress: 'celle qu’Exchange affiche',
    answer: 'une page d’un autre serveur',
    policy: 'de l’exemption',
    keyId: 'son ID est dans les détails',
    ids: 'leurs ID sont dans les détails',
    place: 'la valeur en cause est inconnue',
  },
  en: {
    role: roles.en[registeringRole],
    host: 'Microsoft’s service',
    issuer: 'an unknown authority',
    primaryAddress: 'the one that Exchange shows',
    answer: 'a page of another server',
    policy: 'of the exemption',
    keyId: 'its ID is in the details',
    ids: 'their IDs are in the details',
    place: 'which value is not known',
  },
})

/** Says what a problem is and what to do about it. A problem code without words in both languages does not compile. */
export function sayProblem(problem: Problem, language: Language): ProblemMessage {
  const facts = {
    ...defaultFacts[language],
    ...microsoftFacts(problem, language),
    ...problem.facts,
    ...roleOf(problem, language),
  }
  const { sentence, advice } = sentences[language][problem.code]
  return { nature: natures[problem.code], sentence: filled(sentence, facts), advice: filled(advice, facts) }
}

/** What sentences may say of an answer: which host gave it, what it was, and the address it asked for. */
function microsoftFacts({ microsoft, primaryAddress }: Problem, language: Language): Readonly<Record<string, string>> {
  const { host, status, pageTitle } = microsoft ?? {}
  return {
    ...(host !== undefined && { host }),
    ...(status !== undefined && { answer: answerWords[language](status, pageTitle ?? null) }),
    ...(primaryAddress !== undefined && { primaryAddress }),
  }
}

/** An answer that nothing shows to be Microsoft's: its status and, if it was a page, the page's title. */
const answerWords: Words<(status: number, pageTitle: string | null) => string> = words({
  fr: (status, pageTitle) => `HTTP ${status}${pageTitle === null ? '' : `, page « ${pageTitle} »`}`,
  en: (status, pageTitle) => `HTTP ${status}${pageTitle === null ? '' : `, page “${pageTitle}”`}`,
})

/** Microsoft's own name of the role that the problem names, in place of the code's name for it. */
function roleOf({ facts }: Problem, language: Language): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string>> = roles[language]
  const role = known[facts?.['role'] ?? '']
  return role === undefined ? {} : { role }
}

/** Puts facts in place of `{name}`. */
function filled(sentence: string, facts: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_braces, name: string) => facts[name] ?? '')
}
