import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Makes out/wine/app: the sources as they are, and the npm packages as Windows installs them, for running the tests on
 * Windows' Node under Wine. The packages are installed anew only when package-lock.json has changed.
 */
export function makeWineApp() {
  const folder = join('out', 'wine', 'app')
  const packages = join(folder, 'node_modules')
  const kept = join('out', 'wine', 'node_modules')
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  const stamp = join('out', 'wine', 'installed')
  const isInstalled = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock
  if (existsSync(packages)) renameSync(packages, kept)
  rmSync(folder, { recursive: true, force: true })
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  for (const file of files.split('\n').filter((name) => name !== '' && existsSync(name))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(file, join(folder, file))
  }
  if (isInstalled && existsSync(kept)) renameSync(kept, packages)
  else {
    rmSync(kept, { recursive: true, force: true })
    const install = ['ci', '--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', install, { cwd: folder, stdio: 'inherit' })
    writeFileSync(stamp, lock)
  }
  return folder
}
