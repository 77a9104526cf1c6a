import { describe, expect, test } from 'vitest'
import type { Change } from '../provision/change.ts'
import { otherProfileInPlace, type Found } from '../provision/plan.ts'
import {
  defaultSecretEnd,
  hasEnded,
  isLifetime,
  otherPermissions,
  profileFor,
  profiles,
  profilesGranted,
  tenantWide,
} from './profile.ts'

const valuesOf = (permissions: readonly { readonly value: string }[]) => permissions.map(({ value }) => value)
const graphValues = valuesOf(profiles.graph.permissions)

test.each([
  ['ews', false, ['full_access_as_app']],
  ['ews', true, []],
  ['graph', false, graphValues],
  ['graph', true, ['User.Read.All']],
] as const)('%s, limited %s: granted for the whole tenant is %j', (id, limited, expected) => {
  expect(valuesOf(tenantWide(profiles[id], limited))).toEqual(expected)
})

test('each profile’s others are the other’s', () => {
  expect(valuesOf(otherPermissions(profiles.ews))).toEqual(graphValues)
  expect(valuesOf(otherPermissions(profiles.graph))).toEqual(['full_access_as_app'])
})

test('no permission is in two profiles, and each is shown by a call of its own', () => {
  const all = Object.values(profiles).flatMap(({ permissions }) => [...permissions])
  expect(new Set(all.map(({ appRoleId }) => appRoleId)).size).toBe(all.length)
  expect(new Set(all.map(({ probe }) => probe)).size).toBe(all.length)
})

test.each([
  ['2026-11-23T14:00:00Z', 'ews', false],
  ['2027-03-31T23:59:59Z', 'ews', false],
  ['2027-04-01T00:00:00Z', 'graph', true],
  ['2030-01-01T00:00:00Z', 'graph', true],
])('on %s a new set-up is for %s', (at, id, ended) => {
  expect(profileFor(new Date(at)).id).toBe(id)
  expect(hasEnded(profiles.ews, new Date(at))).toBe(ended)
  expect(hasEnded(profiles.graph, new Date(at))).toBe(false)
})

test.each([
  ['ews', '2026-11-23T14:00:00Z', '2027-04-01T05:00:00Z'],
  ['ews', '2026-09-01T14:00:00Z', '2027-02-28T05:00:00Z'],
  ['graph', '2026-11-23T14:00:00Z', '2027-05-22T05:00:00Z'],
] as const)('a secret for %s, made on %s, ends on %s', (id, at, end) => {
  expect(defaultSecretEnd(profiles[id], new Date(at))).toBe(end)
  expect(isLifetime(profiles[id], end, new Date(at))).toBe(true)
})

test.each([
  ['ews', '2027-04-01T05:00:00Z', true],
  ['ews', '2027-04-01T05:00:01Z', false],
  ['graph', '2028-04-01T05:00:00Z', true],
  ['ews', '2026-11-23T14:00:00Z', false],
] as const)('for %s, until %s: %s', (id, end, expected) => {
  expect(isLifetime(profiles[id], end, new Date('2026-11-23T14:00:00Z'))).toBe(expected)
})

describe('the profiles whose consent changes hands', () => {
  const ids = ({ resourceAppId, appRoleId, value }: (typeof profiles)['graph' | 'ews']['permissions'][number]) => ({
    resourceAppId,
    appRoleId,
    value,
  })
  const grant: Change = { kind: 'grant', ...ids(profiles.graph.permissions[2]) }
  const removal: Change = { kind: 'remove-grant', ...ids(profiles.ews.permissions[0]), why: 'replaced' }

  test.each([
    [[], []],
    [[{ kind: 'create-service-principal' }], []],
    [[grant], ['graph']],
    [[removal], ['ews']],
    [
      [grant, removal],
      ['ews', 'graph'],
    ],
  ] as const)('%j: %j', (changes, expected) => {
    expect(profilesGranted(changes).map(({ id }) => id)).toEqual(expected)
  })
})

describe('the profile in place', () => {
  const application = { id: 'a', appId: 'b', displayName: 'c', createdAt: null }
  const found = (change: Partial<Found>) =>
    otherProfileInPlace({ application, granted: [], others: [], limited: false, ...change } as Found)?.id ?? null

  test.each([
    ['nothing is there', { profile: 'ews', application: null }, null],
    ['an application without any consent', { profile: 'ews' }, null],
    ['its own', { profile: 'ews', granted: ['full_access_as_app'] }, null],
    ['both', { profile: 'ews', granted: ['full_access_as_app'], others: graphValues }, null],
    ['the other’s', { profile: 'ews', others: graphValues }, 'graph'],
    ['half of the other’s', { profile: 'ews', others: graphValues.slice(1) }, null],
    ['EWS’s, when Graph was planned', { profile: 'graph', others: ['full_access_as_app'] }, 'ews'],
    ['its own, limited', { profile: 'ews', limited: true }, null],
    ['Graph’s, limited', { profile: 'ews', limited: true, others: ['User.Read.All'] }, 'graph'],
    ['EWS’s, limited, when Graph was planned', { profile: 'graph', limited: true }, 'ews'],
    ['its own, limited, for Graph', { profile: 'graph', limited: true, granted: ['User.Read.All'] }, null],
  ] as const)('%s', (_name, change, expected) => {
    expect(found(change)).toBe(expected)
  })
})
