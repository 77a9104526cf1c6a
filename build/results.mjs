import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { securitySummary } from './security-summary.mjs'

/**
 * @typedef {import('vitest/node').TestCase} TestCase
 * @typedef {import('vitest/node').TestModule} TestModule
 * @typedef {import('vitest/node').TestSuite} TestSuite
 *
 * @typedef {object} Counts What one run of vitest came to. `cells` is null for a part that is counted in tests.
 * @property {number} passed
 * @property {number} failed
 * @property {number | null} cells
 * @property {readonly string[]} failures A line each.
 *
 * @typedef {object} Results
 * @property {readonly TestCase[]} tests
 * @property {readonly import('../test/support/counted.ts').CountedRow[]} rows What `counted` has noted (test/support/counted.ts).
 * @property {readonly string[]} errors What failed outside a test: a hook, a module, an unhandled rejection.
 *
 * @typedef {object} Summary What a part writes, prints and counts.
 * @property {object} content
 * @property {readonly string[]} lines
 * @property {number} failed
 * @property {number | null} cells
 */

/** The rows of each part, and how many cells each must have run at least: what did not run proves nothing. */
const least = {
  faults: {
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
  },
  handoff: {
    vectors: 143,
    flips: 1,
    truncations: 1,
    names: 10_000,
    configs: 40,
    edits: 100_000,
  },
  ews: { A2: 1, G: 1, W: 1, F: 1, C: 1, P: 1, K: 1, S: 1, H: 1 },
}
/** Rows of handoff that must have run, and are in no summary. */
const otherHandoffRows = ['dotnet', 'endings', 'forgeries', 'kills', 'limits', 'random-kills', 'scale', 'writers']
const leastEwsRows = 60
/** The kinds of situation of answers (test/answers), each of which must have run, and how many there must be in all. */
const answerKinds = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J']
const leastAnswers = 180
/** Parts that are counted in tests, and how many must have run. */
const leastTests = new Map([
  ['sign-in', 140],
  ['reception', 220],
  ['msi', 90],
  ['screens', 1_500],
])

/**
 * Vitest's reporter for one part of the tests. It counts tests and, where a part is counted so, the cells of its rows;
 * writes `<folder>/counts.json`, and `<folder>/summary.json` for a part with rows; prints a line a row and what failed.
 * A row with fewer cells than it must have fails the run. build/test.mjs prints the last line.
 *
 * PREXTRA_RESULTS names the folder, PREXTRA_PART the part.
 */
export default class ResultsReporter {
  /**
   * @param {readonly TestModule[]} modules
   * @param {readonly { readonly message: string }[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    const { PREXTRA_RESULTS: folder = join('out', 'test'), PREXTRA_PART: part } = process.env
    const results = collect(modules, unhandled)
    const { FAULT_CELL: oneCell, PREXTRA_UPDATE_PICTURES: update } = process.env
    const summary = summarize(part, results, oneCell !== undefined || update !== undefined)
    mkdirSync(folder, { recursive: true })
    const counts = {
      passed: passedOf(results).length,
      failed: summary.failed,
      cells: summary.cells,
      failures: failureLines(results),
    }
    writeFileSync(join(folder, 'counts.json'), JSON.stringify(counts))
    if ('content' in summary) writeFileSync(join(folder, 'summary.json'), JSON.stringify(summary.content, null, 2))
    for (const line of summary.lines) console.log(line)
    if (summary.failed > 0) process.exitCode = 1
  }
}

/**
 * @param {readonly TestModule[]} modules
 * @param {readonly { readonly message: string }[]} unhandled
 * @returns {Results}
 */
function collect(modules, unhandled) {
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()])
  return {
    tests: modules.flatMap((module) => [...module.children.allTests()]),
    rows: suites.flatMap((suite) => suite.meta().rows ?? []),
    errors: [...suites.flatMap((suite) => suite.errors()), ...unhandled].map(({ message }) => message),
  }
}

/** @param {Results} results */
const passedOf = ({ tests }) => tests.filter((test) => test.result().state === 'passed')
/** @param {Results} results */
const failedOf = ({ tests }) => tests.filter((test) => test.result().state === 'failed')
/** @param {Results} results */
const failuresOf = (results) => failedOf(results).length + results.errors.length

/**
 * What failed, a line each.
 *
 * @param {Results} results
 */
export function failureLines(results) {
  const firstLine = (/** @type {string} */ text) => text.split('\n', 1)[0]
  return [
    ...failedOf(results).map((test) => `${test.fullName}: ${firstLine(test.result().errors?.[0]?.message ?? '')}`),
    ...results.errors.map((message) => `outside a test: ${firstLine(message)}`),
  ]
}

/**
 * @param {string | undefined} part
 * @param {Results} results
 * @param {boolean} isCut Whether less was asked for than the whole part: one cell, or new pictures.
 * @returns {Summary | Omit<Summary, 'content'>}
 */
export function summarize(part, results, isCut = false) {
  if (part === 'faults') return faultsSummary(results, isCut)
  if (part === 'handoff') return handoffSummary(results)
  if (part === 'ews') return ewsSummary(results)
  if (part === 'answers') return answersSummary(results)
  if (part === 'security') return securitySummary(results.tests, failureLines(results))
  const ran = results.tests.length
  const least = leastTests.get(part ?? '') ?? 0
  const missing = ran < least && !isCut ? [`${ran} cases ran, of at least ${least}`] : []
  return { lines: missing.map((what) => `FAILED ${what}`), failed: failuresOf(results) + missing.length, cells: null }
}

/**
 * @param {Results} results
 * @param {boolean} isCut Whether less was asked for than the whole part: one cell, or new pictures.
 * @returns {Summary}
 */
