import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runOnDesktop } from './desktop-session.mjs'
import { repack } from './security-builds.mjs'
import { electronEnv } from './set-up.mjs'

/**
 * @typedef {import('../test/security/mutations.ts').Mutation} Mutation
 */

const packages = ['package', 'package-journey', 'package-live-test']
const copies = join('out', 'security', 'mutated')
const report = join('out', 'security', 'mutated.json')

/**
 * Turns each protection off in a copy of the builds, and runs the check that must then fail. Returns a line for each
 * protection whose check stayed green, or that could not be turned off any more.
 *
 * @param {import('./electron-runtime.mjs').Runtime} electron
 * @param {readonly Mutation[]} mutations
 * @returns {Promise<readonly string[]>}
 */
export async function runMutations(electron, mutations) {
  const survived = []
  for (const mutation of mutations) {
    const startedAt = performance.now()
    const problem = await problemWith(electron, mutation)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`mutation · ${mutation.what} · ${problem ?? 'its check went red'} · ${seconds} s`)
    if (problem !== null) survived.push(`mutation: ${mutation.what}: ${problem}`)
  }
  rmSync(copies, { recursive: true, force: true })
  return survived
}

/**
 * @param {import('./electron-runtime.mjs').Runtime} electron
 * @param {Mutation} mutation
 * @returns {Promise<string | null>} Null when the check went red.
 */
async function problemWith(electron, mutation) {
  try {
    await applied(mutation)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  const { file, name } = mutation.check
  rmSync(report, { force: true })
  await runOnDesktop(
    [
      'vitest',
      'run',
      '--project=security',
      join('test', 'security', file),
      `--testNamePattern=${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`,
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    {
      env: { ...electronEnv(electron), PREXTRA_PART: 'security', PREXTRA_SECURITY_BUILDS: copies },
      ownDisplay: true,
    },
  )
  /** @type {{ success: boolean, numPassedTests: number, numPendingTests: number, numTotalTests: number }} */
  const { success, numPassedTests: passed, numTotalTests: known } = JSON.parse(readFileSync(report, 'utf8'))
  // Without this protection the application may not even come up, so that its check is not reached.
  if (!success && known > 0) return null
  return passed > 0 ? 'its check stayed green' : 'there is no such check'
}

/**
 * Makes copies of the builds with one protection turned off.
 *
 * @param {Mutation} mutation
 */
async function applied(mutation) {
  rmSync(copies, { recursive: true, force: true })
  mkdirSync(copies, { recursive: true })
  cpSync(join('out', 'reception'), join(copies, 'reception'), { recursive: true })
  if (mutation.bundle === 'reception') change(join(copies, 'reception'), mutation)
  for (const name of packages) {
    await repack(join('out', name, 'linux-unpacked'), join(copies, name, 'linux-unpacked'), (application) => {
      if (mutation.bundle !== 'reception') change(join(application, 'out', 'app', mutation.bundle), mutation)
    })
  }
}

/**
 * @param {string} folder
 * @param {Mutation} mutation
 */
function change(folder, { replace, by }) {
  const places = readdirSync(folder)
    .filter((name) => /\.[cm]?js$/.test(name))
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return Array.from({ length: text.split(replace).length - 1 }, () => ({ file: join(folder, name), text }))
    })
  const [place, other] = places
  if (!place || other) throw new Error(`its text occurs ${places.length} times in ${folder}, not once`)
  writeFileSync(
    place.file,
    place.text.replace(replace, () => by),
  )
}
