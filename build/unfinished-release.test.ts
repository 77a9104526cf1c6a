import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { practiceRecipient } from '#practice/company/reception-key.ts'
import { suppliedFacts, unsuppliedFacts } from '#support/cdid-facts.ts'
import { suppliedByCdid, unfinishedRelease } from './unfinished-release.mjs'

const pinned = { pinned: true, version: '45.4.1' }
const finished = { ...suppliedFacts, recipients: [{ publicKey: `age1${'q'.repeat(58)}` }] }
const practice = readFileSync('src/practice/company/reception-key.ts', 'utf8')
const why = (cdid: object, electron = pinned) => unfinishedRelease(electron, JSON.stringify(cdid), practice)

test('a release that has everything is not refused', () => {
  expect(why(finished)).toBeNull()
})

test.each([
  [
    'another Electron',
    why(finished, { pinned: false, version: '25.1.1' }),
    /pinned Electron only, and this is 25\.1\.1/,
  ],
  ['no key', why({ ...finished, recipients: [] }), /names no CDID key/],
  ['the practice key', why({ ...finished, recipients: [practiceRecipient] }), /names the practice key/],
  ['nothing supplied', why({ ...finished, ...unsuppliedFacts }), /lacks what only CDID knows: phone, hours, hosting/],
])('refuses a release: %s', (_what, said, expected) => {
  expect(said).toMatch(expected)
})

test.each(suppliedByCdid)('refuses a release without %s, which docs/cdid.md lists', (fact) => {
  expect(why({ ...finished, [fact]: null })).toContain(fact)
  expect(readFileSync('docs/cdid.md', 'utf8')).toContain(`| \`${fact}\``)
})

test('every fact that may be missing is asked for, and stands in build/cdid.json', () => {
  const missing = Object.entries(unsuppliedFacts).filter(([, fact]) => fact === null)
  expect(missing.map(([name]) => name)).toEqual([...suppliedByCdid])
  const json = JSON.parse(readFileSync('build/cdid.json', 'utf8')) as object
  expect(suppliedByCdid.filter((fact) => !(fact in json))).toEqual([])
})
