import { expect, it } from 'vitest'
import type { Change } from '#core/provision/change.ts'
import { problemCodes } from '#core/problem.ts'
import { sayChange } from './screens/review/changes.ts'
import { exportWords } from './screens/exports.ts'
import type { Language, Words } from './format/language.ts'
import { mainProcessWords } from './screens/shell/main-process.ts'
import { sayProblem } from './problems/problems.ts'
import { delegationWords } from './screens/delegation.ts'
import { doneWords } from './screens/done.ts'
import { handoffWords } from './screens/handoff.ts'
import { historyWords } from './screens/history.ts'
import { identityWords } from './screens/identity.ts'
import { limitWords } from './screens/limit.ts'
import { proofWords } from './screens/proof/proof.ts'
import { questionWords } from './screens/review/questions.ts'
import { removalWords } from './screens/review/removal.ts'
import { removedWords } from './screens/removed.ts'
import { renewalWords } from './screens/review/renewal.ts'
import { planItemWords } from './screens/review/plan-items.ts'
import { reviewWords } from './screens/review/review.ts'
import { runWords } from './screens/run.ts'
import { shellWords } from './screens/shell/shell.ts'
import { signInWords } from './screens/sign-in.ts'
import { welcomeWords } from './screens/welcome.ts'
import { waits } from './problems/waits.ts'

const all: readonly Words<unknown>[] = [
  mainProcessWords,
  waits,
  exportWords,
  shellWords,
  welcomeWords,
  signInWords,
  identityWords,
  planItemWords,
  reviewWords,
  runWords,
  delegationWords,
  limitWords,
  proofWords,
  handoffWords,
  doneWords,
  historyWords,
  questionWords,
  renewalWords,
  removalWords,
  removedWords,
]

const application = { applicationId: '1', appId: '2' }
const body = { redirectUris: ['uri'], permissions: ['role'] }
const changes: readonly Change[] = [
  { kind: 'create-application', displayName: 'Nord', ...body },
  { kind: 'update-application', ...application, ...body, tags: ['tag'] },
  { kind: 'restore-application', ...application },
  { kind: 'create-service-principal' },
  { kind: 'grant', resourceAppId: '3', appRoleId: '4', value: 'role' },
  ...(['limited', 'replaced'] as const).map((why) => ({
    ...{ kind: 'remove-grant' as const, resourceAppId: '3', appRoleId: '4', value: 'role', why },
  })),
  { kind: 'widen-application', applicationId: '1' },
  { kind: 'create-secret', expiresAt: '2027-03-01T12:00:00Z', beside: null },
  ...(['nobody-holds-it', 'expired', 'superseded', 'asked-for'] as const).map((why) => ({
    ...{ kind: 'remove-secret' as const, keyId: '5', why },
  })),
  ...(['asked-for', 'duplicate'] as const).map((why) => ({
    ...{ kind: 'remove-application' as const, ...application, displayName: 'Nord', why },
  })),
  { kind: 'release-application', ...application },
  { kind: 'remove-sign-in-entry', servicePrincipalId: '6', appId: '2' },
]

type Teller = (...facts: readonly unknown[]) => unknown

const standIns = [[2, 3, 4, 'Nord'], ['Nord', 'Nord', 'Nord', 'Nord'], [[{ value: 'role', resourceName: 'API' }]]]

/** With the first facts of a kind that the sentence can hold. */
function told(tell: Teller): unknown {
  for (const facts of standIns) {
    try {
      return tell(...facts)
    } catch {
      continue
    }
  }
  throw new Error('no stand-ins fit this sentence')
}

/** Every sentence, those of functions with stand-ins for their facts. */
function sentences(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return sentences(told(value as Teller))
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(sentences)
  return []
}

function every(language: Language): readonly string[] {
  const problems = problemCodes.map((code) => sayProblem({ code, at: '' }, language))
  const said = [
    ...all.map((words) => words[language]),
    ...problems,
    ...changes.map((change) => sayChange(change, language)),
  ]
  return sentences(said)
}

const wrongInFrench: Readonly<Record<string, RegExp>> = {
  'a straight apostrophe': /'/,
  'a space before ? ! ;': /\s[?!;]/,
  'a colon without its space that does not break': /(?<!\u00a0):(?=\s|$)/,
  'guillemets without theirs': /«(?!\u00a0)|(?<!\u00a0)»/,
  'three dots': /\.\.\./,
  'a word that is not ours': /e-mail|\btenant\b|liste blanche|crypter/i,
}

const wrongInEnglish: Readonly<Record<string, RegExp>> = {
  'a straight apostrophe': /'/,
  'a space before a mark': /\s[?!;:]/,
  'three dots': /\.\.\./,
  'a word that is not ours': /organisation|\bcenter\b/i,
}

it.each(Object.entries(wrongInFrench))('holds nowhere in French: %s', (_name, wrong) => {
  expect(every('fr').filter((sentence) => wrong.test(sentence))).toEqual([])
})

it.each(Object.entries(wrongInEnglish))('holds nowhere in English: %s', (_name, wrong) => {
  expect(every('en').filter((sentence) => wrong.test(sentence))).toEqual([])
})

it('leaves no blank in a problem that carries no fact', () => {
  for (const code of problemCodes) {
    for (const language of ['fr', 'en'] as const) {
      const { sentence, advice } = sayProblem({ code, at: '' }, language)
      expect(`${sentence} ${advice}`).not.toMatch(/[{}]|undefined/)
    }
  }
})
