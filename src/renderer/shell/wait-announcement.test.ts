import { expect, test } from 'vitest'
import { toldWaitMs } from './wait-announcement.ts'

const since = '2026-11-22T19:07:31.000Z'
const after = (seconds: number) => toldWaitMs({ since }, Date.parse(since) + seconds * 1000)

test('a wait is told now and then: every quarter of a minute, then every minute, then every ten', () => {
  expect([0, 4.9].map(after)).toEqual([null, null])
  expect([5, 14, 15, 29, 30, 59].map(after)).toEqual([5, 5, 15, 15, 30, 45].map((told) => told * 1000))
  expect([60, 119, 120, 599].map(after)).toEqual([60, 60, 120, 540].map((told) => told * 1000))
  expect([600, 1199, 1200, 86_399].map(after)).toEqual([600, 600, 1200, 85_800].map((told) => told * 1000))
})
