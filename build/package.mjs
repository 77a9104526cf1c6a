import { Arch, build, Platform } from 'electron-builder'
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { billOfMaterials } from './bill-of-materials.mjs'
import { run, runOnDesktop } from './desktop-session.mjs'
import { npmCommand } from './npm-command.mjs'
import { debianPackages } from './debian-packages.mjs'
import { standInElectron } from './msi/stand-in-electron.mjs'
import { wixOnLinux } from './msi/wix.mjs'
import { inspectPackage } from './package-inspection.mjs'
import { writePolicyTemplates } from './policy-templates.mjs'
import { unfinishedCdid } from './release-readiness.mjs'
import { setUp } from './set-up.mjs'
import { signingSettings } from './signing.mjs'
import { thirdPartyNotices } from './third-party-notices.mjs'

/**
 * The installer (MSI) and the zip on Windows, or the Linux directory build of the same configuration, checked: what is in it,
 * which fuses are blown and, on Linux, that it starts. `--journey`: the same but for the inspect fuse, for Playwright; it is
 * never released. `--stand-in`: Windows' installer made on Linux, around files that stand in for Electron's.
 */
const journey = process.argv.includes('--journey')
const standIn = process.argv.includes('--stand-in')
const windows = process.platform === 'win32' || standIn
const output = join('out', standIn ? 'package-stand-in' : journey ? 'package-journey' : 'package')
const folder = resolve(output, windows ? 'win-unpacked' : 'linux-unpacked')

const electron = standIn ? standInElectron(join(output, 'electron')) : await setUp('window', 'tests')
if (standIn) debianPackages('msi')
else if (windows && !journey) refuseUnfinishedRelease(electron)
if ((await run([...npmCommand('electron-vite'), 'build', '--logLevel', 'warn'])) !== 0) process.exit(1)
const notices = writeNotices()
writePolicyTemplates(join('out', 'policy'))
process.env.PREXTRA_JOURNEY_BUILD = journey ? '1' : '0'
process.env.PREXTRA_PINNED = electron.pinned ? '1' : '0'
rmSync(folder, { recursive: true, force: true })
removeEarlierInstallers()
if (standIn) Object.assign(process.env, wixOnLinux(join(output, 'wix')))
const signing = signingSettings(process.env)
await build({
  targets: windows
    ? Platform.WINDOWS.createTarget(standIn ? ['msi'] : ['msi', 'zip'], Arch.x64)
    : Platform.LINUX.createTarget('dir'),
  publish: 'never',
  config: {
    extends: 'electron-builder.yml',
    directories: { output },
    electronDist: electron.folder,
    electronVersion: electron.version,
    ...(windows && { win: signing.config, artifactName: artifactName(signing.signed) }),
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
 * The name of an installer. What is not to be given to customers says so.
 *
 * @param {boolean} signed
 */
function artifactName(signed) {
  const remark = `${journey ? '-journey' : ''}${standIn ? '-stand-in' : ''}${signed ? '' : '-unsigned'}`
  return `Assistant-Outlook-Prextra-\${version}-x64${remark}.\${ext}`
}

/**
 * A release seals to CDID's own key and tells customers who CDID is: without either there is nothing to release.
 *
 * @param {import('./electron-runtime.mjs').Runtime} electron
 */
function refuseUnfinishedRelease(electron) {
  const problem = unfinishedCdid(electron)
  if (problem === null) return
  console.error(problem)
  process.exit(1)
}

/** Removes the installers of an earlier version, which would be taken for those of this one. */
function removeEarlierInstallers() {
  if (!existsSync(output)) return
  for (const name of readdirSync(output).filter((file) => /\.(msi|zip)$/.test(file))) rmSync(join(output, name))
}

/**
 * Writes the notices and the bill of materials that electron-builder.yml ships: of what Vite has just bundled, and of the
 * native keychain.
 */
function writeNotices() {
  const bundled = join('out', 'bundled')
  const lists = ['main', 'preload', 'renderer'].map((name) => join(bundled, `${name}.json`))
  const shipped = ['keytar', ...(windows ? ['native-reg'] : [])].map((name) => join('node_modules', name))
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
  if (standIn) return { starts: null, startsBecause: 'files stand in for Electron' }
  if (windows) return { starts: null, startsBecause: 'nothing here can see a window of Windows appear' }
  const executable = join(folder, 'assistant-outlook-prextra')
  const code = await runOnDesktop([process.execPath, 'build/window-appears.mjs', executable], { ownDisplay: true })
  const root = process.getuid?.() === 0
  return { starts: code === 0, startsBecause: root ? 'started as root, so without Chromium’s sandbox' : null }
}
