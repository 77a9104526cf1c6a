import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFuses } from './fuses.mjs'

/**
 * electron-builder's hook: fuses close what a finished application must not offer. electron-builder itself cannot set
 * all nine and never insists (app-builder-lib 26.17), so they are set here, strictly, on the pinned Electron.
 *
 * @param {import('electron-builder').AfterPackContext} context
 */
export default async function afterPack({ appOutDir, packager, electronPlatformName }) {
  const windows = electronPlatformName === 'win32'
  const name = packager.platformSpecificBuildOptions.executableName ?? packager.appInfo.productFilename
  const executable = join(appOutDir, windows ? `${name}.exe` : name)
  const journey = process.env.PREXTRA_JOURNEY_BUILD === '1'
  await setFuses(executable, { journey, pinned: process.env.PREXTRA_PINNED === '1' })
  // The loader of a development Electron: a finished application is loaded from its own archive only.
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true })
  if (journey) writeFileSync(join(appOutDir, 'resources', 'journey-build'), '')
}
