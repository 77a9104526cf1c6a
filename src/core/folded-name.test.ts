import fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldedName, isSameId, isSameName } from './folded-name.ts'

it.each([
  ['Acme', 'ACME', true],
  ['Érablière', 'ÉRABLIÈRE'.normalize('NFD'), true],
  ['Érablière', 'Erabliere', false],
  ['acme', 'acme ', false],
  ['acme', 'acme-2', false],
])('%j and %j are the same name: %s', (one, other, same) => {
  expect(isSameName(one, other)).toBe(same)
})

it('is the same however often it is folded, and whatever form the letters had', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = foldedName(text)
      expect(foldedName(once)).toBe(once)
      expect(foldedName(text.normalize('NFD'))).toBe(foldedName(text.normalize('NFC')))
    }),
  )
})

it('reads an id in capitals and in small letters alike', () => {
  expect(isSameId('8F3B6A1E-92D4-4C75-B0E8-1A6F5D27C943', '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943')).toBe(true)
  expect(isSameId('8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943', '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c944')).toBe(false)
})
