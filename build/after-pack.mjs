import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

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
  const pinned = process.env.PREXTRA_PINNED === '1'
  await flipFuses(executable, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: pinned,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    // The one difference of a build for journeys: Playwright drives Electron through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: journey,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // The fallback's fuse wire is older and ends here.
    ...(pinned && {
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  })
  // The loader of a development Electron: a finished application is loaded from its own archive only.
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true })
}
