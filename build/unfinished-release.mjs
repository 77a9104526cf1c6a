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
 * @param {{ readonly recipients: readonly { readonly publicKey: string }[], readonly [fact: string]: unknown }} cdid What build/cdid.json holds.
 * @param {string} practiceKey The public key of the practice tenant.
 */
export function unfinishedRelease({ pinned, version }, cdid, practiceKey) {
  if (!pinned) {
    return `A release is built with the pinned Electron only, and this is ${version}. Run «node_modules/.bin/install-electron» first.`
  }
  if (cdid.recipients.length === 0) {
    return 'build/cdid.json names no CDID key. Make one with «npm run reception -- keygen» at CDID and put its public key there.'
  }
  if (cdid.recipients.some(({ publicKey }) => publicKey === practiceKey)) {
    return 'build/cdid.json names the practice key, which anybody can open. Put CDID’s own public key there.'
  }
  const missing = suppliedByCdid.filter((fact) => cdid[fact] === undefined || cdid[fact] === null)
  if (missing.length === 0) return null
  return `build/cdid.json lacks what only CDID knows: ${missing.join(', ')}. The table in docs/cdid.md says what each is.`
}
