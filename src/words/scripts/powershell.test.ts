import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from '#support/powershell-tree.ts'
import { guid, mailAddress, quoted, scriptFile } from './powershell.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom("'", '\u2018', '\u2019', '\u201a', '\u201b', '"', '`', '$', '(', ')', ';', '\n', '|', 'a'),
  }),
)

describe('a quoted value', () => {
  it('is one string whatever it holds', () => {
    const harmless = parse(`Write-Host 'a'`).toString()
    const parsed = fc.property(hostile, (value) => {
      // The grammar takes NUL for the end of the text. No id and no address has one.
      fc.pre(!value.includes('\0'))
      expect(parse(`Write-Host ${quoted(value)}`).toString()).toBe(harmless)
    })
    fc.assert(parsed)
  })

  it('doubles every mark PowerShell ends a string with, and gives the value back', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const inside = quoted(value).slice(1, -1)
        expect(inside.replace(/(['\u2018\u2019\u201a\u201b])\1/g, '')).not.toMatch(/['\u2018\u2019\u201a\u201b]/)
        expect(inside.replace(/(['\u2018\u2019\u201a\u201b])\1/g, '$1')).toBe(value)
      }),
    )
  })
})

describe('an id', () => {
  it('is a GUID, whatever its case', () => {
    fc.assert(fc.property(fc.uuid(), (id) => [id, id.toUpperCase()].every((one) => guid(one) === one)))
  })
  it.each(['', '8f3b…c943', `8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943\n`, '{8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943}'])(
    'is not %j',
    (value) => {
      expect(() => guid(value)).toThrow(RangeError)
    },
  )
})

describe('an address', () => {
  it.each(['accueil@nord.example', "o'brien@nord.example", 'a$b`c|d@nord.example'])(
    'is %s, in one string',
    (address) => {
      expect(mailAddress(address)).toBe(address)
      expect(parse(`Write-Host ${quoted(mailAddress(address))}`).toString()).toBe(parse(`Write-Host 'a'`).toString())
    },
  )
  it.each(['accueil', 'a b@nord.example', 'a@nord.example\n', '$(x)@nord.example', '"a"@nord.example'])(
    'is not %j',
    (address) => {
      expect(() => mailAddress(address)).toThrow(RangeError)
    },
  )
  it('ends no line and no string of PowerShell’s but by a straight apostrophe, which is doubled, whatever is given', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.emailAddress()), (value) => {
        try {
          expect(mailAddress(value)).toMatch(/^[A-Za-z0-9@.!#$%&'+/=^_`{|}~-]+$/)
        } catch (error) {
          if (!(error instanceof RangeError)) throw error
        }
      }),
    )
  })
})

it('is a file Windows PowerShell reads as UTF-8: byte order mark, and CRLF only', () => {
  const file = scriptFile(['a\nb\r\n', '\nc'])
  expect(file).toBe('\uFEFFa\r\nb\r\n\r\nc\r\n')
})
