import { extractFile, getRawHeader, listPackage } from '@electron/asar'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fuseFailures, readFuses } from './fuses.mjs'
import { missingNotices } from './third-party-notices.mjs'

/**
 * What is in reception's code and in nothing else: none of it may be in the installer (test/handoff/one-file.test.ts).
 *
 * @type {readonly string[]}
 */
const receptionMarkers = JSON.parse(readFileSync('build/reception-markers.json', 'utf8'))

/** The native modules of each system, in node_modules. */
const nativeModules = {
  win32: ['keytar/prebuilds/win32-x64/keytar.node', 'native-reg/prebuilds/win32-x64/node.napi.node'],
  linux: ['keytar/prebuilds/linux-x64/keytar.node'],
}

/**
 * What a packaged build holds: its files, its fuses, the hash of its archive, and what is wrong with them.
 *
 * @param {string} folder
 * @param {import('./fuses.mjs').Build & { readonly packages: readonly string[] }} options Which build it is, and the packages
 *   that its notices must name.
 */
export async function inspectPackage(folder, { journey, pinned, packages }) {
  const archive = join(folder, 'resources', 'app.asar')
  const { files, failures: filesFailures } = inspectArchive(archive)
  const executable = readdirSync(folder).find((name) => /^assistant-outlook-prextra(\.exe)?$/.test(name)) ?? ''
  const fuses = await readFuses(join(folder, executable))
  const failures = [
    ...readdirSync(join(folder, 'resources'))
      .filter((name) => name === 'app' || name === 'default_app.asar')
      .map((name) => `${name} stands beside the archive, from which alone the application is loaded`),
    ...missingNotices(join(folder, 'THIRD-PARTY-NOTICES.txt'), packages).map((name) => `no notice names ${name}`),
    ...filesFailures,
    ...fuseFailures(fuses, { journey, pinned }),
    ...outsideOfArchive(folder),
  ]
  const asar = createHash('sha256').update(getRawHeader(archive).headerString).digest('hex')
  return { folder, files: files.length, fuses, asar, failures }
}

/**
 * The native modules of the system that the package is for, and nothing else, stand outside of the archive. Each is checked
 * before it is loaded.
 *
 * @param {string} folder
 */
function outsideOfArchive(folder) {
  const system = existsSync(join(folder, 'assistant-outlook-prextra.exe')) ? 'win32' : 'linux'
  const unpacked = join(folder, 'resources', 'app.asar.unpacked')
  const found = existsSync(unpacked)
    ? readdirSync(unpacked, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(unpacked, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    : []
  const wanted = nativeModules[system].map((path) => `node_modules/${path}`)
  return [
    ...wanted.filter((path) => !found.includes(path)).map((path) => `${path} is missing beside the archive`),
    ...found.filter((path) => !wanted.includes(path)).map((path) => `${path} stands outside of the archive`),
  ]
}

/** @param {string} archive */
function inspectArchive(archive) {
  const files = listPackage(archive, { isPack: false }).filter((path) => /\.[^/]+$/.test(path))
  const failures = []
  for (const path of files) {
    if (!/^\/(out\/app\/|package\.json$|node_modules\/(keytar|native-reg)\/)/.test(path.replaceAll('\\', '/')))
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
