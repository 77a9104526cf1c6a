import { describe, expect, test } from 'vitest'
import type { ReceptionError } from '../reception-problem.ts'
import { checkKeys, foldKey, tooDeepAt } from './dotnet-keys.ts'
import { type JsonNode, readJson } from './json-tree.ts'

const problemOf = (text: string) => {
  try {
    checkKeys(readJson(text).root as JsonNode, text, 'a.json')
    return null
  } catch (error) {
    return (error as ReceptionError).problem
  }
}

describe('what .NET’s JsonConfigurationFileParser throws for', () => {
  test.each([
    ['a key twice', '{ "A": 1,\n  "A": 2 }', { name: 'A', line: 2, column: 3, firstLine: 1, firstColumn: 3 }],
    ['in another case', '{ "Log": { "Level": 1,\n"level": 2 } }', { name: 'Log:level', line: 2, column: 1 }],
    ['with a colon', '{ "A": { "B": 1 },\n"a:b": 2 }', { name: 'a:b', line: 2, column: 1 }],
    ['an item with a colon', '{ "A": [ 1, 2 ],\n"A:1": 3 }', { name: 'A:1', line: 2 }],
    ['a colon key and then an item', '{ "A:1": 3,\n"A": [ 1,\n2 ] }', { name: 'A:1', line: 3, column: 1 }],
    ['a value after an empty object', '{ "A": {},\n"A": 1 }', { name: 'A', line: 2 }],
    ['two objects of one key that meet', '{ "A": { "b": 1 },\n"a": { "B": 2 } }', { name: 'a:B', line: 2, column: 8 }],
    ['letters beyond ASCII', '{ "É": 1,\n"é": 2 }', { name: 'é', line: 2 }],
  ])('a duplicate key: %s', (_, text, more) => {
    expect(problemOf(text)).toMatchObject({ code: 'config-duplicate-key', ...more })
  })

  test('nesting deeper than 64', () => {
    const nested = (levels: number) => `{\n "A": ${'['.repeat(levels)}${']'.repeat(levels)} }`
    expect(problemOf(nested(63))).toBeNull()
    expect(problemOf(nested(64))).toEqual({ code: 'config-too-deep', file: 'a.json', line: 2, column: 70 })
    expect(tooDeepAt(nested(64))).toBe(nested(64).indexOf('[') + 63)
  })

  test.each([
    ['half a pair in a key', '{ "\\ud800": 1 }', { line: 1, column: 3 }],
    ['half a pair in a text', '{ "a":\n"x\\udc00" }', { line: 2, column: 1 }],
    ['a hidden line in a comment', '{ // a\u2028b\n}', { line: 1, column: 7 }],
  ])('%s', (_, text, position) => {
    expect(problemOf(text)).toEqual({ code: 'config-syntax', file: 'a.json', ...position })
  })
})

test.each([
  ['the same key in two objects', '{ "A": { "B": 1 }, "C": { "B": 2 } }'],
  ['two empty objects of one key', '{ "A": {}, "a": [] }'],
  ['an empty object after a value', '{ "A": 1, "A": {} }'],
  ['a value and an object of one key', '{ "A": 1, "A": { "B": 2 } }'],
  ['two objects of one key that do not meet', '{ "A": { "B": 1 }, "a": { "C": 2 } }'],
  ['a whole pair', '{ "\\ud83d\\ude42": "\\ud83d\\ude42" }'],
  ['U+2028 in a text or a block comment', '{ "a": "\u2028" /* \u2028 */ }'],
  ['an empty name', '{ "": { "": 1 }, ":x": 2 }'],
])('.NET reads %s', (_, text) => {
  expect(problemOf(text)).toBeNull()
})

test.each([
  ['Exchange', 'EXCHANGE', true],
  ['straße', 'STRASSE', false],
  ['straße', 'STRAßE', true],
  ['ᾳ', 'ᾼ', true],
  ['ﬁ', 'FI', false],
  ['ǆ', 'Ǆ', true],
  ['𐐨', '𐐀', true],
  ['é', 'e\u0301', false],
])('%j and %j are one key: %s', (one, other, same) => {
  expect(foldKey(one) === foldKey(other)).toBe(same)
})
