import { describe, expect, test } from 'vitest'
import type { TestCase } from 'vitest/node'
import type { CountedRow } from '#support/counted.ts'
import { failureLines, summarize } from './results.mjs'

const testCase = (fullName: string, state: 'passed' | 'failed', meta: object = {}, message?: string) =>
  ({
    name: fullName.split(' > ').at(-1),
    fullName,
    result: () => ({ state, errors: message === undefined ? [] : [{ message }] }),
    meta: () => meta,
  }) as unknown as TestCase

const cell = (row: string, place: number, passed = true) =>
  testCase(`${row}-${place}`, passed ? 'passed' : 'failed', {
    cell: { row, cell: `${place}`, passed, ended: 'done', message: passed ? '' : 'a secret is left', replay: 'again' },
  })

const faultRows = {
  crash: 112,
  http: 240,
  foreign: 228,
  exemption: 552,
  pairs: 400,
  lag: 24,
  disk: 60,
  keychain: 36,
  clock: 8,
  delivered: 12,
  removal: 1,
  cancel: 1,
  batches: 120,
  'stable-reads': 36,
}
const everyCell = Object.entries(faultRows).flatMap(([row, count]) =>
  Array.from({ length: count }, (_nothing, place) => cell(row, place)),
)
const results = (tests: readonly TestCase[], rows: readonly CountedRow[] = [], errors: readonly string[] = []) => ({
  tests,
  rows,
  errors,
})

describe('the summary of faults', () => {
  test('counts the cells of each row', () => {
    expect(summarize('faults', results(everyCell))).toMatchObject({
      failed: 0,
      cells: 1830,
      content: { crash: { cells: 112, passed: 112 }, failures: [] },
    })
  })

  test('fails for a row with fewer cells than it must have', () => {
    expect(summarize('faults', results(everyCell.slice(1)))).toMatchObject({
      failed: 1,
      lines: expect.arrayContaining([
        'FAILED crash\n  fewer than 112 cells have run\n  npm run test:faults',
      ]) as unknown,
    })
  })

  test('asks one cell only, when one was asked for', () => {
    expect(summarize('faults', results([cell('lag', 1)]), true)).toMatchObject({ failed: 0, cells: 1 })
  })

  test('names the cell that failed once, and a test that noted nothing', () => {
    const { failed, lines } = summarize(
      'faults',
      results([...everyCell, cell('lag', 99, false), testCase('lag-100', 'failed')]),
    )
    expect(failed).toBe(2)
    expect(lines.slice(0, 2)).toEqual([
      'FAILED lag/99\n  a secret is left\n  again',
      'FAILED lag-100\n  the test failed\n  npm run test:faults',
    ])
  })

  test('fails for an error outside a test', () => {
    expect(summarize('faults', results(everyCell, [], ['a hook']))).toMatchObject({ failed: 1 })
  })
})

describe('the summary of answers', () => {
  const whole = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'].flatMap((kind) =>
    Array.from({ length: 18 }, (_nothing, place) => testCase(`${kind} > situation ${place} (fr)`, 'passed')),
  )

  test('counts the situations of each kind', () => {
    expect(summarize('answers', results(whole))).toMatchObject({
      failed: 0,
      cells: null,
      content: { A: { situations: 18, passed: 18 }, passed: 180, failures: [] },
    })
  })

  test('names what failed, in a test or outside of one', () => {
    const { lines } = summarize('answers', results([...whole, testCase('A > x (en)', 'failed')], [], ['a hook']))
    expect(lines.slice(-2)).toEqual(['FAILED A > x (en)', 'FAILED a hook'])
  })

  test('fails when there are too few, and when a kind was not played', () => {
    expect(summarize('answers', results(whole.slice(1)))).toMatchObject({ failed: 1 })
    const others = Array.from({ length: 18 }, (_nothing, place) => testCase(`A > more ${place} (fr)`, 'passed'))
    expect(summarize('answers', results([...others, ...whole.slice(0, 162)]))).toMatchObject({
      failed: 1,
      lines: expect.arrayContaining(['FAILED J: no situation was played']) as unknown,
    })
  })
})

