import { describe, expect, test } from 'vitest'
import { handoffSchema } from './handoff.ts'

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
  test('reads a whole document, and keeps fields it does not know', () => {
    const later = { ...handoff, later: { added: true }, organization: { ...handoff.organization, city: 'Lévis' } }
    expect(handoffSchema.parse(later)).toEqual(later)
  })

  test('a file that names no cloud is of the public one', () => {
    expect(handoffSchema.parse({ ...handoff, cloud: undefined }).cloud).toBe('public')
    expect(handoffSchema.parse({ ...handoff, cloud: 'gcc-high' }).cloud).toBe('gcc-high')
  })

  test.each([
    ['a cloud that nobody knows', { cloud: 'elsewhere' }],
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
