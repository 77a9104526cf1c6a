import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

// Its declarations bring those of browsers, which the build scripts are checked without.
const { Data, NtExecutable, NtExecutableResource, Resource } = createRequire(import.meta.url)('resedit')

/**
 * @typedef {object} ExecutableFacts
 * @property {Readonly<Record<string, string>>} strings What it says of itself, in English.
 * @property {readonly number[]} iconSizes The widths of its icons, in pixels; 0 is 256.
 * @property {string} integrity The hash of the archive that Electron may load, as electron-builder writes it; empty for none.
 */

/**
 * Reads what a Windows executable says of itself.
 *
 * @param {string} path
 * @returns {ExecutableFacts}
 */
export function readExecutable(path) {
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(path)))
  const [about] = Resource.VersionInfo.fromEntries(entries)
  const [group] = Resource.IconGroupEntry.fromEntries(entries)
  const integrity = entries.find(
    (/** @type {{ type: unknown, id: unknown }} */ { type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR',
  )
  return {
    strings: about?.getStringValues({ lang: 1033, codepage: 1200 }) ?? {},
    iconSizes: widths(group?.icons ?? []),
    integrity: integrity ? Buffer.from(integrity.bin).toString('utf8') : '',
  }
}

/**
 * @param {string} path
 * @returns {readonly number[]} The widths of the icons in a file, in pixels; 0 is 256.
 */
export function readIconSizes(path) {
  return widths(Data.IconFile.from(readFileSync(path)).icons)
}

/** @param {readonly { width?: number }[]} icons */
function widths(icons) {
  return icons.map(({ width = 0 }) => width).toSorted()
}
