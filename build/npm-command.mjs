import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

/**
 * Returns the command line of a command of an npm package: this Node, and the package's own script. So no shell is needed,
 * which Windows needs for npm's .cmd files, and which cuts `C:\Jean Tremblay` in two.
 *
 * @param {string} command The command's name, which is the package's as well, or both: `package/command`.
 * @returns {[file: string, script: string]}
 */
export function npmCommand(command) {
  const [, name = command, own = command] = /^(.+)\/(.+)$/.exec(command) ?? []
  const folder = packageFolder(name)
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const script = typeof bin === 'string' ? bin : bin[own]
  if (script === undefined) throw new Error(`${folder} has no command ${own}`)
  return [process.execPath, join(folder, script)]
}

/** @param {string} name */
function packageFolder(name) {
  const found = (require.resolve.paths(name) ?? []).find((folder) => existsSync(join(folder, name, 'package.json')))
  if (found === undefined) throw new Error(`the package ${name} is not installed: npm ci`)
  return join(found, name)
}
