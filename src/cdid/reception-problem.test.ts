import { describe, expect, test } from 'vitest'
import { receptionProblems } from '#words/reception/problems/problems.ts'
import { type ReceptionProblem, sentence } from './reception-problem.ts'

const codes = Object.keys(receptionProblems.fr) as ReceptionProblem['code'][]

/** A value for every fact that a sentence uses. */
const facts = {
  command: 'x',
  option: 'out',
  character: 'U+200B',
  words: 'add, list',
  file: 'a.age',
  reason: 'EIO',
  maxKilobytes: 128,
  kind: 'mail',
  wanted: 'sealed',
  lock: 'a.lock',
  process: 12,
  host: 'serveur',
  version: '2',
  field: 'tenantId',
  shortest: 12,
  records: 'prextra-records.json',
  practice: true,
  environment: 'acme',
  tenant: 'T',
  expected: 'E',
  names: 'acme, Acme',
  endsAt: '2026-01-02T03:04:05Z',
  createdAt: '2026-01-02T03:04:05Z',
  newerAt: '2026-01-03T03:04:05Z',
  encoding: 'nul',
  name: 'exchange',
  line: 3,
  column: 5,
  firstLine: 2,
  firstColumn: 7,
  list: 'Exchange',
  there: 'Prextra:Exchange',
  meant: 'Prextra:Exchange',
  backup: 'a.bak',
  variable: 'HTTPS_PROXY',
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
    expect(text).not.toMatch(/'| [:;?!»]|« |[^\u00a0]:(?=\s|$)/)
  })
})

test('spells out characters of a file name that a terminal would obey', () => {
  const text = sentence({ code: 'file-not-found', file: 'a\u202Eb\u001b[2Jc\nd' }, 'en')
  expect(text).toContain('a[U+202E]b[U+001B][2Jc[U+000A]d')
})
