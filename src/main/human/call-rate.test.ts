import { expect, test } from 'vitest'
import { createCallRate } from './call-rate.ts'

test('a person’s calls all pass; of ten thousand in a second, some ninety do; and a second later there is room again', () => {
  let at = 0
  const rate = createCallRate(() => at)
  for (let count = 0; count < 600; count += 1) {
    at += 100
    expect(rate.take()).toBe(true)
  }
  let passed = 0
  for (let count = 0; count < 10_000; count += 1) {
    at += 0.1
    if (rate.take()) passed += 1
  }
  expect(passed).toBeGreaterThanOrEqual(85)
  expect(passed).toBeLessThanOrEqual(91)
  at += 1_000
  expect(Array.from({ length: 31 }, () => rate.take()).filter(Boolean)).toHaveLength(30)
})
