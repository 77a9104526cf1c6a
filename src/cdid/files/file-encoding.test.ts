import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode, encode, type Encoding, nameEncoding } from './file-encoding.ts'

const encodings: readonly Encoding[] = ['utf-8', 'utf-8-marked', 'utf-16le', 'utf-16be']
const sample = '{\r\n  "Exchange": [ { "Environment": "érablière" } ]\r\n}\r\n'
const utf16 = Buffer.from(sample, 'utf16le')

test('text survives encoding and decoding in each encoding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...encodings), (text, encoding) => {
      // Text that begins with U+FEFF would be read as text with a mark, and no text holds a NUL.
      fc.pre(!text.startsWith('\uFEFF') && !text.includes('\0'))
      expect(decode(encode(text, encoding))).toEqual({ text, encoding })
    }),
  )
})

test.each([
  ['windows-1252', Buffer.from(sample, 'latin1')],
  ['windows-1252', Buffer.from([0x22, 0xe9, 0x22])],
  ['utf-16-unmarked', utf16],
  ['utf-16-unmarked', Buffer.from(utf16).swap16()],
  ['utf-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0, 0x7d, 0, 0, 0])],
  ['nul', Buffer.alloc(4096)],
  ['nul', Buffer.concat([Buffer.from(sample), Buffer.alloc(500)])],
] as const)('%s is refused and named', (name, bytes) => {
  expect(decode(bytes)).toBeNull()
  expect(nameEncoding(bytes)).toBe(name)
})

test.each([
  ['half a character of UTF-16', [0xff, 0xfe, 0x22]],
  ['half a pair of UTF-16', [0xff, 0xfe, 0x00, 0xd8]],
])('%s is refused', (_, bytes) => {
  expect(decode(Uint8Array.from(bytes))).toBeNull()
})