describe('the summary of handing over', () => {
  const row = (name: string, ran: number, failed = 0): CountedRow => ({
    row: name,
    ran,
    failed,
    first: failed > 0 ? ['bit 3'] : [],
  })
  const whole = [
    row('vectors', 143),
    row('flips', 80),
    row('truncations', 10),
    row('names', 10_000),
    row('configs', 40),
    row('edits', 100_000),
    ...['dotnet', 'endings', 'forgeries', 'kills', 'limits', 'random-kills', 'scale', 'writers'].map((name) =>
      row(name, 1),
    ),
  ]

  test('counts what each row ran', () => {
    expect(summarize('handoff', results([], whole))).toMatchObject({
      failed: 0,
      cells: 110_281,
      content: { vectors: 143, flips: 80, truncations: 10, names: 10_000, configs: 40, edits: 100_000, failed: 0 },
    })
  })

  test.each(whole.map(({ row: name }) => name))('fails when %s has not run', (name) => {
    const without = whole.filter((other) => other.row !== name)
    expect(summarize('handoff', results([], without)).failed).toBeGreaterThan(0)
  })

  test('names what failed', () => {
    const { failed, lines } = summarize('handoff', results([testCase('x', 'failed')], [...whole, row('more', 5, 1)]))
    expect({ failed, lines }).toEqual({ failed: 1, lines: ['handoff · more · bit 3'] })
  })

  test('counts a failed test that no row counts', () => {
    expect(summarize('handoff', results([testCase('x', 'failed')], whole)).failed).toBe(1)
  })
})

describe('the summary of Exchange', () => {
  const matrices = ['A2', 'G', 'W', 'F', 'C', 'P', 'K', 'S', 'H']
  const rows = matrices.flatMap((matrix) =>
    Array.from({ length: 7 }, (_nothing, place) => testCase(`${matrix} > ${matrix}-${place}`, 'passed')),
  )

  test('counts the rows of each matrix', () => {
    expect(summarize('ews', results(rows))).toMatchObject({
      failed: 0,
      cells: null,
      content: { A2: { rows: 7, passed: 7 }, passed: 63, failed: 0, failures: [] },
    })
  })

  test('fails for a matrix that has not run, a row that failed, and too few rows', () => {
    expect(summarize('ews', results([...rows.slice(7), testCase('G > G-9', 'failed')]))).toMatchObject({
      failed: 3,
      content: { failures: ['G-9', 'A2: no row has run', '57 rows ran, of at least 60'] },
    })
  })
})

test('any other part is counted by its tests, and by what failed outside them', () => {
  expect(summarize('unit', results([testCase('a', 'passed'), testCase('b', 'failed')], [], ['a module']))).toEqual({
    lines: [],
    failed: 2,
    cells: null,
  })
})

test('the sign-ins fail when too few cases ran', () => {
  const cases = Array.from({ length: 139 }, (_nothing, place) => testCase(`case ${place}`, 'passed'))
  expect(summarize('sign-in', results(cases))).toMatchObject({
    failed: 1,
    lines: ['FAILED 139 cases ran, of at least 140'],
  })
  expect(summarize('sign-in', results(cases), true)).toMatchObject({ failed: 0 })
  expect(summarize('sign-in', results([...cases, testCase('one more', 'passed')]))).toMatchObject({ failed: 0 })
})

test('what failed is named in a line each, with the first line of why', () => {
  const failed = testCase('journeys > the wizard', 'failed', {}, 'timed out\nin a page')
  expect(failureLines(results([testCase('a', 'passed'), failed], [], ['a hook\nfailed']))).toEqual([
    'journeys > the wizard: timed out',
    'outside a test: a hook',
  ])
})

describe('the summary of reception', () => {
  const rows = (count: number) => Array.from({ length: count }, (_nothing, place) => testCase(`row ${place}`, 'passed'))

  test('wants at least 220 rows', () => {
    expect(summarize('reception', results(rows(220)))).toMatchObject({ failed: 0 })
    expect(summarize('reception', results(rows(219)))).toMatchObject({
      failed: 1,
      lines: ['FAILED 219 cases ran, of at least 220'],
    })
  })

  test('fails for a row that failed, and for an error outside', () => {
    expect(summarize('reception', results([...rows(220), testCase('one more', 'failed')]))).toMatchObject({ failed: 1 })
    expect(summarize('reception', results(rows(220), [], ['a hook']))).toMatchObject({ failed: 1 })
  })
})
