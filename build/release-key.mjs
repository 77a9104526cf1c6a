/**
 * Why a release must not be made with these keys; null when it may. Whatever cannot be read is a reason: a release that
 * seals to the practice key, which anybody can open, must never be made.
 *
 * @param {string} cdid The text of build/cdid.json.
 * @param {string} practice The text of src/practice/company/reception-key.ts.
 * @returns {string | null}
 */
export function releaseKeyProblem(cdid, practice) {
  const practiceKeys = [...practice.matchAll(/publicKey: '(age1[^']+)'/g)].map(([, key]) => key)
  if (practiceKeys.length !== 1)
    return 'The practice key is not where this looks for it, so nothing can be told apart from it.'
  /** @type {unknown} */
  let read
  try {
    read = JSON.parse(cdid)
  } catch {
    return 'build/cdid.json is not JSON.'
  }
  const { recipients } = /** @type {{ recipients?: unknown }} */ (Object(read))
  if (!Array.isArray(recipients) || recipients.length === 0) {
    return 'build/cdid.json names no CDID key. Make one with «npm run reception -- keygen» at CDID and put its public key there.'
  }
  const keys = recipients.map((recipient) => Object(recipient).publicKey)
  if (keys.some((key) => typeof key !== 'string' || !/^age1(pq1)?[02-9ac-hj-np-z]{58,}$/.test(key))) {
    return 'build/cdid.json names a key that is none: a public key begins with age1, in small letters, with nothing around it.'
  }
  return keys.some((key) => practiceKeys.includes(key))
    ? 'build/cdid.json names the practice key, which anybody can open. Put CDID’s own public key there.'
    : null
}
