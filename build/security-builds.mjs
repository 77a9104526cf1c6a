import { createPackageWithOptions, extractAll } from '@electron/asar'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from './desktop-session.mjs'
import { buildLiveTest } from './live-test.mjs'

/**
 * Makes what security is checked on: the release, the build for journeys, the live path in the place of that build's
 * archive, and reception's file. Resolves with what could not be made.
 *
 * @param {import('./electron-runtime.mjs').Runtime} electron
 * @returns {Promise<readonly string[]>}
 */
export async function makeSecurityBuilds(electron) {
  const node = (/** @type {string[]} */ ...command) => run([process.execPath, ...command])
  if ((await node('build/package.mjs')) !== 0) return ['the release was not built']
  if ((await node('build/package.mjs', '--journey')) !== 0) return ['the build for journeys was not made']
  if ((await buildLiveTest(electron)) !== 0) return ['the build for the live test was not made']
  await repack(
    join('out', 'package-journey', 'linux-unpacked'),
    join('out', 'package-live-test', 'linux-unpacked'),
    (application) => {
      rmSync(join(application, 'out', 'app'), { recursive: true })
      cpSync(join('out', 'live-test', 'app'), join(application, 'out', 'app'), {
        recursive: true,
        filter: (path) => !path.endsWith('.map'),
      })
    },
  )
  if ((await node('build/reception.mjs')) !== 0) return ['reception was not built']
  return []
}

/**
 * Copies a packaged build and changes what is in its archive. Every other file of the copy is the very same one, by a hard
 * link.
 *
 * @param {string} packaged
 * @param {string} copy
 * @param {(application: string) => void} change Is given the folder that the archive was unpacked to.
 */
export async function repack(packaged, copy, change) {
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(dirname(copy), { recursive: true })
  execFileSync('cp', ['-al', packaged, copy])
  const archive = join(copy, 'resources', 'app.asar')
  const application = mkdtempSync(join(tmpdir(), 'prextra-archive-'))
  try {
    extractAll(archive, application)
    change(application)
    // What is written in place would change the build that was copied.
    rmSync(archive)
    rmSync(`${archive}.unpacked`, { recursive: true })
    await createPackageWithOptions(application, archive, { unpack: '**/*.node' })
  } finally {
    rmSync(application, { recursive: true, force: true })
  }
}
