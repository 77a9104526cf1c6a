import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes the package.json of a build that is not the product, beside its `app` folder. Its name is its own, so that it
 * keeps its data apart from an installed assistant's and runs beside it.
 *
 * @param {string} folder
 * @param {string} purpose
 */
export function writeAppManifest(folder, purpose) {
  const { name, productName, version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const manifest = {
    name: `${name}-${purpose.replaceAll(' ', '-')}`,
    productName: `${productName} (${purpose})`,
    version,
    main: 'app/main/index.cjs',
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
}
