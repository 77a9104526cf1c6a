import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './check.mjs'
import { run, runOnDesktop, windowsFonts } from './desktop-session.mjs'
import { npmCommand } from './npm-command.mjs'
import { buildLiveTest } from './live-test.mjs'
import { makeSecurityBuilds } from './security-builds.mjs'
import { runMutations } from './security-mutations.mjs'
import { electronEnv, setUp } from './set-up.mjs'
import { runOnWindowsNode } from './wine-tests.mjs'

/** Everything, or with `--part NAME` one vitest project. The last line is what CI reads. */
const part = valueOf('--part')
const oneCell = valueOf('--cell')
// What `npm run package:reception` makes is in out/reception.
const folder = join('out', part === 'reception' ? 'test-reception' : (part ?? 'test'))

/**
 * What runs at the same time in the whole run: a lane is one vitest, with a display of its own. Windows, and what is
 * measured, run one by one in theirs.
 */
const lanes = {
  windows: ['journeys', 'by-hand', 'sign-in', 'security', 'screens'],
  measured: ['handoff', 'bench'],
  others: ['unit', 'tooling', 'docs', 'adapters', 'tenant', 'ews', 'answers', 'faults', 'reception', 'msi'],
}
/** Parts that run the application's sources, and no build of it. */
const unbuilt = ['unit', 'tooling', 'docs', 'adapters', 'tenant', 'ews', 'answers', 'faults', 'reception', 'wine']

/**
 * What a part alone needs besides. Only the sign-ins alone go through a realm's proxy: test/support/share.ts. The tables of
 * an installer are a part of the whole run, too.
 *
 * @type {Partial<Record<string, ('realm' | 'wine' | 'msi')[]>>}
 */
const ownPackages = { whole: ['msi'], 'sign-in': ['realm'], wine: ['wine'], msi: ['msi', 'wine'] }
const electron = await setUp('window', 'tests', ...(ownPackages[part ?? 'whole'] ?? []))
const totals = { passed: 0, failed: 0 }
/** @type {string[]} A line for each, printed at the end of the whole run, whose own output is thousands of lines long. */
const failures = []
/** @type {number | null} */
let cells = null
/** The tests that are skipped on Windows' Node. */
let skipped = 0

if (await build()) {
  if (part === 'security' && process.argv.includes('--mutations')) await turnOffEach()
  else if (part !== null) {
    add(await runVitest(folder, [part]))
    if (part === 'wine') onWindowsNode()
  } else {
    // The lane of windows, and the checks after it, take as long as all the rest.
    const inLane = (/** @type {keyof typeof lanes} */ lane) => runVitest(join(folder, lane), lanes[lane])
    const shown = async () => [await inLane('windows'), { ...(await check()), cells: null }]
    const unseen = async () => [await inLane('measured'), await inLane('others')]
    for (const counts of (await Promise.all([shown(), unseen()])).flat()) add(counts)
  }
}

// A part that is counted in rows has written its own.
if (!existsSync(join(folder, 'summary.json'))) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'summary.json'), JSON.stringify(totals))
}
if (part === null) for (const line of failures) console.log(`FAILED ${line}`)
const what = part === 'tenant' ? 'checks ' : ''
const skips = part === 'wine' ? `, ${skipped} skipped` : ''
console.log(
  cells === null
    ? `${part ?? 'tests'}: ${totals.passed} ${what}passed, ${totals.failed} failed${skips}`
    : `${part}: ${cells} cells, ${totals.failed} failed`,
)
process.exitCode = totals.failed > 0 || (cells ?? totals.passed) === 0 ? 1 : 0

