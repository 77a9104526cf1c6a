import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleReception } from './reception-bundle.mjs'
import { thirdPartyNotices } from './third-party-notices.mjs'

/**
 * `prextra-reception` as one file with nothing beside it, which any Node of 24 or later runs (docs/adr/0007); as a package
 * around that file, which npm installs without fetching anything; and with `--exe` as an executable for Windows x64.
 */
const folder = join('out', 'reception')
const name = 'prextra-reception.mjs'
const bundled = join(folder, 'bundled.json')
const notices = 'THIRD-PARTY-NOTICES.txt'
const { version, author, license } = JSON.parse(readFileSync('package.json', 'utf8'))

rmSync(folder, { recursive: true, force: true })
await bundleReception({ folder, name, format: 'es', bundled })
const file = join(folder, name)
chmodSync(file, 0o755)
writeFileSync(join(folder, notices), thirdPartyNotices([bundled]).text)
rmSync(bundled)
// For reading a stack trace; never part of what is copied or installed.
const sourceMaps = join(folder, 'source-maps')
mkdirSync(sourceMaps)
renameSync(`${file}.map`, join(sourceMaps, `${name}.map`))

const packed = join(folder, 'package')
mkdirSync(packed)
cpSync(file, join(packed, name))
cpSync(join(folder, notices), join(packed, notices))
cpSync('LICENSE', join(packed, 'LICENSE'))
cpSync(join('docs', 'reception.md'), join(packed, 'README.md'))
const manifest = {
  name: 'prextra-reception',
  version,
  description: 'Receives, at CDID, what the Prextra Outlook Setup Assistant has sealed.',
  author,
  license,
  private: true,
  type: 'module',
  bin: { 'prextra-reception': name },
  files: [name, notices],
  engines: { node: '>=24' },
}
writeFileSync(join(packed, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
console.log(`reception: ${file}, ${Math.round(statSync(file).size / 1024)} kB; npm install -g ${packed}`)

if (process.argv.includes('--exe')) {
  const { makeExecutable } = await import('./reception-executable.mjs')
  const executable = await makeExecutable(folder, { version, author })
  console.log(`reception: ${executable}, ${Math.round(statSync(executable).size / 1024 / 1024)} MB, not signed`)
}
