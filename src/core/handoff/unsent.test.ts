import { expect, test } from 'vitest'
import { announcedSecret } from './unsent.ts'

test('a secret that was never handed over is announced thirty days after it was made', () => {
  const organization = { name: 'Nord', domain: 'nord.example' }
  const secret = { practice: false, tenantId: 't', organization, keyId: 'k', madeAt: '2026-11-23T14:00:00.000Z' }
  const young = { ...secret, keyId: 'young', madeAt: '2026-12-23T00:00:00.000Z' }
  expect(announcedSecret([], new Date('2027-01-01T00:00:00Z'))).toBeNull()
  expect(announcedSecret([young, secret], new Date('2026-12-23T13:59:59Z'))).toBeNull()
  expect(announcedSecret([young, secret], new Date('2026-12-23T14:00:00Z'))).toBe(secret)
})
