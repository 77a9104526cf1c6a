import { spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { npmCommand } from './npm-command.mjs'

/**
 * What every change must pass, besides its tests.
 *
 * @type {[name: string, command: string, ...args: string[]][]}
 */
const checks = [
  ['lint', 'eslint', ...cached('eslint'), '.'],
  ['lint by types', 'oxlint'],
  ['format', 'prettier', ...cached('prettier'), '--check', '--log-level', 'warn', '.'],
  // TypeScript 7 is the compiler alone: svelte-check reads types through an interface that only 6 has.
  ['types', 'typescript-7/tsc', '--build', 'tsconfig.projects.json'],
  ['types of the window', 'svelte-check', '--tsconfig', 'tsconfig.renderer.json', '--output', 'human'],
  [
    'imports',
    'dependency-cruiser/depcruise',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'err',
    'src',
    'test',
  ],
  ['dead code', 'knip'],
]

/**
 * What makes a checker remember, by the content of each file, what it has found right.
 *
 * @param {string} checker
 */
function cached(checker) {
  return ['--cache', '--cache-strategy', 'content', '--cache-location', `node_modules/.cache/${checker}/cache`]
}

/** Runs all, two at a time; prints a line each, and the whole output of what failed. Resolves with how many passed and failed, and which. */
export async function check() {
  const waiting = [...checks]
  /** @type {string[]} */
  const failures = []
  const counts = { passed: 0, failed: 0, failures }
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, command, ...args] = next
      const [file, script] = npmCommand(command)
      const startedAt = performance.now()
      const { code, output } = await collect(file, [script, ...args])
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      console.log(`check · ${name} · ${code === 0 ? 'passed' : 'FAILED'} · ${seconds} s`)
      if (code === 0) counts.passed += 1
      else {
        counts.failed += 1
        failures.push(`check: ${name}`)
        console.log(output)
      }
    }
  }
  await Promise.all([worker(), worker()])
  return counts
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function collect(file, args) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { env: { ...process.env, FORCE_COLOR: '0' } })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { passed, failed } = await check()
  console.log(`check: ${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}
