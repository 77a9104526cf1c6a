import { writeAppManifest } from './app-manifest.mjs'
import { run } from './desktop-session.mjs'
import { npmCommand } from './npm-command.mjs'

/**
 * Builds out/live-test: the live path, for the Electron that is here, sealing to the practice key. For journeys only.
 * Resolves with the exit code of the build.
 *
 * @param {{ readonly version: string }} electron
 */
export async function buildLiveTest(electron) {
  const code = await run([...npmCommand('electron-vite'), 'build', '--logLevel', 'warn'], {
    PREXTRA_LIVE_TEST: electron.version,
  })
  writeAppManifest('out/live-test', 'live test')
  return code
}
