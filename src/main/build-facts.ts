declare const __VERSION__: string
declare const __ELECTRON__: string

/** The assistant's version, which the build writes in (electron.vite.config.ts). */
export const version = __VERSION__

/** Whether this is the Electron that the build was made for. On any other, no real tenant can be opened. */
export const onPinnedElectron = process.versions.electron === __ELECTRON__
