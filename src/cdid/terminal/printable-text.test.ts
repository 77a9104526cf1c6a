import { expect, test } from 'vitest'
import { firstUnseen, printable, printableJson } from './printable-text.ts'

test('spells out what a terminal would obey or hide', () => {
  expect(printable('a\u001b[2J\u202Eb\n')).toBe('a[U+001B][2J[U+202E]b[U+000A]')
  expect(printable('Érablière 東京 🙂')).toBe('Érablière 東京 🙂')
})

test.each([
  ['acme', null],
  ['Érablière du Nord', null],
  ['a\u200bb', 'U+200B'],
  ['a\u00a0b', 'U+00A0'],
  ['a\u3164', 'U+3164'],
  ['a\ufe0f', 'U+FE0F'],
  ['a\u{e0001}', 'U+E0001'],
  ['a\tb', 'U+0009'],
])('%j: %s cannot be seen', (text, code) => {
  expect(firstUnseen(text)).toBe(code)
})

test('JSON is ASCII, and reads back the same', () => {
  const value = { name: 'Érablière 🙂\u2028', list: [1, null] }
  const text = printableJson(value)
  expect(text).toMatch(/^[\n -~]*$/)
  expect(text).toContain('\\u00c9rabli\\u00e8re \\ud83d\\ude42\\u2028')
  expect(JSON.parse(text)).toEqual(value)
})
