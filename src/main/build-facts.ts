declare const __VERSION__: string
declare const __ELECTRON__: string

/** Written in by the build (electron.vite.config.ts). */
export const version = __VERSION__

/** On any Electron but the one this build is made for, the live world is not built. */
export const onPinnedElectron = process.versions.electron === __ELECTRON__
