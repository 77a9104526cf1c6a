import { expect, test } from 'vitest'
import { outlookOf } from './next-step.ts'
import type { Customer, Delivery } from './records-schema.ts'

const now = new Date('2026-11-22T12:00:00Z')
const at = '2026-11-20T12:00:00Z'
const token = { at, tenantId: '22222222-0000-4000-8000-000000000002', roles: ['full_access_as_app'] }
const merged = { at, config: '/c', written: null, backup: null, backupDigest: null, unchecked: null, removedAt: null }

const delivery = (news: Partial<Delivery> = {}): Delivery => ({
  digest: 'a'.repeat(64),
  id: '0b5a7a3e-5c0f-4b8e-9a39-6f6f1c1f2a10',
  applicationId: '11111111-0000-4000-8000-000000000001',
  secretKeyId: '33333333-0000-4000-8000-000000000003',
  secretExpiresAt: '2027-04-01T05:00:00Z',
  profile: 'ews',
  cloud: 'public',
  createdAt: null,
  ticket: null,
  codeAt: null,
  token: null,
  mailbox: null,
  merged: null,
  confirmedAt: null,
  ...news,
})
const customer = (...deliveries: readonly Delivery[]): Customer => ({
  environment: 'acme',
  tenantId: token.tenantId,
  name: null,
  contact: null,
  mailbox: null,
  addedAt: at,
  deliveries: [...deliveries],
  removals: [],
})
const done = { token, merged, confirmedAt: at }

test.each([
  ['receive', []],
  ['check', [delivery()]],
  ['merge', [delivery({ token })]],
  ['check', [delivery({ merged })]],
  ['confirm', [delivery({ token, merged })]],
  ['nothing', [delivery(done)]],
  ['removed', [delivery({ ...done, merged: { ...merged, removedAt: at } })]],
  ['renew', [delivery({ ...done, secretExpiresAt: '2026-12-22T12:00:00Z' })]],
  ['expired', [delivery({ ...done, secretExpiresAt: '2026-11-22T11:00:00Z' })]],
  ['check', [delivery({ ...done, secretExpiresAt: '2026-12-01T05:00:00Z' }), delivery({ digest: 'b'.repeat(64) })]],
  [
    'merge',
    [delivery({ ...done, secretExpiresAt: '2026-12-01T05:00:00Z' }), delivery({ digest: 'b'.repeat(64), token })],
  ],
] as const)('%s is next', (next, deliveries) => {
  expect(outlookOf(customer(...deliveries), now, 'America/Toronto').next).toBe(next)
})

test('the days left are those of the secret in use, not of a renewal that is not merged', () => {
  const inUse = delivery({ ...done, secretExpiresAt: '2026-12-02T12:00:00Z' })
  expect(
    outlookOf(customer(inUse, delivery({ digest: 'b'.repeat(64) })), now, 'America/Toronto').expiry?.daysLeft,
  ).toBe(10)
})
