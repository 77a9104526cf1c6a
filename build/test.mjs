import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { check } from './check.mjs'
import { summarizeEws } from './ews-summary.mjs'
import { run, runOnDesktop, windowsFonts } from './desktop-session.mjs'
import { faultEnv, summarizeFaults } from './fault-cells.mjs'
import { forgetCounts, summarizeHandoff } from './handoff-summary.mjs'
import { buildLiveTest } from './live-test.mjs'
import { electronEnv, setUp } from './set-up.mjs'

/** Everything, or with `--part NAME` one vitest project. The last line is what CI reads. */
const part = process.argv.includes('--part') ? process.argv[process.argv.indexOf('--part') + 1] : null
const folder = `out/${part ?? 'test'}`
const report = `${folder}/report.json`
const faults = part === 'faults'
const handoff = part === 'handoff'
/** Counted by cells, with a summary of their own. */
const inCells = faults || handoff
const ews = part === 'ews'

const electron = await setUp('window', 'tests')
const totals = part === null ? await check() : { passed: 0, failed: 0 }

// The packaged build that the journey of an ordinary user runs; building it builds the application too.
const journeys = part === null || part === 'journeys'
const built = journeys
  ? await run([process.execPath, 'build/package.mjs', '--journey'])
  : inCells || ews
    ? 0
    : await run(['electron-vite', 'build', '--logLevel', 'warn'])
if (journeys) {
  totals[built === 0 ? 'passed' : 'failed'] += 1
  if ((await buildLiveTest(electron)) !== 0) totals.failed += 1
}
mkdirSync(folder, { recursive: true })
if (built === 0) {
  rmSync(report, { force: true })
  if (handoff) forgetCounts()
  const projects = part === null ? [] : ['--project', part]
  const code = await runOnDesktop(
    ['vitest', 'run', ...projects, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { env: { ...electronEnv(electron), ...windowsFonts, ...(faults && faultEnv()) }, ownDisplay: true },
  )
  if (inCells) end(code)
  else add(code)
} else if (!journeys) totals.failed += 1
if (!inCells) {
  const what = part === 'tenant' ? 'checks ' : ''
  if (ews) totals.failed = summarizeEws(report, totals)
  else writeFileSync(`${folder}/summary.json`, JSON.stringify(totals))
  console.log(`${part ?? 'tests'}: ${totals.passed} ${what}passed, ${totals.failed} failed`)
  process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0
}

function end(code) {
  if (handoff) add(code)
  const { cells, failed } = faults ? summarizeFaults(report, code) : summarizeHandoff(totals.failed)
  console.log(`${part}: ${cells} cells, ${failed} failed`)
  process.exitCode = failed > 0 || cells === 0 ? 1 : 0
}

/** A runner that died, or failed outside a test, is a failure even when every counted test passed. */
function add(code) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    totals.passed += numPassedTests
    totals.failed += numFailedTests
    if (code !== 0 && numFailedTests === 0) totals.failed += 1
  } catch {
    totals.failed += 1
  }
}
