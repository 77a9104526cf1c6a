import { releaseKeyProblem } from './release-key.mjs'

/** The facts of build/cdid.json that only CDID can supply, and that customers read. docs/cdid.md says what each is. */
export const suppliedByCdid = /** @type {const} */ ([
  'phone',
  'hours',
  'hosting',
  'dataLocation',
  'readers',
  'retention',
  'privacyOfficer',
  'privacyPolicy',
])

/**
 * Returns in one sentence why nothing may be released yet; `null` when nothing is missing.
 *
 * @param {{ readonly pinned: boolean, readonly version: string }} electron
 * @param {string} cdid The text of build/cdid.json.
 * @param {string} practice The text of src/practice/company/reception-key.ts.
 * @returns {string | null}
 */
export function unfinishedRelease({ pinned, version }, cdid, practice) {
  if (!pinned) {
    return `A release is built with the pinned Electron only, and this is ${version}. Run «node_modules/.bin/install-electron» first.`
  }
  const problem = releaseKeyProblem(cdid, practice)
  if (problem !== null) return problem
  /** @type {Record<string, unknown>} */
  const facts = JSON.parse(cdid)
  const missing = suppliedByCdid.filter((fact) => facts[fact] === undefined || facts[fact] === null)
  if (missing.length === 0) return null
  return `build/cdid.json lacks what only CDID knows: ${missing.join(', ')}. The table in docs/cdid.md says what each is.`
}
