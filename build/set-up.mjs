import { debianPackages } from './debian-packages.mjs'
import { addLoader, electronRuntime } from './electron-runtime.mjs'

/**
 * Brings what a machine needs before the window or the tests can run. Resolves with the Electron to run.
 *
 * @param {Parameters<typeof debianPackages>} purposes
 */
export async function setUp(...purposes) {
  debianPackages(...purposes)
  const electron = electronRuntime()
  if (!electron.pinned) await addLoader(electron.folder)
  return electron
}

/**
 * The environment that tells a child process which Electron to use.
 *
 * @param {import('./electron-runtime.mjs').Runtime} electron
 */
export function electronEnv(electron) {
  return { ELECTRON_OVERRIDE_DIST_PATH: electron.folder, PREXTRA_ELECTRON: electron.executable }
}
