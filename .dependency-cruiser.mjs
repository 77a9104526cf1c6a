/** Who may import whom: the table of docs/architecture.md, said to the machine. Everything not listed is forbidden. */
const tests = '\\.test\\.ts$'
const npm = '^node_modules/'
const packages = (/** @type {string[]} */ ...names) => `^node_modules/(${names.join('|')})(/|$)`

/** The schemas are how core parses: nobody who asks core a rule needs them. */
const coreButSchemas = 'core/(?!schemas/)'

/**
 * A folder of `src`; what else of `src` it may import, whole (`src`) or as types (`typesOf`); which npm packages; whether
 * Node.
 *
 * @typedef {object} Folder
 * @property {string} folder
 * @property {readonly string[]} [src]
 * @property {readonly string[]} [typesOf]
 * @property {readonly string[]} [npm]
 * @property {boolean} [node]
 */

/** @type {readonly Folder[]} */
const folders = [
  { folder: 'core', npm: ['zod', '@noble/hashes'] },
  { folder: 'words', src: [coreButSchemas], npm: ['@scure/bip39'] },
  { folder: 'contract', src: ['core'], npm: ['zod'] },
  {
    folder: 'adapters',
    src: ['core'],
    npm: [
      '@azure/msal-node',
      '@microsoft',
      'keytar',
      'age-encryption',
      'fast-xml-parser',
      'nodemailer',
      'zod',
      '@github/keytar',
    ],
    node: true,
  },
  {
    folder: 'practice',
    npm: [
      'hono',
      '@hono/node-server',
      'jose',
      '@microsoft/microsoft-graph-types',
      'fast-xml-parser',
      '@peculiar/x509',
      'reflect-metadata',
    ],
    node: true,
  },
  { folder: 'main', src: ['core', 'words', 'contract', 'adapters', 'practice'], npm: ['electron', 'zod'], node: true },
  { folder: 'preload', src: ['contract/names\\.ts'], npm: ['electron'] },
  {
    folder: 'renderer',
    src: ['words', coreButSchemas],
    typesOf: ['contract'],
    npm: ['svelte', '@fluentui', '@microsoft/fast-element'],
  },
  {
    folder: 'cdid',
    src: ['core', 'words', 'adapters/microsoft', 'adapters/files', 'adapters/mail'],
    npm: ['age-encryption', 'jsonc-parser', 'zod'],
    node: true,
  },
]

const rules = folders.flatMap(({ folder, src = [], typesOf = [], npm: names = [], node = false }) => {
  const from = { path: `^src/${folder}/`, pathNot: tests }
  const allowed = [folder, ...src, ...typesOf].map((path) => `^src/${path}`)
  return [
    {
      name: `${folder}-may-not-import-that-folder`,
      severity: 'error',
      from: folder === 'adapters' ? { ...from, path: '^src/adapters/([^/]+)/' } : from,
      to:
        folder === 'adapters'
          ? { path: '^src/', pathNot: ['^src/core/', '^src/adapters/$1/'] }
          : { path: '^src/', pathNot: allowed },
    },
    ...typesOf.map((path) => ({
      name: `${folder}-may-import-only-types-of-${path}`,
      severity: 'error',
      from,
      to: { path: `^src/${path}/`, dependencyTypesNot: ['type-only'] },
    })),
    {
      name: `${folder}-may-not-import-that-package`,
      severity: 'error',
      from,
      to: { path: npm, pathNot: names.length > 0 ? packages(...names) : [] },
    },
    ...(node
      ? []
      : [{ name: `${folder}-may-not-import-node`, severity: 'error', from, to: { dependencyTypes: ['core'] } }]),
  ]
})

export default {
  forbidden: [
    ...rules,
    {
      // Type-only imports count: two files that need each other's shapes are one idea in two places.
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'zod-in-core-for-schemas-only',
      severity: 'error',
      from: { path: '^src/core/', pathNot: ['^src/core/schemas/', tests] },
      to: { path: packages('zod') },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: { path: '^(src|test)/' },
      to: { couldNotResolve: true, pathNot: '^(~icons/|virtual:)' },
    },
    {
      name: 'nobody-imports-cdid',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cdid/' },
      to: { path: '^src/cdid/' },
    },
    {
      name: 'only-the-shell-knows-electron',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: { path: packages('electron') },
    },
    {
      name: 'practice-only-when-asked-for',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/practice/', tests] },
      to: { path: '^src/practice/', dependencyTypesNot: ['type-only', 'dynamic-import'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
      conditionNames: ['import', 'require', 'node', 'default', 'types', 'svelte'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
    },
  },
}
