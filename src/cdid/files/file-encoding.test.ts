import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode, encode, type Encoding } from './file-encoding.ts'

const encodings: readonly Encoding[] = ['utf-8', 'utf-8-marked', 'utf-16le', 'utf-16be']

test('text survives encoding and decoding in each encoding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...encodings), (text, encoding) => {
      // A text that begins with U+FEFF would be read as one with a mark.
      fc.pre(!text.startsWith('\uFEFF'))
      const bytes = encode(text, encoding)
      expect(decode(bytes)).toEqual({ text, encoding })
    }),
  )
})

test.each([
  ['Latin-1', [0x22, 0xe9, 0x22]],
  ['half a character of UTF-16', [0xff, 0xfe, 0x22]],
  ['half a pair of UTF-16', [0xff, 0xfe, 0x00, 0xd8]],
])('%s is refused', (_, bytes) => {
  expect(decode(Uint8Array.from(bytes))).toBeNull()
})
