import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Which packages the modules come from that have no file: those of unplugin-icons, and Fluent's tokens as a style sheet. */
const virtualModules = /** @type {const} */ ([
  [/^(virtual:|\/@id\/)?~icons\//, '@iconify-json/fluent'],
  [/^virtual:fluent-theme\.css$/, '@fluentui/tokens'],
])

/**
 * A plugin for Vite that writes, as JSON, the names of the npm packages whose code is in a bundle, each with the folder
 * that it came from.
 *
 * @param {string} file
 * @returns {import('vite').Plugin}
 */
export function bundledPackages(file) {
  return {
    name: 'bundled-packages',
    apply: 'build',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk'
          ? Object.entries(output.modules)
              .filter(([id, { renderedLength }]) => renderedLength > 0 || /\.css\b/.test(id))
              .map(([id]) => id)
          : [],
      )
      const folders = new Map(modules.flatMap((id) => packageOf(id) ?? []).map(({ name, folder }) => [folder, name]))
      const packages = [...folders].map(([folder, name]) => ({ name, folder }))
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify(packages, null, 2))
    },
  }
}

/**
 * The package that a module of a bundle belongs to; null for our own.
 *
 * @param {string} id
 * @returns {{ name: string, folder: string } | null}
 */
export function packageOf(id) {
  const path = id.replaceAll('\\', '/').replace(/^\0+/, '')
  const made = virtualModules.find(([pattern]) => pattern.test(path))?.[1]
  if (made !== undefined) return { name: made, folder: `node_modules/${made}` }
  const [, before, name] = /^(.*\bnode_modules\/)((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? []
  return before === undefined || name === undefined ? null : { name, folder: `${before}${name}` }
}
