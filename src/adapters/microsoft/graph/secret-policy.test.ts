import { describe, expect, test } from 'vitest'
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
  expect(read([lifetime(text)])).toEqual({ forbidden: false, longestMs, exemption: null })
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
  expect(read(restrictions, isEnabled)).toEqual({ forbidden: false, longestMs: null, exemption: null })
})

test('a restriction for applications that were made since a day that has passed counts', () => {
  const since = { restrictForAppsCreatedAfterDateTime: '2026-01-01T00:00:00Z' }
  expect(read([lifetime('P30D', since)]).longestMs).toBe(30 * dayMs)
})

test('a policy without restrictions on applications restricts nothing', () => {
  expect(toSecretPolicy(policySchema.parse({ isEnabled: true, applicationRestrictions: null }), now)).toEqual({
    forbidden: false,
    longestMs: null,
    exemption: null,
  })
})

const ban = { restrictionType: 'passwordAddition', state: 'enabled', maxLifetime: null }

describe('an exemption for one application', () => {
  const exemption = (restrictions: object, isEnabled = true) =>
    toSecretPolicy(policySchema.parse({ isEnabled, applicationRestrictions: restrictions }), now).exemption

  test('switches the ban off and copies every other restriction, as Graph takes it', () => {
    const since = '2025-01-01T00:00:00Z'
    const excludeActors = {
      customSecurityAttributes: [{ '@odata.type': '#x', id: 'a_b', operator: 'equals', value: 'c' }],
    }
    const key = { restrictionType: 'asymmetricKeyLifetime', state: 'enabled', maxLifetime: 'P180D' }
    const shown = { excludeActors: null, isStateSetByMicrosoft: true, '@odata.type': '#microsoft.graph.x' }
    const uris = { nonDefaultUriAddition: { state: 'enabled', excludeAppsReceivingV2Tokens: true } }
    expect(
      exemption({
        passwordCredentials: [
          { ...ban, ...shown },
          { ...lifetime('P90D'), ...shown, restrictForAppsCreatedAfterDateTime: since, excludeActors },
        ],
        keyCredentials: [{ ...key, ...shown }],
        identifierUris: { ...uris, uriAdditionWithoutUniqueTenantIdentifier: null },
        audiences: null,
      }),
    ).toEqual({
      restrictions: {
        passwordCredentials: [
          { ...lifetime('P90D'), restrictForAppsCreatedAfterDateTime: since, excludeActors },
          { restrictionType: 'passwordAddition', state: 'disabled' },
        ],
        keyCredentials: [key],
        applicationRestrictions: { identifierUris: uris },
      },
      keeps: ['passwordLifetime P90D', 'asymmetricKeyLifetime P180D', 'identifierUris'],
    })
  })

  test.each([
    ['a kind that Graph does not name', { passwordCredentials: [ban, { ...ban, restrictionType: null }] }],
    ['a kind of tomorrow', { passwordCredentials: [ban, { ...ban, restrictionType: 'passwordColour' }] }],
    ['a member of tomorrow', { passwordCredentials: [{ ...ban, onlyOnMondays: true }] }],
    ['a certificate rule of tomorrow', { passwordCredentials: [ban], keyCredentials: [{ restrictionType: 'x' }] }],
    ['a rule for addresses of tomorrow', { passwordCredentials: [ban], identifierUris: { perhaps: {} } }],
    ['a part that only the beta has', { passwordCredentials: [ban], audiences: { personalMicrosoftAccount: {} } }],
  ])('is not made of %s', (_name, restrictions) => {
    expect(exemption(restrictions)).toBeNull()
  })

  test('is not made where nothing forbids secrets', () => {
    expect(exemption({ passwordCredentials: [{ ...ban, state: 'disabled' }] })).toBeNull()
    expect(exemption({ passwordCredentials: [ban] }, false)).toBeNull()
  })
})

test('a kind that Graph does not name is ignored', () => {
  expect(read([{ restrictionType: null, state: null, maxLifetime: null }])).toEqual({
    forbidden: false,
    longestMs: null,
    exemption: null,
  })
})
