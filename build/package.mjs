import { extractFile, getRawHeader, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { build, Platform } from 'electron-builder'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { run, runOnDesktop } from './desktop-session.mjs'
import { setUp } from './set-up.mjs'

/**
 * The installer (MSI, on Windows) or the Linux directory build of the same configuration, checked: what is in it, which
 * fuses are blown, and that it starts. `--journey`: the same but for the inspect fuse, for Playwright.
 */
const journey = process.argv.includes('--journey')
const windows = process.platform === 'win32'
/** What is in reception's code and in nothing else: none of it may be in the installer (test/handoff/one-file.test.ts). */
const receptionMarkers = JSON.parse(readFileSync('build/reception-markers.json', 'utf8'))
const output = join('out', journey ? 'package-journey' : 'package')
const folder = resolve(output, windows ? 'win-unpacked' : 'linux-unpacked')

const electron = await setUp('window', 'tests')
if (windows) refuseUnfinishedRelease(electron)
if ((await run(['electron-vite', 'build', '--logLevel', 'warn'])) !== 0) process.exit(1)
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

const found = await inspect()
const starts = await startsOnce()
writeFileSync(
  join(output, 'summary.json'),
  JSON.stringify({ ...found, starts, journey, electron: electron.version }, null, 2),
)
const failures = [...found.failures, ...(starts ? [] : ['it does not start'])]
for (const failure of failures) console.error(`package: ${failure}`)
console.log(`package: ${folder} · Electron ${electron.version} · ${failures.length === 0 ? 'checked' : 'FAILED'}`)
process.exitCode = failures.length === 0 ? 0 : 1

/** A release seals to CDID's own key: with none, or the practice key, there is nothing to release. */
function refuseUnfinishedRelease({ pinned, version }) {
  const { recipients } = JSON.parse(readFileSync('build/cdid.json', 'utf8'))
  const practice = /publicKey: '(age1[^']+)'/.exec(readFileSync('src/practice/company/reception-key.ts', 'utf8'))?.[1]
  const problem = !pinned
    ? `A release is built with the pinned Electron only, and this is ${version}. Run «node_modules/.bin/install-electron» first.`
    : recipients.length === 0
      ? 'build/cdid.json names no CDID key. Make one with «npx prextra-reception keygen» at CDID and put its public key there.'
      : recipients.some(({ publicKey }) => publicKey === practice)
        ? 'build/cdid.json names the practice key, which anybody can open. Put CDID’s own public key there.'
        : null
  if (!problem) return
  console.error(problem)
  process.exit(1)
}

async function inspect() {
  const archive = join(folder, 'resources', 'app.asar')
  const files = listPackage(archive).filter((path) => /\.[^/]+$/.test(path))
  const failures = readdirSync(join(folder, 'resources'))
    .filter((name) => name === 'app' || name === 'default_app.asar')
    .map((name) => `${name} stands beside the archive, from which alone the application is loaded`)
  for (const path of files) {
    if (!/^\/(out\/app\/|package\.json$|node_modules\/keytar\/)/.test(path.replaceAll('\\', '/')))
      failures.push(`${path} does not belong in the package`)
    if (/\.(map|ts|svelte)$/.test(path) || /cdid\/(open|merge)|reception/.test(path.replace('reception-key', '')))
      failures.push(`${path} is a development file`)
    // The package's description names reception's command; it holds none of it.
    if (/package\.json$/.test(path)) continue
    const content = extractFile(archive, path.replace(/^[\\/]/, ''))
    const markers = receptionMarkers.filter((marker) => content.includes(marker))
    if (markers.length > 0) failures.push(`${path} holds reception's own code (${markers.join(', ')})`)
  }
  if (!files.some((path) => path.endsWith('index.cjs'))) failures.push('the application itself is missing')
  const fuses = await getCurrentFuseWire(
    join(
      folder,
      readdirSync(folder).find((name) => /^assistant-outlook-prextra(\.exe)?$/.test(name)),
    ),
  )
  const wire = Object.fromEntries(
    Object.entries(FuseV1Options)
      .filter(([name]) => Number.isNaN(Number(name)))
      .map(([name, index]) => [
        name,
        fuses[index] === undefined ? 'not in this Electron' : String.fromCharCode(fuses[index]),
      ]),
  )
  const wanted = {
    RunAsNode: '0',
    EnableNodeOptionsEnvironmentVariable: '0',
    EnableNodeCliInspectArguments: journey ? '1' : '0',
    EnableEmbeddedAsarIntegrityValidation: '1',
    OnlyLoadAppFromAsar: '1',
  }
  for (const [name, state] of Object.entries(wanted)) {
    if (wire[name] !== state) failures.push(`fuse ${name} is ${wire[name]}, not ${state}`)
  }
  const asar = createHash('sha256').update(getRawHeader(archive).headerString).digest('hex')
  return { folder, files: files.length, fuses: wire, asar, failures }
}

/** Its own window appears, with its title: the archive was found, allowed, and runs. */
async function startsOnce() {
  if (windows) return true
  const executable = join(folder, 'assistant-outlook-prextra')
  return (await runOnDesktop([process.execPath, 'build/window-appears.mjs', executable], { ownDisplay: true })) === 0
}
