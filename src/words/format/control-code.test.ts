import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { controlCodeWords, readControlCode } from './control-code.ts'

const code = fc.array(fc.nat(2047), { minLength: 8, maxLength: 8 })
const all = Array.from({ length: 2048 }, (_, value) => value)
const bare = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '')

const french = new Set(controlCodeWords(all, 'fr').map(bare))
const inBoth = new Set(controlCodeWords(all, 'en').filter((word) => french.has(word)))

describe.each(['fr', 'en'] as const)('the list in %s', (language) => {
  test('has a word for each number, and no two alike without accents', () => {
    const words = controlCodeWords(all, language)
    expect(new Set(words.map(bare)).size).toBe(2048)
    expect(words.every((word) => /^\p{Ll}{3,8}$/u.test(word))).toBe(true)
  })

  test('what is read out is what was shown, however it is typed', () => {
    fc.assert(
      fc.property(
        code,
        fc.constantFrom(' ', '-', ', ', ' – ', '\n', '\u00a0'),
        fc.constantFrom(
          (text: string) => text,
          (text: string) => text.toUpperCase(),
          (text: string) => text.normalize('NFD'),
          bare,
        ),
        (value, separator, typed) => {
          const words = controlCodeWords(value, language)
          // About a hundred words are in both lists. A code of eight of them could be read in either language (1 in 10¹⁰).
          fc.pre(words.some((word) => !inBoth.has(bare(word))))
          expect(readControlCode(` ${typed(words.join(separator))} `)).toEqual(value)
        },
      ),
    )
  })
})

describe('readControlCode', () => {
  const words = controlCodeWords([1, 2, 3, 4, 5, 6, 7, 2047], 'fr')

  test('gives the numbers back', () => {
    expect(readControlCode(words.join(' '))).toEqual([1, 2, 3, 4, 5, 6, 7, 2047])
  })

  test.each([
    ['nothing', ''],
    ['seven words', words.slice(1).join(' ')],
    ['nine words', [...words, words[0]].join(' ')],
    ['a word of no list', [...words.slice(1), 'prextra'].join(' ')],
    ['words of both lists', [...words.slice(1), 'zoo'].join(' ')],
    ['the name of a property', [...words.slice(1), '__proto__'].join(' ')],
  ])('refuses %s', (_, typed) => {
    expect(readControlCode(typed)).toBeNull()
  })
})
