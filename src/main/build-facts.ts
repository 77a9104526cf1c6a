import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Built } from '#core/version-age.ts'

declare const __VERSION__: string
declare const __ELECTRON__: string
declare const __BUILT__: Built | null

/** The assistant's version, which the build writes in (electron.vite.config.ts). */
export const version = __VERSION__

/** The commit that the build was made of; `null` where the build did not know it. */
export const built = __BUILT__

/** Whether this is the Electron that the build was made for. On any other, no real tenant can be opened. */
export const onPinnedElectron = process.versions.electron === __ELECTRON__

/**
 * Whether this is a build for journeys, which a debugger can hold. Its archive is the release's, to the byte: a file beside it
 * tells (build/after-pack.mjs). It only changes names, so that putting one beside a release gains nobody anything.
 */
export const isJourneyBuild = existsSync(
  join((process as { readonly resourcesPath?: string }).resourcesPath ?? '', 'journey-build'),
)
