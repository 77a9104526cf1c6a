import { build, Platform } from 'electron-builder'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { billOfMaterials } from './bill-of-materials.mjs'
import { run, runOnDesktop } from './desktop-session.mjs'
import { inspectPackage } from './package-inspection.mjs'
import { setUp } from './set-up.mjs'
import { thirdPartyNotices } from './third-party-notices.mjs'
import { unfinishedRelease } from './unfinished-release.mjs'

/**
 * The installer (MSI, on Windows) or the Linux directory build of the same configuration, checked: what is in it, which
 * fuses are blown and, on Linux, that it starts. `--journey`: the same but for the inspect fuse, for Playwright.
 */
const journey = process.argv.includes('--journey')
const windows = process.platform === 'win32'
const output = join('out', journey ? 'package-journey' : 'package')
const folder = resolve(output, windows ? 'win-unpacked' : 'linux-unpacked')

const electron = await setUp('window', 'tests')
if (windows) refuseUnfinishedRelease(electron)
if ((await run(['electron-vite', 'build', '--logLevel', 'warn'])) !== 0) process.exit(1)
const notices = writeNotices()
process.env.PREXTRA_JOURNEY_BUILD = journey ? '1' : '0'
process.env.PREXTRA_PINNED = electron.pinned ? '1' : '0'
rmSync(folder, { recursive: true, force: true })
await build({
  targets: windows ? Platform.WINDOWS.createTarget('msi') : Platform.LINUX.createTarget('dir'),
  publish: 'never',
  config: {
    extends: 'electron-builder.yml',
    directories: { output },
    electronDist: electron.folder,
    electronVersion: electron.version,
  },
})
keepSourceMaps()

const found = await inspectPackage(folder, { journey, pinned: electron.pinned, packages: notices.names })
const start = await startOnce()
writeFileSync(
  join(output, 'summary.json'),
  JSON.stringify({ ...found, ...start, journey, electron: electron.version }, null, 2),
)
const failures = [...found.failures, ...(start.starts === false ? ['it does not start'] : [])]
for (const failure of failures) console.error(`package: ${failure}`)
const verdict = failures.length > 0 ? 'FAILED' : start.starts === null ? 'checked, but not started' : 'checked'
const reason = start.startsBecause === null ? '' : ` (${start.startsBecause})`
console.log(`package: ${folder} · Electron ${electron.version} · ${verdict}${reason}`)
process.exitCode = failures.length === 0 ? 0 : 1

/**
 * A release seals to CDID's own key and tells customers who CDID is: without either there is nothing to release.
 *
 * @param {import('./electron-runtime.mjs').Runtime} electron
 */
function refuseUnfinishedRelease(electron) {
  const problem = unfinishedRelease(
    electron,
    readFileSync('build/cdid.json', 'utf8'),
    readFileSync('src/practice/company/reception-key.ts', 'utf8'),
  )
  if (problem === null) return
  console.error(problem)
  process.exit(1)
}

/**
 * Writes the notices and the bill of materials that electron-builder.yml ships: of what Vite has just bundled, and of the
 * native keychain.
 */
function writeNotices() {
  const bundled = join('out', 'bundled')
  const lists = ['main', 'preload', 'renderer'].map((name) => join(bundled, `${name}.json`))
  const shipped = [join('node_modules', 'keytar')]
  const made = thirdPartyNotices(lists, shipped)
  writeFileSync(join(bundled, 'sbom.cdx.json'), billOfMaterials({ lists, shipped, electron }))
  writeFileSync(join(bundled, 'THIRD-PARTY-NOTICES.txt'), made.text)
  return made
}

/** Keeps the source maps of this build beside it, so that a stack trace of a release can be read. */
function keepSourceMaps() {
  const sourceMaps = join(output, 'source-maps')
  rmSync(sourceMaps, { recursive: true, force: true })
  const files = readdirSync('out/app', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.map'))
  for (const file of files) cpSync(join('out/app', file), join(sourceMaps, file))
}

/**
 * Whether its own window appears, with its title: the archive was found, allowed, and runs. `starts` is null where
 * nothing was started, and `startsBecause` says why, or what was not as it is for a person.
 *
 * @returns {Promise<{ starts: boolean | null, startsBecause: string | null }>}
 */
async function startOnce() {
  if (windows) return { starts: null, startsBecause: 'nothing here can see a window of Windows appear' }
  const executable = join(folder, 'assistant-outlook-prextra')
  const code = await runOnDesktop([process.execPath, 'build/window-appears.mjs', executable], { ownDisplay: true })
  const root = process.getuid?.() === 0
  return { starts: code === 0, startsBecause: root ? 'started as root, so without Chromium’s sandbox' : null }
}
