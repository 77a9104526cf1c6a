import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compileOnto, copyOnto, newWine } from '../test/support/wine/wine.ts'
import { makeWineApp } from './wine-app.mjs'
import { windowsNode } from './windows-node.mjs'

/** The parts that run on Windows' Node under Wine: those that need no Electron. */
const projects = ['unit', 'tenant', 'handoff', 'reception']
/** Of the tests that Linux has in these parts, how many must pass under Wine at least, and how many may be skipped. */
const leastPassed = 0.95
const mostSkipped = 0.03
const timeLimitMs = 80 * 60_000

/**
 * Runs the project's own tests on Windows' Node 24 under Wine, and counts them against what Linux has. Each project is a run
 * of its own, so that one that Wine ends leaves the others.
 *
 * @param {string} folder Where the results are written.
 * @param {readonly string[]} named The projects to run.
 */
export function runOnWindowsNode(folder, named = projects) {
  makeWineApp()
  const wine = newWine()
  const counts = { passed: 0, failed: 0, skipped: 0, onLinux: 0 }
  /** @type {string[]} */
  const failures = []
  try {
    const node = wine.install(windowsNode(), 'node.exe')
    for (const file of ['run-tests.mjs', 'without-keep-alive.mjs']) {
      copyOnto(wine, join('test', 'support', 'wine', file), `wine/${file}`)
    }
    compileOnto(wine, 'bcryptprimitives.c', 'windows/system32/bcryptprimitives.dll', '-shared')
    compileOnto(wine, 'hold.c', 'wine/hold.exe', '-municode')
    symlinkSync(resolve('out', 'wine', 'app'), wine.path('app'))
    mkdirSync(folder, { recursive: true })
    for (const project of named) {
      const report = wine.path(`wine/${project}.json`)
      const args = [
        '--project',
        project,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=C:\\wine\\${project}.json`,
      ]
      wine.run(node, ['C:\\wine\\run-tests.mjs', `C:\\wine\\${project}.txt`, ...args], {
        folder: 'app',
        timeout: timeLimitMs,
        env: { CI: 'true', NO_COLOR: '1' },
      })
      const log = wine.path(`wine/${project}.txt`)
      if (existsSync(log)) writeFileSync(join(folder, `${project}.txt`), readFileSync(log))
      counts.onLinux += testsOnLinux(project)
      if (!existsSync(report)) {
        counts.failed += 1
        failures.push(`${project}: vitest left no results under Wine`)
        continue
      }
      const read = JSON.parse(readFileSync(report, 'utf8'))
      writeFileSync(join(folder, `${project}.json`), JSON.stringify(read))
      for (const file of read.testResults) {
        for (const { status, fullName } of file.assertionResults) {
          if (status === 'passed') counts.passed += 1
          else if (status === 'failed') failures.push(`${project}: ${fullName}`)
          else counts.skipped += 1
          if (status === 'failed') counts.failed += 1
        }
        if (file.status === 'failed' && file.assertionResults.length === 0) {
          counts.failed += 1
          failures.push(`${project}: ${file.name}: ${file.message}`)
        }
      }
    }
  } finally {
    wine.remove()
  }
  // The shares are of all the parts together.
  const isWhole = projects.every((project) => named.includes(project))
  const share = counts.passed / counts.onLinux
  if (isWhole && share < leastPassed) {
    failures.push(
      `${(share * 100).toFixed(1)} % of the ${counts.onLinux} tests of Linux passed, of at least ${leastPassed * 100} %`,
    )
  }
  if (isWhole && counts.skipped / counts.onLinux > mostSkipped) {
    failures.push(`${counts.skipped} were skipped, of at most ${mostSkipped * 100} %`)
  }
  const isEnough = !isWhole || (share >= leastPassed && counts.skipped / counts.onLinux <= mostSkipped)
  return { ...counts, failures, isEnough }
}

/**
 * How many tests a project has here, which is what Windows is counted against.
 *
 * @param {string} project
 */
function testsOnLinux(project) {
  const command = ['node_modules/vitest/vitest.mjs', 'list', '--project', project, '--json', '--no-static-parse']
  const listed = execFileSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
  return JSON.parse(listed.slice(listed.indexOf('['))).length
}

// One part, or several: node build/wine-tests.mjs tenant reception
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = process.argv.slice(2)
  const counts = runOnWindowsNode(join('out', 'wine', 'results'), named.length > 0 ? named : projects)
  for (const line of counts.failures) console.log(`FAILED ${line}`)
  console.log(`wine: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  process.exitCode = counts.failed === 0 && counts.isEnough ? 0 : 1
}
