import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/**
 * @typedef {keyof typeof fuses} FuseName
 * @typedef {'on' | 'off' | 'removed' | 'inherited' | 'absent'} FuseState
 */

/** The nine fuses, and whether each is on in the application (electronjs.org/docs/latest/tutorial/fuses). */
export const fuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  // The one difference of a build for journeys: Playwright drives Electron through --inspect.
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
}
export const fuseNames = /** @type {FuseName[]} */ (Object.keys(fuses))
/** The fuse wire of the Electron that development falls back to is older, and ends before these. */
export const absentOnFallback = /** @type {readonly FuseName[]} */ ([
  'GrantFileProtocolExtraPrivileges',
  'WasmTrapHandlers',
])

/**
 * @typedef {object} Build
 * @property {boolean} journey
 * @property {boolean} pinned Whether it is the Electron that package.json names.
 */

/**
 * Sets every fuse of an executable. Rejects when the pinned Electron has a fuse that is not named here, or lacks one.
 *
 * @param {string} executable
 * @param {Build} build
 */
export async function setFuses(executable, { journey, pinned }) {
  const named = fuseNames.filter((name) => pinned || !absentOnFallback.includes(name))
  const states = Object.fromEntries(named.map((name) => [FuseV1Options[name], wanted(name, journey)]))
  await flipFuses(
    executable,
    /** @type {import('@electron/fuses').FuseConfig} */ ({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: pinned,
      ...states,
    }),
  )
}

/** @type {Readonly<Record<string, FuseState>>} */
const states = { 0: 'off', 1: 'on', r: 'removed', '\u0090': 'inherited' }

/**
 * @param {string} executable
 * @returns {Promise<Record<FuseName, FuseState>>}
 */
export async function readFuses(executable) {
  const wire = await getCurrentFuseWire(executable)
  const read = fuseNames.map((name) => {
    const state = /** @type {number | undefined} */ (wire[FuseV1Options[name]])
    return [name, state === undefined ? 'absent' : (states[String.fromCharCode(state)] ?? `${state}`)]
  })
  return Object.fromEntries(read)
}

/**
 * What is wrong with the fuses of a build, a line each. A fuse that is removed or inherited is not as wanted either.
 *
 * @param {Readonly<Record<FuseName, FuseState>>} read
 * @param {Build} build
 */
export function fuseFailures(read, { journey, pinned }) {
  return fuseNames.flatMap((name) => {
    const state = wanted(name, journey) ? 'on' : 'off'
    if (read[name] === state) return []
    if (read[name] === 'absent' && !pinned && absentOnFallback.includes(name)) return []
    return [`fuse ${name} is ${read[name]}, not ${state}`]
  })
}

/**
 * @param {FuseName} name
 * @param {boolean} journey
 */
function wanted(name, journey) {
  return name === 'EnableNodeCliInspectArguments' ? journey : fuses[name]
}
