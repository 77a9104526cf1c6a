import { expect, test } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const now = new Date('2026-11-23T14:00:00Z')

test.each([
  ['7', 7_000],
  ['0', 0],
  ['Mon, 23 Nov 2026 14:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 13:00:00 GMT', 0],
  ['soon', undefined],
])('Retry-After: %s', (value, ms) => {
  expect(retryAfterMs(new Headers({ 'retry-after': value }), now)).toBe(ms)
})

test('is undefined without the header', () => {
  expect(retryAfterMs(new Headers(), now)).toBeUndefined()
})
