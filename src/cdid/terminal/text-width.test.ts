import { expect, test } from 'vitest'
import { padTo, widthOf } from './text-width.ts'

test.each([
  ['Acmé', 4],
  ['Acme\u0301', 4],
  ['東京', 4],
  ['ﾃｽﾄ', 3],
  ['한국', 4],
  ['🙂', 2],
  ['\u001b[32mok\u001b[39m', 2],
  ['…•—', 3],
])('%j takes %i columns', (text, columns) => {
  expect(widthOf(text)).toBe(columns)
})

test('pads to columns, not to characters', () => {
  expect(padTo('東京', 6)).toBe('東京  ')
  expect(padTo('too long', 3)).toBe('too long')
})
