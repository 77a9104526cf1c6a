import { expect, test } from 'vitest'
import { sameChange, type Change } from './change.ts'

const created: Change = {
  kind: 'create-application',
  displayName: 'Prextra',
  redirectUris: ['https://a.example', 'https://b.example'],
  permissions: ['full_access_as_app'],
}

test('two changes are the same when their values are, in whatever order the keys stand', () => {
  const { kind, displayName, redirectUris, permissions } = created
  expect(sameChange(created, { permissions, redirectUris, displayName, kind })).toBe(true)
})

test.each([
  ['another name', { ...created, displayName: 'Other' }],
  ['one permission more', { ...created, permissions: ['full_access_as_app', 'Mail.Send'] }],
  ['another order of a list', { ...created, redirectUris: created.redirectUris.toReversed() }],
] satisfies [string, Change][])('%s makes another change', (_name, other) => {
  expect(sameChange(created, other)).toBe(false)
})

test('a null is not the same as a value', () => {
  const beside = { kind: 'create-secret', expiresAt: '2027-04-01T05:00:00Z', beside: null, exemption: null } as const
  expect(sameChange(beside, { ...beside, beside: 'k-1' })).toBe(false)
})