/** Builds what the tests run, and counts it. Returns false when that failed, so that the tests cannot run. */
async function build() {
  rmSync(join(folder, 'summary.json'), { force: true })
  if (part !== null && unbuilt.includes(part)) return true
  if (part === 'msi') {
    const packaged = (await run([process.execPath, 'build/package.mjs', '--stand-in'])) === 0
    if (!packaged) fail('the package was not built')
    return packaged
  }
  if (part === 'sign-in') {
    const built = (await buildLiveTest(electron)) === 0
    if (!built) fail('the build for the live test was not made')
    return built
  }
  if (part === 'security') {
    const missing = await makeSecurityBuilds(electron)
    for (const what of missing) fail(what)
    return missing.length === 0
  }
  if (part === null || part === 'journeys') {
    // The packaged build that the journey of an ordinary user runs; building it builds the application too.
    const packaged = (await run([process.execPath, 'build/package.mjs', '--journey'])) === 0
    if (packaged) totals.passed += 1
    else fail('the package was not built')
    if ((await buildLiveTest(electron)) !== 0) fail('the build for the live test was not made')
    return packaged
  }
  const built = (await run([...npmCommand('electron-vite'), 'build', '--logLevel', 'warn'])) === 0
  if (!built) fail('the application was not built')
  // Two of the four ways in are only in the live world.
  if (part === 'screens' && (await buildLiveTest(electron)) !== 0) fail('the build for the live test was not made')
  return built
}

/** Turns each protection off once, and counts those whose check saw it. `--only TEXT` tries those that TEXT is in. */
async function turnOffEach() {
  const { mutations } = await import('../test/security/mutations.ts')
  const only = valueOf('--only')
  const tried = mutations.filter(({ what }) => only === null || what.includes(only))
  const survived = await runMutations(electron, tried)
  totals.passed += tried.length - survived.length
  for (const line of survived) fail(line)
}

/** Adds the project's own tests on Windows' Node. */
function onWindowsNode() {
  const counts = runOnWindowsNode(join(folder, 'windows-node'))
  for (const line of counts.failures) console.log(`FAILED ${line}`)
  skipped = counts.skipped
  add({ ...counts, failed: counts.failed + (counts.isEnough ? 0 : 1), cells: null })
}

/** @param {string} what */
function fail(what) {
  totals.failed += 1
  failures.push(what)
}

/**
 * Runs projects in one vitest. A runner that died, or ended badly although every counted test passed, is a failure.
 *
 * @param {string} results
 * @param {readonly string[]} projects
 * @returns {Promise<import('./results.mjs').Counts>}
 */
async function runVitest(results, projects) {
  const counts = join(results, 'counts.json')
  mkdirSync(results, { recursive: true })
  rmSync(counts, { force: true })
  const reporters = ['default', 'json', './build/results.mjs'].map((reporter) => `--reporter=${reporter}`)
  const code = await runOnDesktop(
    [
      ...npmCommand('vitest'),
      'run',
      ...projects.map((project) => `--project=${project}`),
      ...reporters,
      `--outputFile.json=${join(results, 'report.json')}`,
    ],
    {
      env: {
        ...electronEnv(electron),
        ...windowsFonts,
        ...(part === 'faults' ? faultEnv() : {}),
        PREXTRA_RESULTS: results,
        ...(part !== null && { PREXTRA_PART: part }),
        ...(process.argv.includes('--update') && { PREXTRA_UPDATE_PICTURES: '1' }),
      },
      ownDisplay: true,
    },
  )
  if (!existsSync(counts)) {
    return { passed: 0, failed: 1, cells: null, failures: [`vitest ended with ${code} and left no results`] }
  }
  /** @type {import('./results.mjs').Counts} */
  const counted = JSON.parse(readFileSync(counts, 'utf8'))
  if (code === 0 || counted.failed > 0) return counted
  return { ...counted, failed: 1, failures: [`vitest ended with ${code}, and no test had failed`] }
}

/** @param {import('./results.mjs').Counts} counts */
function add(counts) {
  totals.passed += counts.passed
  totals.failed += counts.failed
  failures.push(...counts.failures)
  if (part !== null) cells = counts.cells
}

/** What a run of every cell, or with `--cell 'row/id'` of one, is told. */
function faultEnv() {
  const memory = '/dev/shm'
  return {
    ...(oneCell !== null && { FAULT_CELL: oneCell }),
    // Flushing thousands of lines to a slow disk proves nothing more.
    ...(existsSync(memory) && { TMPDIR: memory }),
  }
}

/**
 * @param {string} option
 * @returns {string | null} What follows an option on the command line; null when it is not there.
 */
function valueOf(option) {
  const place = process.argv.indexOf(option)
  return place === -1 ? null : (process.argv[place + 1] ?? null)
}
