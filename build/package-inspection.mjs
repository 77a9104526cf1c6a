import { extractFile, getRawHeader, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { missingNotices } from './third-party-notices.mjs'

/**
 * What is in reception's code and in nothing else: none of it may be in the installer (test/handoff/one-file.test.ts).
 *
 * @type {readonly string[]}
 */
const receptionMarkers = JSON.parse(readFileSync('build/reception-markers.json', 'utf8'))

/**
 * What a packaged build holds: its files, its fuses, the hash of its archive, and what is wrong with them.
 *
 * @param {string} folder
 * @param {{ readonly journey: boolean, readonly packages: readonly string[] }} options Whether the inspect fuse stays open
 *   for Playwright, and the packages that its notices must name.
 */
export async function inspectPackage(folder, { journey, packages }) {
  const archive = join(folder, 'resources', 'app.asar')
  const { files, failures: filesFailures } = inspectArchive(archive)
  const { fuses, failures: fuseFailures } = await inspectFuses(folder, journey)
  const failures = [
    ...readdirSync(join(folder, 'resources'))
      .filter((name) => name === 'app' || name === 'default_app.asar')
      .map((name) => `${name} stands beside the archive, from which alone the application is loaded`),
    ...missingNotices(join(folder, 'THIRD-PARTY-NOTICES.txt'), packages).map((name) => `no notice names ${name}`),
    ...filesFailures,
    ...fuseFailures,
  ]
  const asar = createHash('sha256').update(getRawHeader(archive).headerString).digest('hex')
  return { folder, files: files.length, fuses, asar, failures }
}

/** @param {string} archive */
function inspectArchive(archive) {
  const files = listPackage(archive, { isPack: false }).filter((path) => /\.[^/]+$/.test(path))
  const failures = []
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
  return { files, failures }
}

/**
 * @param {string} folder
 * @param {boolean} journey
 */
async function inspectFuses(folder, journey) {
  const executable = readdirSync(folder).find((name) => /^assistant-outlook-prextra(\.exe)?$/.test(name)) ?? ''
  const wire = await getCurrentFuseWire(join(folder, executable))
  const states = new Map(Object.entries(wire).map(([index, state]) => [Number(index), state]))
  /** @type {Record<string, string>} */
  const fuses = Object.fromEntries(
    Object.entries(FuseV1Options)
      .filter(([name]) => Number.isNaN(Number(name)))
      .map(([name, index]) => {
        const state = states.get(Number(index))
        return [name, state === undefined ? 'not in this Electron' : String.fromCharCode(Number(state))]
      }),
  )
  const wanted = {
    RunAsNode: '0',
    EnableCookieEncryption: '1',
    EnableNodeOptionsEnvironmentVariable: '0',
    EnableNodeCliInspectArguments: journey ? '1' : '0',
    EnableEmbeddedAsarIntegrityValidation: '1',
    OnlyLoadAppFromAsar: '1',
    LoadBrowserProcessSpecificV8Snapshot: '0',
  }
  const failures = Object.entries(wanted)
    .filter(([name, state]) => fuses[name] !== state)
    .map(([name, state]) => `fuse ${name} is ${fuses[name]}, not ${state}`)
  return { fuses, failures }
}
