import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The bill of materials of an application in CycloneDX 1.6 (cyclonedx.org/docs/1.6/json): the packages that were bundled or are
 * shipped as they are, with the digests of the lock file, and Electron.
 *
 * @param {object} of
 * @param {readonly string[]} of.lists Files of bundled-packages.mjs.
 * @param {readonly string[]} of.shipped Folders of packages that are shipped as they are.
 * @param {{ readonly version: string }} of.electron
 * @returns {string}
 */
export function billOfMaterials({ lists, shipped, electron }) {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const bundled = lists.flatMap((file) => {
    /** @type {{ folder: string }[]} */
    const packages = JSON.parse(readFileSync(file, 'utf8'))
    return packages.map(({ folder }) => folder)
  })
  const components = [...new Set([...bundled, ...shipped])].map(componentIn)
  const once = new Map(components.map((component) => [component.purl, component]))
  const sorted = [...once.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1))
  const electronComponent = {
    type: 'framework',
    name: 'electron',
    version: electron.version,
    purl: `pkg:npm/electron@${electron.version}`,
  }
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(sorted) + electron.version)}`,
    version: 1,
    metadata: { component: { type: 'application', name, version } },
    components: [electronComponent, ...sorted],
  }
  return `${JSON.stringify(bill, null, 2)}\n`
}

/** @param {string} folder */
function componentIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const integrity = integrityOf(folder)
  return {
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    ...(typeof license === 'string' && { licenses: [{ license: { name: license } }] }),
    ...(integrity !== undefined && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') }],
    }),
  }
}

/** @type {Record<string, { integrity?: string }> | undefined} */
let locked

/**
 * @param {string} folder
 * @returns {string | undefined} What the lock file says of the package in that folder.
 */
function integrityOf(folder) {
  locked ??= JSON.parse(readFileSync('package-lock.json', 'utf8')).packages
  const place = folder.replaceAll('\\', '/').replace(/^.*?(?=node_modules\/)/, '')
  return locked?.[place]?.integrity
}

/**
 * The same bill has the same number, so that a build can be made again and compared.
 *
 * @param {string} text
 */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
