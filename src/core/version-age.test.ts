import { expect, test } from 'vitest'
import { isOldVersion } from './version-age.ts'

const built = { commit: 'abc1234', day: '2026-11-27' }

test.each([
  ['on its own day', '2026-11-27', false],
  ['the day before half a year is over', '2027-05-28', false],
  ['after half a year', '2027-05-29', true],
])('a version %s', (_what, day, isOld) => {
  expect(isOldVersion(built, Date.parse(day))).toBe(isOld)
})

test('a build whose day nobody knows is not called old', () => {
  expect(isOldVersion(null, Date.parse('2099-01-01'))).toBe(false)
})
