import { expect, test } from 'vitest'
import { policySchema, toSecretPolicy } from './secret-policy.ts'

const now = new Date('2026-11-23T14:00:00Z')
const dayMs = 86_400_000
const read = (restrictions: readonly object[], isEnabled = true) =>
  toSecretPolicy(policySchema.parse({ isEnabled, applicationRestrictions: { passwordCredentials: restrictions } }), now)
const lifetime = (maxLifetime: string | null, change: object = {}) => ({
  restrictionType: 'passwordLifetime',
  state: 'enabled',
  maxLifetime,
  ...change,
})

test.each([
  ['P90D', 90 * dayMs],
  ['P4DT12H30M5S', 4 * dayMs + (12 * 3600 + 30 * 60 + 5) * 1000],
  ['PT36H', 36 * 3_600_000],
  ['P1M', null],
  ['', null],
])('a longest life of %j', (text, longestMs) => {
  expect(read([lifetime(text)])).toEqual({ forbidden: false, longestMs })
})

test('of several longest lives the shortest counts', () => {
  expect(read([lifetime('P90D'), lifetime('P30D'), lifetime(null)]).longestMs).toBe(30 * dayMs)
})

test('secrets may be forbidden', () => {
  expect(read([{ restrictionType: 'passwordAddition', state: 'enabled', maxLifetime: null }]).forbidden).toBe(true)
})

test.each([
  ['a policy that is not enabled', [lifetime('P1D')], false],
  ['a restriction that is disabled', [lifetime('P1D', { state: 'disabled' })], true],
  [
    'a restriction for applications that are made later',
    [lifetime('P1D', { restrictForAppsCreatedAfterDateTime: '2027-01-01T00:00:00Z' })],
    true,
  ],
  ['no restriction', [], true],
])('%s restricts nothing', (_name, restrictions, isEnabled) => {
  expect(read(restrictions, isEnabled)).toEqual({ forbidden: false, longestMs: null })
})

test('a restriction for applications that were made since a day that has passed counts', () => {
  const since = { restrictForAppsCreatedAfterDateTime: '2026-01-01T00:00:00Z' }
  expect(read([lifetime('P30D', since)]).longestMs).toBe(30 * dayMs)
})

test('a policy without restrictions on applications restricts nothing', () => {
  expect(toSecretPolicy(policySchema.parse({ isEnabled: true, applicationRestrictions: null }), now)).toEqual({
    forbidden: false,
    longestMs: null,
  })
})
