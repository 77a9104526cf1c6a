import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { practiceRecipient } from '#practice/company/reception-key.ts'
import { releaseKeyProblem } from './release-key.mjs'

const practice = readFileSync('src/practice/company/reception-key.ts', 'utf8')
const other = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'
const cdidOf = (...keys: unknown[]) => JSON.stringify({ recipients: keys.map((publicKey) => ({ publicKey })) })

test('a key of CDID’s own may be released', () => {
  expect(releaseKeyProblem(cdidOf(other), practice)).toBeNull()
})

test.each([
  ['the practice key', cdidOf(practiceRecipient.publicKey)],
  ['the practice key beside another', cdidOf(other, practiceRecipient.publicKey)],
  ['the practice key with a space', cdidOf(`${practiceRecipient.publicKey} `)],
  ['the practice key in capitals', cdidOf(practiceRecipient.publicKey.toUpperCase())],
  ['a key that is no text', cdidOf(null)],
  ['a private key', cdidOf(`AGE-SECRET-KEY-1${'Q'.repeat(58)}`)],
  ['no key', cdidOf()],
  ['no list of keys', '{}'],
  ['null', 'null'],
  ['no JSON', '{'],
  ['nothing', ''],
])('%s may not', (_name, cdid) => {
  expect(releaseKeyProblem(cdid, practice)).not.toBeNull()
})

test('nothing may be released when the practice key is not found, or found twice', () => {
  expect(releaseKeyProblem(cdidOf(other), '')).not.toBeNull()
  expect(releaseKeyProblem(cdidOf(other), practice + practice)).not.toBeNull()
})

test('this repository itself has no key to release with yet', () => {
  expect(releaseKeyProblem(readFileSync('build/cdid.json', 'utf8'), practice)).not.toBeNull()
})
