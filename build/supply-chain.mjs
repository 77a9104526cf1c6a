/** What is checked of where the code comes from (docs/threat-model.md, T9). */

/**
 * @typedef {object} LockedPackage
 * @property {string} [resolved]
 * @property {string} [integrity]
 * @property {boolean} [link]
 */

/**
 * What is wrong with a lock file, a line each: a package that comes from elsewhere than npm's registry, or without a strong
 * digest.
 *
 * @param {string} lock
 * @returns {readonly string[]}
 */
export function lockFileProblems(lock) {
  /** @type {{ lockfileVersion: number, packages: Record<string, LockedPackage> }} */
  const { lockfileVersion, packages } = JSON.parse(lock)
  const others = Object.entries(packages).filter(([name]) => name !== '')
  return [
    ...(lockfileVersion === 3 ? [] : [`the lock file has version ${lockfileVersion}`]),
    ...(others.length > 0 ? [] : ['the lock file names no package']),
    ...others.flatMap(([name, { resolved, integrity, link }]) => {
      if (link === true) return [`${name} is a link`]
      // Where npm leaves the address out, the package is the registry's: nothing else may be.
      const isFromRegistry = resolved === undefined || resolved.startsWith('https://registry.npmjs.org/')
      const isDigested = /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')
      return [
        ...(isFromRegistry ? [] : [`${name} comes from ${resolved}`]),
        ...(isDigested ? [] : [`${name} has no sha512`]),
      ]
    }),
  ]
}

/**
 * The dependencies whose version is not exact.
 *
 * @param {string} manifest The text of a package.json.
 * @returns {readonly string[]}
 */
export function inexactVersions(manifest) {
  /** @type {Record<string, Record<string, string> | undefined>} */
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = JSON.parse(manifest)
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies })
    .filter(([, version]) => !/^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} ${version}`)
}

/** What a secret looks like, by its kind. */
const secretPatterns = {
  // Entra's own form: three characters, a digit, Q~ and the rest.
  'a client secret of Entra': /(?<![\w~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![\w~.-])/g,
  'an identity of age': /AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{58,}/g,
  'a token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g,
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40,}/g,
}

/**
 * The kinds of secret that a text holds.
 *
 * @param {string} text
 * @returns {readonly string[]}
 */
export function secretsIn(text) {
  return Object.entries(secretPatterns).flatMap(([kind, pattern]) => (text.match(pattern) ?? []).map(() => kind))
}
