import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { controlCode, handoffFileName, practiceFileName } from './document.ts'

describe('handoffFileName', () => {
  const at = new Date(2026, 10, 22, 9, 7)

  test('says the domain and the local time, and practice first', () => {
    expect(handoffFileName('Acme.example', at, null)).toBe('prextra-acme.example-20261122-0907.age')
    expect(handoffFileName('acme.example', at, 'fr')).toBe('PRATIQUE-prextra-acme.example-20261122-0907.age')
    expect(handoffFileName('acme.example', at, 'en')).toBe('PRACTICE-prextra-acme.example-20261122-0907.age')
  })

  test('whatever the domain, it is one plain name that stays in its folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (domain) => {
        const name = handoffFileName(domain, at, null)
        expect(name).toMatch(/^prextra-[a-z0-9.-]{0,100}-20261122-0907\.age$/)
        expect(name).not.toContain('..')
      }),
    )
  })
})

test('the practice prefix is added once, whichever language it is in', () => {
  expect(practiceFileName('plan.pdf', 'en')).toBe('PRACTICE-plan.pdf')
  expect(practiceFileName('PRATIQUE-plan.pdf', 'en')).toBe('PRATIQUE-plan.pdf')
  expect(practiceFileName('PRACTICE-plan.pdf', 'fr')).toBe('PRACTICE-plan.pdf')
})

describe('controlCode', () => {
  const sealed = new TextEncoder().encode('sealed bytes')
  const code = controlCode(sealed, 'age1recipient', 'aaaaaaaa-0000-4000-8000-000000000001')

  test('is eight numbers of eleven bits, and stays what it was in 1.0', () => {
    expect(code).toEqual([1879, 1691, 638, 1384, 223, 1947, 1524, 1551])
  })

  test('ignores the case of the tenant id, and nothing else', () => {
    expect(controlCode(sealed, 'age1recipient', 'AAAAAAAA-0000-4000-8000-000000000001')).toEqual(code)
    expect(controlCode(sealed, 'age1Recipient', 'aaaaaaaa-0000-4000-8000-000000000001')).not.toEqual(code)
    expect(controlCode(sealed, 'age1recipient', 'aaaaaaaa-0000-4000-8000-000000000002')).not.toEqual(code)
  })

  test('changes with any bit of the sealed bytes', () => {
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const flipped = sealed.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
        expect(controlCode(flipped, 'age1recipient', 'aaaaaaaa-0000-4000-8000-000000000001')).not.toEqual(code)
      }),
    )
  })

  test('does not take the end of one part for the start of the next', () => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    expect(controlCode(bytes('ab'), 'c', 'd')).not.toEqual(controlCode(bytes('a'), 'bc', 'd'))
    expect(controlCode(bytes('a'), 'bc', 'd')).not.toEqual(controlCode(bytes('a'), 'b', 'cd'))
  })
})
