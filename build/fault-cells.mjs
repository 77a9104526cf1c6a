import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const folder = 'out/faults'
const results = `${folder}/cells.jsonl`

/** The rows of the matrix, and how many cells each has at least: fewer is a failure, as what did not run proves nothing. */
const atLeast = {
  ...{ crash: 112, http: 240, pairs: 400, lag: 24, disk: 60, keychain: 36, clock: 8, delivered: 12 },
  ...{ removal: 1, cancel: 1 },
}
const rows = Object.keys(atLeast)

/** What a run of every cell, or with `--cell 'row/id'` of one, is told. */
export function faultEnv() {
  rmSync(results, { force: true })
  const memory = '/dev/shm'
  return {
    FAULT_SHARE: 'all',
    FAULT_RESULTS: results,
    ...(onlyCell() !== null && { FAULT_CELL: onlyCell() }),
    // Flushing thousands of lines to a slow disk proves nothing more.
    ...(existsSync(memory) && { TMPDIR: memory }),
  }
}

function onlyCell() {
  const place = process.argv.indexOf('--cell')
  return place === -1 ? null : process.argv[place + 1]
}

/** Writes the summary and prints each cell that failed, with the command that replays it. Gives how many ran and failed. */
export function summarizeFaults(report, code) {
  const ran = existsSync(results)
    ? readFileSync(results, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
  const summary = {}
  for (const { row, passed } of ran) {
    summary[row] ??= { cells: 0, passed: 0 }
    summary[row].cells += 1
    if (passed) summary[row].passed += 1
  }
  const failures = [
    ...ran
      .filter(({ passed }) => !passed)
      .map(({ row, cell, message, replay }) => ({ cell: `${row}/${cell}`, message, replay })),
    ...rows
      .filter((row) => onlyCell() === null && (summary[row]?.cells ?? 0) < atLeast[row])
      .map((row) => ({
        cell: row,
        message: `fewer than ${atLeast[row]} cells have run`,
        replay: 'npm run test:faults',
      })),
    ...otherFailures(report, code, ran),
  ]
  writeFileSync(`${folder}/summary.json`, JSON.stringify({ ...summary, failures }, null, 2))
  for (const { cell, message, replay } of failures) console.log(`FAILED ${cell}\n  ${message}\n  ${replay}`)
  for (const row of rows.filter((name) => summary[name])) {
    console.log(`${row.padEnd(10)} ${summary[row].passed}/${summary[row].cells}`)
  }
  return { cells: ran.length, failed: failures.length }
}

/** Tests that are no cells, and a runner that died. */
function otherFailures(report, code, ran) {
  const replay = 'npm run test:faults'
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const failed = testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName.trim()),
    )
    const named = new Set(ran.filter(({ passed }) => !passed).map(({ cell }) => cell))
    const others = failed.filter((name) => !named.has(name))
    // A cell that was cut short by its time limit has noted nothing.
    const told = others.map((cell) => ({ cell, message: 'the test failed', replay }))
    const silent = code !== 0 && failed.length === 0
    return silent ? [{ cell: 'vitest', message: `it ended with ${code}, and no test had failed`, replay }] : told
  } catch (error) {
    return [{ cell: 'vitest', message: `it left no report: ${String(error)}`, replay }]
  }
}