function faultsSummary(results, isCut) {
  const cells = results.tests.flatMap((test) => test.meta().cell ?? [])
  /** @type {Record<string, { cells: number, passed: number }>} */
  const ran = {}
  for (const { row, passed } of cells) {
    ran[row] ??= { cells: 0, passed: 0 }
    ran[row].cells += 1
    if (passed) ran[row].passed += 1
  }
  const replay = 'npm run test:faults'
  // A cell that was cut short by its time limit has noted nothing.
  const others = failedOf(results).filter((test) => test.meta().cell?.passed !== false)
  const failures = [
    ...cells
      .filter(({ passed }) => !passed)
      .map((cell) => ({ cell: `${cell.row}/${cell.cell}`, message: cell.message, replay: cell.replay })),
    ...Object.entries(least.faults)
      .filter(([row, count]) => !isCut && (ran[row]?.cells ?? 0) < count)
      .map(([row, count]) => ({ cell: row, message: `fewer than ${count} cells have run`, replay })),
    ...others.map((test) => ({ cell: test.fullName, message: 'the test failed', replay })),
    ...results.errors.map((message) => ({ cell: 'vitest', message, replay })),
  ]
  const lines = [
    ...failures.map(({ cell, message, replay: command }) => `FAILED ${cell}\n  ${message}\n  ${command}`),
    ...Object.keys(least.faults).flatMap((row) => {
      const counted = ran[row]
      return counted === undefined ? [] : [`${row.padEnd(10)} ${counted.passed}/${counted.cells}`]
    }),
  ]
  return { content: { ...ran, failures }, lines, failed: failures.length, cells: cells.length }
}

/**
 * @param {Results} results
 * @returns {Summary}
 */
function handoffSummary(results) {
  const rows = new Map(results.rows.map((row) => [row.row, row]))
  const ranOf = (/** @type {string} */ name) => rows.get(name)?.ran ?? 0
  const missing = [
    ...Object.entries(least.handoff)
      .filter(([name, count]) => ranOf(name) < count)
      .map(([name]) => name),
    ...otherHandoffRows.filter((name) => !rows.has(name)),
  ]
  // Eight flips a byte, a truncation a byte.
  if (ranOf('flips') !== 8 * ranOf('truncations')) missing.push('flips')
  const counted = results.rows.reduce((sum, { failed }) => sum + failed, 0)
  const failed = counted + missing.length + (counted === 0 ? failuresOf(results) : 0)
  const ran = Object.fromEntries(Object.keys(least.handoff).map((name) => [name, ranOf(name)]))
  return {
    content: { ...ran, failed },
    lines: [
      ...results.rows.flatMap(({ row, first }) => first.map((what) => `handoff · ${row} · ${what}`)),
      ...missing.map((name) => `handoff · ${name} · has not run, or not all of it`),
    ],
    failed,
    cells: results.rows.reduce((sum, row) => sum + row.ran, 0),
  }
}

/**
 * @param {Results} results
 * @returns {Summary}
 */
function ewsSummary(results) {
  const matrixOf = (/** @type {TestCase} */ test) => test.fullName.split(' > ')[0]
  const matrices = Object.keys(least.ews)
  const passed = new Set(passedOf(results))
  const ran = Object.fromEntries(
    matrices.map((matrix) => {
      const own = results.tests.filter((test) => matrixOf(test) === matrix)
      return [matrix, { rows: own.length, passed: own.filter((test) => passed.has(test)).length }]
    }),
  )
  const failures = [
    ...results.tests.filter((test) => !passed.has(test)).map(({ name }) => name),
    ...Object.entries(least.ews)
      .filter(([matrix, count]) => (ran[matrix]?.rows ?? 0) < count)
      .map(([matrix]) => `${matrix}: no row has run`),
    ...(results.tests.length < leastEwsRows ? [`${results.tests.length} rows ran, of at least ${leastEwsRows}`] : []),
  ]
  const failed = Math.max(failuresOf(results), failures.length)
  return {
    content: { ...ran, passed: passed.size, failed, failures },
    lines: [
      ...Object.entries(ran).map(([matrix, { rows, passed: good }]) => `${matrix.padEnd(4)} ${good}/${rows}`),
      ...failures.map((row) => `FAILED ${row}`),
    ],
    failed,
    cells: null,
  }
}

/**
 * @param {Results} results
 * @returns {Summary}
 */
function answersSummary(results) {
  const kindOf = (/** @type {TestCase} */ test) => test.fullName.slice(0, 1)
  const passed = new Set(passedOf(results))
  /** @type {Record<string, { situations: number, passed: number }>} */
  const ran = {}
  for (const test of results.tests) {
    const counted = (ran[kindOf(test)] ??= { situations: 0, passed: 0 })
    counted.situations += 1
    if (passed.has(test)) counted.passed += 1
  }
  const missing = [
    ...answerKinds.filter((kind) => ran[kind] === undefined).map((kind) => `${kind}: no situation was played`),
    ...(results.tests.length < leastAnswers
      ? [`${results.tests.length} situations were played, of at least ${leastAnswers}`]
      : []),
  ]
  const failures = [...failedOf(results).map(({ fullName }) => fullName), ...results.errors, ...missing]
  return {
    content: { ...ran, passed: passed.size, failed: failures.length, failures },
    lines: [
      ...Object.entries(ran).map(([kind, { situations, passed: good }]) => `${kind.padEnd(4)} ${good}/${situations}`),
      ...failures.map((what) => `FAILED ${what}`),
    ],
    failed: failures.length,
    cells: null,
  }
}
