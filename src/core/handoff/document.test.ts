import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { controlCode, handoffFileName, handoffSchema } from './document.ts'

const handoff = {
  format: 'prextra-handoff',
  version: 1,
  id: '0b5a7a3e-5c0f-4b8e-9a39-6f6f1c1f2a10',
  createdAt: '2026-11-22T19:07:00Z',
  practice: false,
  profile: 'ews',
  cloud: 'public',
  environment: 'acme',
  applicationId: '11111111-0000-4000-8000-000000000001',
  tenantId: '22222222-0000-4000-8000-000000000002',
  clientSecret: 'not-a-real-secret',
  secretKeyId: '33333333-0000-4000-8000-000000000003',
  secretExpiresAt: '2027-04-01T00:00:00Z',
  organization: { name: 'Acme inc.', domain: 'acme.example' },
  contact: { name: 'Ada', email: 'ada@acme.example' },
  caseNumber: null,
  proof: { token: '2026-11-22T19:06:00Z', mailbox: null },
  assistant: '1.0.0',
}

describe('handoffSchema', () => {
  test('reads what product.md shows, and keeps fields it does not know', () => {
    const later = { ...handoff, later: { added: true }, organization: { ...handoff.organization, city: 'Lévis' } }
    expect(handoffSchema.parse(later)).toEqual(later)
  })

  test.each([
    ['another version', { version: 2 }],
    ['another format', { format: 'other' }],
    ['a number for an id', { tenantId: 7 }],
    ['an id that is none', { tenantId: '../../etc' }],
    ['an empty secret', { clientSecret: '' }],
    ['a secret too long', { clientSecret: 'x'.repeat(129) }],
    ['a name too long', { organization: { name: 'x'.repeat(257), domain: 'acme.example' } }],
    ['a date that is none', { secretExpiresAt: 'soon' }],
    ['no practice mark', { practice: undefined }],
  ])('refuses %s', (_, change) => {
    expect(handoffSchema.safeParse({ ...handoff, ...change }).success).toBe(false)
  })
})

describe('handoffFileName', () => {
  const at = new Date(2026, 10, 22, 9, 7)

  test('says the domain and the local time, and practice first', () => {
    expect(handoffFileName('Acme.example', at, false)).toBe('prextra-acme.example-20261122-0907.age')
    expect(handoffFileName('acme.example', at, true)).toBe('PRATIQUE-prextra-acme.example-20261122-0907.age')
  })

  test('whatever the domain, it is one plain name that stays in its folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (domain) => {
        const name = handoffFileName(domain, at, false)
        expect(name).toMatch(/^prextra-[a-z0-9.-]{0,100}-20261122-0907\.age$/)
        expect(name).not.toContain('..')
      }),
    )
  })
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
