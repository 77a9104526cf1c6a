import { debianPackages } from './debian-packages.mjs'
import { addLoader, electronRuntime } from './electron-runtime.mjs'

/** Everything a machine needs before the window or the tests can run. `purposes` as in debian-packages.mjs. */
export async function setUp(...purposes) {
  debianPackages(...purposes)
  const electron = electronRuntime()
  if (!electron.pinned) await addLoader(electron.folder)
  return electron
}

/** How a child process is told which Electron to use. */
export function electronEnv(electron) {
  return { ELECTRON_OVERRIDE_DIST_PATH: electron.folder, PREXTRA_ELECTRON: electron.executable }
}
