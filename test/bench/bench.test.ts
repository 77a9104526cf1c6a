import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { figuresOf, judge } from './figures.ts'
import { type Limit, limits, quickFigures } from './limits.ts'
import { measurements, quickMeasurements } from './measurements.ts'
import { pageWith } from './table.ts'

const limit = (atMost: Limit['atMost']): Limit => ({ atMost, unit: 'exchanges', how: '' })
const failedOf = (...from: Parameters<typeof judge>) =>
  judge(...from)
    .filter(({ failed }) => failed)
    .map(({ name }) => name)

describe('the limits', () => {
  const few = {
    'run.requests': limit(18),
    'large.requests': limit({ times: 1.1, of: 'run.requests' }),
    longestTaskMs: limit(50),
  }

  test('a figure at its limit passes, and each that is past it is named', () => {
    expect(failedOf(figuresOf({ run: { requests: 18 }, longestTaskMs: 50 }), few)).toEqual([])
    expect(failedOf(figuresOf({ run: { requests: 19 }, longestTaskMs: 50.1 }), few)).toEqual([
      'run.requests',
      'longestTaskMs',
    ])
  })

  test('a figure may be limited by another one of the same run', () => {
    expect(failedOf(figuresOf({ run: { requests: 10 }, large: { requests: 11 } }), few)).toEqual([])
    expect(failedOf(figuresOf({ run: { requests: 10 }, large: { requests: 12 } }), few)).toEqual(['large.requests'])
  })

  test('what was not measured, is no number, or has no limit, fails', () => {
    expect(failedOf(figuresOf({ run: { requests: NaN, other: 1 } }), few, Object.keys(few))).toEqual([
      'run.requests',
      'large.requests',
      'longestTaskMs',
      'run.other',
    ])
  })
})

test('docs/benchmarks.md says of each figure what its limit is, and how it is taken', async () => {
  const page = readFileSync('docs/benchmarks.md', 'utf8')
  const rowsOf = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, figure, , atMost, how]) => ({ figure, atMost, how }))
  const written = rowsOf(await pageWith(page, new Map(), '2026-12-01'))
  expect(written).toHaveLength(Object.keys(limits).length + 2)
  expect(rowsOf(page)).toEqual(written)
})

test.skipIf(quickMeasurements.length === 0)(
  'the counts and sizes that npm test measures are within their limits',
  async () => {
    const figures = new Map<string, number>()
    for (const name of quickMeasurements) {
      for (const [figure, value] of figuresOf((await measurements[name]?.()) ?? {})) figures.set(figure, value)
    }
    const judged = judge(figures, limits, quickFigures).filter(({ name }) => quickFigures.includes(name))
    expect(judged.filter(({ failed }) => failed)).toEqual([])
  },
)
