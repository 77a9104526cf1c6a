import { describe, expect, test } from 'vitest'
import { longestChain, measureRun } from './run.ts'

describe('the longest chain', () => {
  const span = (from: number, to: number) => ({ from, to })

  test('counts exchanges of which each began after the one before had ended', () => {
    expect(longestChain([span(0, 10), span(10, 20), span(25, 30)])).toBe(3)
  })

  test('does not count what went on beside another one', () => {
    expect(longestChain([span(0, 10), span(2, 12), span(5, 8), span(9, 20), span(20, 30)])).toBe(3)
    expect(longestChain([])).toBe(0)
  })
})

test('a set-up is measured over HTTP: its round trips, its exchanges, and the parts of its batches', async () => {
  const latencyMs = 20
  const figures = await measureRun({ latencyMs })
  // A plan, five writes, a token and the mailbox; the reads that make sure of it may add one beside them.
  expect(figures.sequential).toBeGreaterThanOrEqual(8)
  expect(figures.sequential).toBeLessThanOrEqual(9)
  expect(figures.requests).toBeGreaterThanOrEqual(figures.sequential)
  expect(figures.requests).toBeLessThanOrEqual(18)
  expect(figures.parts).toBeGreaterThanOrEqual(6)
  // No exchange is faster than the latency.
  expect(figures.ratio).toBeGreaterThanOrEqual(1)
})

test('a call more in the middle is counted', async () => {
  const usual = await measureRun({ latencyMs: 5 })
  const more = await measureRun({
    latencyMs: 5,
    between: (send) => async (url, init) => {
      // Somebody reads before each write.
      if (init.method === 'PATCH')
        await send('https://graph.microsoft.com/v1.0/me', { ...init, method: 'GET', body: null })
      return send(url, init)
    },
  })
  expect(more.requests).toBeGreaterThan(usual.requests)
  expect(more.sequential).toBeGreaterThan(usual.sequential)
})
