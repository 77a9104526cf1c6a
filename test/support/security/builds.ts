import { join, resolve } from 'node:path'

/** Where the builds stand that security is checked on: those that `npm run test:security` made, or a copy of them with one protection turned off. */
const root = resolve(process.env['PREXTRA_SECURITY_BUILDS'] ?? 'out')

/** The name of the application's own file in each build. */
const executable = 'assistant-outlook-prextra'

export interface PackagedBuild {
  readonly folder: string
  readonly executable: string
  readonly archive: string
}

function packagedIn(folder: string): PackagedBuild {
  return {
    folder,
    executable: join(folder, executable),
    archive: join(folder, 'resources', 'app.asar'),
  }
}

/** The application as it is shipped. */
export const release = packagedIn(join(root, 'package', 'linux-unpacked'))
/** The same archive, with the one fuse open through which Playwright drives it. */
export const journey = packagedIn(join(root, 'package-journey', 'linux-unpacked'))
/** The live path on the Electron that is here, in the place of the archive of `journey`. */
export const liveTest = packagedIn(join(root, 'package-live-test', 'linux-unpacked'))
/** `prextra-reception` as one file. */
export const receptionFile = join(root, 'reception', 'prextra-reception.mjs')
