import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { releaseNotes, releaseSteps, unfinishedCdid } from './release-readiness.mjs'

const ready = {
  version: '1.2.3',
  lockedVersion: '1.2.3',
  changelog:
    '# Changes\n\n## Unreleased\n\n## 1.2.3 · 2027-01-15\n\n- One thing.\n\n## 1.2.2 · 2027-01-01\n\n- Another.\n',
  frenchNotes: 'Une chose.\n',
  cdid: null,
  changedFiles: [],
  tags: ['v1.2.2'],
  tag: null,
}
const missingOf = (facts: Parameters<typeof releaseSteps>[0]) =>
  releaseSteps(facts).flatMap(({ what, missing }) => (missing === null ? [] : [what]))

test('a version that is whole may be released', () => {
  expect(missingOf(ready)).toEqual([])
  expect(missingOf({ ...ready, tags: ['v1.2.3'], tag: 'v1.2.3' })).toEqual([])
})

test.each([
  ['a version that is none', { version: '1.2', lockedVersion: '1.2' }, 'the version is one of SemVer'],
  ['a version in one file only', { lockedVersion: '1.2.2' }, 'package-lock.json has the same version'],
  ['no section in the changelog', { changelog: '# Changes\n' }, 'CHANGELOG.md has a section of it, with its day'],
  ['a section without a day', { changelog: '## 1.2.3\n\n- One.\n' }, 'CHANGELOG.md has a section of it, with its day'],
  [
    'something that is still unreleased',
    { changelog: ready.changelog.replace('## Unreleased\n', '## Unreleased\n\n- More.\n') },
    'nothing is left under Unreleased',
  ],
  ['nothing in French', { frenchNotes: null }, 'it is told in French'],
  ['no key of CDID’s', { cdid: 'no key' }, 'CDID has supplied what only CDID knows'],
  ['something not committed', { changedFiles: [' M a'] }, 'everything is committed'],
  ['a version that is out', { tags: ['v1.2.3'] }, 'the version is not released yet'],
  ['another tag', { tag: 'v1.2.4' }, 'the tag is that of the version'],
])('%s is missing something', (_what, facts, expected) => {
  expect(missingOf({ ...ready, ...facts })).toContain(expected)
})

test('the notes are in French, then in English, and of this version only', () => {
  expect(releaseNotes(ready)).toBe('Une chose.\n\n---\n\n## English\n\n- One thing.\n')
})

test('no release is claimed before there is one', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string }
  const changelog = readFileSync('CHANGELOG.md', 'utf8')
  if (unfinishedCdid({ pinned: true, version: '' }) !== null) {
    expect(version).toMatch(/^0\./)
    expect(changelog).not.toMatch(/^## 1\.0\.0/m)
  }
})
