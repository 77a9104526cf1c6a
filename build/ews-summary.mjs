import { readFileSync, writeFileSync } from 'node:fs'

const folder = 'out/ews'

/** The matrices of test/ews, and the fewest rows that must have run in all. */
const matrices = ['A2', 'G', 'W', 'F', 'C', 'P', 'K', 'S', 'H']
const least = 60

/**
 * Writes what each matrix found, counted by the rows that ran, and names those that failed. Gives how many failed in all:
 * a matrix that has not run is a failure, and so is a runner that died.
 */
export function summarizeEws(report, totals) {
  const rows = readRows(report)
  const ran = Object.fromEntries(
    matrices.map((matrix) => {
      const own = rows.filter((row) => row.matrix === matrix)
      return [matrix, { rows: own.length, passed: own.filter(({ passed }) => passed).length }]
    }),
  )
  const failures = [
    ...rows.filter(({ passed }) => !passed).map(({ row }) => row),
    ...matrices.filter((matrix) => ran[matrix].rows === 0).map((matrix) => `${matrix}: no row has run`),
    ...(rows.length < least ? [`${rows.length} rows ran, of at least ${least}`] : []),
  ]
  const failed = Math.max(totals.failed, failures.length)
  writeFileSync(`${folder}/summary.json`, JSON.stringify({ ...ran, passed: totals.passed, failed, failures }, null, 2))
  for (const [matrix, { rows: count, passed }] of Object.entries(ran))
    console.log(`${matrix.padEnd(4)} ${passed}/${count}`)
  for (const row of failures) console.log(`FAILED ${row}`)
  return failed
}

function readRows(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
    return testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ ancestorTitles, title, status }) => ({
        matrix: ancestorTitles[0],
        row: title,
        passed: status === 'passed',
      })),
    )
  } catch {
    return []
  }
}
