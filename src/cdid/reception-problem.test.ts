import { describe, expect, test } from 'vitest'
import { receptionProblems } from '#words/reception/problems.ts'
import { type ReceptionProblem, sentence } from './reception-problem.ts'

const codes = Object.keys(receptionProblems.fr) as ReceptionProblem['code'][]

/** A value for every fact that a sentence uses. */
const facts = {
  command: 'x',
  option: 'out',
  file: 'a.age',
  reason: 'EIO',
  maxKilobytes: 128,
  field: 'tenantId',
  version: '2',
  tenant: 'T',
  expected: 'E',
  endsAt: '2026-01-02T03:04:05Z',
  environment: 'acme',
  line: 3,
  firstLine: 2,
  name: 'exchange',
  backup: 'a.bak',
  lock: 'a.lock',
  process: 12,
  host: 'serveur',
  words: 'add, list',
  shortest: 12,
  practice: true,
}

describe.each(codes)('%s', (code) => {
  test.each(['fr', 'en'] as const)('is one sentence, in %s', (language) => {
    const text = sentence({ ...facts, code } as ReceptionProblem, language)
    expect(text).toMatch(/^\p{Lu}|^[«“]/u)
    expect(text).toMatch(/\.$/)
    expect(text).not.toMatch(/undefined|null|\n|\. \p{Lu}/u)
  })

  test('follows the typography of Québec in French', () => {
    const text = sentence({ ...facts, code } as ReceptionProblem, 'fr')
    expect(text).not.toMatch(/'| [:;?!»]|« |[^\u00a0]:/)
  })
})

test('spells out characters of a file name that a terminal would obey', () => {
  const text = sentence({ code: 'file-not-found', file: 'a\u202Eb\u001b[2Jc\nd' }, 'en')
  expect(text).toContain('a[U+202E]b[U+001B][2Jc[U+000A]d')
})
