import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const require = createRequire(import.meta.url)
const { getBinariesMirrorUrl } = require('app-builder-lib/out/util/electronGet.js')

/** The WiX that electron-builder looks for in its cache (app-builder-lib/out/targets/MsiTarget.js). */
const wanted = 'wix-4.0.0.5512.2'
const programs = [
  'candle.exe',
  'light.exe',
  'wix.dll',
  'wconsole.dll',
  'candle.exe.config',
  'light.exe.config',
  'darice.cub',
]

/**
 * Puts a WiX that runs on Debian where electron-builder looks for its own, and returns the environment in which it finds it.
 * It is WiX 3.10, which the package electron-winstaller carries, under mono; what it asks of Windows' own libraries, msi.dll
 * and winterop.dll, is answered by wix-on-linux.c. For tests: a release is made on Windows, with the WiX that is checked there.
 *
 * @param {string} folder
 */
export function wixOnLinux(folder) {
  const cache = resolve(folder)
  const wix = join(cache, wanted, `${wanted}-${suffixOf(`${wanted}.7z`)}`)
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(wix, { recursive: true })
  const vendor = join(dirname(require.resolve('electron-winstaller/package.json')), 'vendor')
  for (const file of programs) copyFileSync(join(vendor, file), join(wix, file))
  const library = join(wix, 'libwix-on-linux.so')
  const flags = execFileSync('pkg-config', ['--cflags', '--libs', 'libmsi-1.0', 'libgcab-1.0'], { encoding: 'utf8' })
  const source = join('build', 'msi', 'wix-on-linux.c')
  execFileSync('gcc', ['-shared', '-fPIC', '-O2', '-o', library, source, ...flags.trim().split(/\s+/)])
  const maps = ['msi.dll', 'winterop.dll'].map((dll) => `<dllmap dll="${dll}" target="${library}"/>`)
  writeFileSync(join(wix, 'wix.dll.config'), `<configuration>${maps.join('')}</configuration>`)
  // What says that a download of it is complete.
  const state = { version: 1, state: 'complete', timestamp: Date.now(), fileCount: 0, extractedSize: 0 }
  writeFileSync(`${wix}.state`, JSON.stringify(state))

  const wine = join(cache, 'wine', 'bin', 'wine')
  for (const name of ['bin', 'lib', 'wine-home']) mkdirSync(join(cache, 'wine', name), { recursive: true })
  copyFileSync(join('build', 'msi', 'dotnet-in-place-of-wine.sh'), wine)
  chmodSync(wine, 0o755)
  return { ELECTRON_BUILDER_CACHE: cache, ELECTRON_BUILDER_WINE_TOOLSET_DIR: join(cache, 'wine') }
}

/**
 * The ending of the folder in electron-builder's cache: a hash of the address that it would be downloaded from
 * (app-builder-lib/out/util/electronGet.js).
 *
 * @param {string} file
 */
function suffixOf(file) {
  const url = `${getBinariesMirrorUrl('electron-userland/electron-builder-binaries')}${wanted}/${file}`
  let hash = 5381
  for (let at = 0; at < url.length; at += 1) hash = ((hash << 5) + hash) ^ url.charCodeAt(at)
  const text = (hash >>> 0).toString(36)
  return text.length >= 5 ? text.slice(0, 5) : text.padStart(5, '0')
}
