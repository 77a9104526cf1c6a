import { createHash } from 'node:crypto'

/**
 * @typedef {{ readonly path: string, readonly below: Map<string, Folder> }} Folder
 */

/**
 * Returns a project for WiX 4 as WiX 3.10 reads it: the same elements in the older dialect. Nothing is added or left out.
 *
 * @param {string} project
 */
export function inOlderDialect(project) {
  const namespace = project.replace('http://wixtoolset.org/schemas/v4/wxs', 'http://schemas.microsoft.com/wix/2006/wi')
  const paths = namespace.replaceAll(/Z:(\\[^"]*)/g, (_all, /** @type {string} */ path) => path.replaceAll('\\', '/'))
  return withNestedFolders(paths)
    .replace(
      '<ComponentGroup Id="ProductComponents" Directory="APPLICATIONFOLDER">',
      '<ComponentGroup Id="ProductComponents">',
    )
    .replaceAll('<Component>', '<Component Directory="APPLICATIONFOLDER">')
    .replaceAll('<Component Id="Installed" ', '<Component Id="Installed" Directory="APPLICATIONFOLDER" ')
    .replaceAll(/Id="([^"]+_f)"/g, (_all, /** @type {string} */ id) => `Id="${id.replaceAll(/[^\w.]/g, '_')}"`)
}

/**
 * Nests the folders that WiX 4 names by their whole path.
 *
 * @param {string} project
 */
function withNestedFolders(project) {
  const ids = new Map()
  const rest = project.replaceAll(
    /^\s*<Directory Id="([^"]+)" Name="APPLICATIONFOLDER:\\([^"]*)\\"\/>\n/gm,
    (_all, /** @type {string} */ id, /** @type {string} */ path) => {
      ids.set(path, id)
      return ''
    },
  )
  /** @type {Folder} */
  const top = { path: '', below: new Map() }
  for (const path of ids.keys()) {
    let folder = top
    for (const name of path.split('\\')) {
      const next = folder.below.get(name) ?? { path: folder.path ? `${folder.path}\\${name}` : name, below: new Map() }
      folder.below.set(name, next)
      folder = next
    }
  }
  /** @returns {string} */
  const nested = (/** @type {Folder} */ folder) =>
    [...folder.below]
      .map(([name, inner]) => {
        const id = ids.get(inner.path) ?? `d${createHash('md5').update(inner.path).digest('hex')}`
        return `<Directory Id="${id}" Name="${name}">${nested(inner)}</Directory>`
      })
      .join('\n')
  return rest.replace(
    /<Directory Id="APPLICATIONFOLDER" Name="([^"]+)"\/>/,
    (_all, name) => `<Directory Id="APPLICATIONFOLDER" Name="${name}">${nested(top)}</Directory>`,
  )
}
