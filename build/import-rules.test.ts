import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import config from '../.dependency-cruiser.mjs'

const root = resolve(import.meta.dirname, '..')

/** Files with a mistake each, and the rule that must find it. */
const planted: readonly (readonly [file: string, rule: string, text: string])[] = [
  ['src/core/cycle.ts', 'no-cycles', `import { b } from './cycle-back.ts'\nexport const a = b`],
  ['src/core/type-cycle.ts', 'no-cycles', `import type { B } from './type-cycle-back.ts'\nexport type A = B | 1`],
  ['src/core/reaches-words.ts', 'core-may-not-import-that-folder', `import { own } from '#words/own.ts'\nown`],
  ['src/core/reaches-node.ts', 'core-may-not-import-node', `import { readFileSync } from 'node:fs'\nreadFileSync`],
  ['src/core/reaches-zod.ts', 'zod-in-core-for-schemas-only', `import { z } from 'zod'\nz`],
  ['src/core/reaches-hono.ts', 'core-may-not-import-that-package', `import { Hono } from 'hono'\nHono`],
  ['src/words/reaches-schemas.ts', 'words-may-not-import-that-folder', `import { s } from '#core/schemas/own.ts'\ns`],
  ['src/words/reaches-contract.ts', 'words-may-not-import-that-folder', `import { own } from '#contract/own.ts'\nown`],
  ['src/contract/reaches-words.ts', 'contract-may-not-import-that-folder', `import { own } from '#words/own.ts'\nown`],
  [
    'src/contract/of-words.ts',
    'contract-may-not-import-that-folder',
    `import type { Own } from '#words/own.ts'\nlet a: Own`,
  ],
  [
    'src/adapters/mail/reaches-files.ts',
    'adapters-may-not-import-that-folder',
    `import { own } from '../files/own.ts'\nown`,
  ],
  ['src/adapters/mail/reaches-electron.ts', 'only-the-shell-knows-electron', `import { app } from 'electron'\napp`],
  [
    'src/practice/reaches-core.ts',
    'practice-may-not-import-that-folder',
    `import type { Own } from '#core/own.ts'\nlet a: Own`,
  ],
  ['src/main/reaches-practice.ts', 'practice-only-when-asked-for', `import { own } from '#practice/own.ts'\nown`],
  ['src/main/reaches-cdid.ts', 'nobody-imports-cdid', `import { own } from '#cdid/own.ts'\nown`],
  ['src/preload/reaches-calls.ts', 'preload-may-not-import-that-folder', `import { own } from '#contract/own.ts'\nown`],
  [
    'src/renderer/reaches-schemas.ts',
    'renderer-may-not-import-that-folder',
    `import { s } from '#core/schemas/own.ts'\ns`,
  ],
  [
    'src/renderer/reaches-calls.ts',
    'renderer-may-import-only-types-of-contract',
    `import { own } from '#contract/own.ts'\nown`,
  ],
  [
    'src/renderer/reaches-adapters.ts',
    'renderer-may-not-import-that-folder',
    `import { own } from '#adapters/files/own.ts'\nown`,
  ],
  ['src/cdid/reaches-seal.ts', 'cdid-may-not-import-that-folder', `import { own } from '#adapters/seal/own.ts'\nown`],
  ['src/core/reaches-nothing.ts', 'nothing-unresolved', `import { own } from './there-is-none.ts'\nown`],
]

const own = 'export const own = 1\nexport type Own = number\n'
/** What each folder may do. None of it breaks a rule. */
const allowed: Readonly<Record<string, string>> = {
  'src/core/own.ts': own,
  'src/core/cycle-back.ts': `import { a } from './cycle.ts'\nexport const b = a`,
  'src/core/type-cycle-back.ts': `import type { A } from './type-cycle.ts'\nexport type B = A | 2`,
  'src/core/schemas/own.ts': `import { z } from 'zod'\nexport const s = z.string()`,
  'src/core/hashes.ts': `import { sha256 } from '@noble/hashes/sha2.js'\nexport const h = sha256`,
  'src/words/own.ts': `import { own as core } from '#core/own.ts'\nexport const own = core\nexport type Own = number`,
  'src/contract/own.ts': `import { z } from 'zod'\nimport { own as core } from '#core/own.ts'\nexport const own = [z, core]`,
  'src/adapters/files/own.ts': `import { readFileSync } from 'node:fs'\nexport const own = readFileSync`,
  'src/adapters/seal/own.ts': `import { own as core } from '#core/own.ts'\nexport const own = core`,
  'src/practice/own.ts': `import { Hono } from 'hono'\nexport const own = new Hono()`,
  'src/main/own.ts': `import { own as file } from '#adapters/files/own.ts'\nexport const own = [file, import('#practice/own.ts')]`,
  'src/renderer/own.ts': `import { own as core } from '#core/own.ts'\nimport type { Own } from '#words/own.ts'\nexport const own: Own = core`,
  'src/cdid/own.ts': `import { own as file } from '#adapters/files/own.ts'\nexport const own = file`,
}

let violations: readonly { readonly from: string; readonly rule: string }[] = []
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prextra-imports-'))
  const files = { ...allowed, ...Object.fromEntries(planted.map(([file, , text]) => [file, text])) }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly imports: object }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const { forbidden, options } = config
  const { enhancedResolveOptions, ...cruiseOptions } = options
  const { output } = await cruise(
    ['src'],
    {
      ...cruiseOptions,
      tsConfig: {},
      baseDir: folder,
      preserveSymlinks: true,
      validate: true,
      ruleSet: { forbidden },
    } as Parameters<typeof cruise>[1],
    { ...enhancedResolveOptions, symlinks: false },
  )
  if (typeof output === 'string') throw new Error(output)
  violations = output.summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }))
}, 60_000)

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('an import that the table of docs/architecture.md forbids', () => {
  test.each(planted)('%s breaks %s', (file, rule) => {
    // A cycle is reported from either of its files.
    const cycle = [file, file.replace('.ts', '-back.ts')]
    expect(violations.filter(({ from }) => cycle.includes(from)).map((found) => found.rule)).toContain(rule)
  })
})

test('what the table allows breaks nothing', () => {
  const cycles = ['src/core/cycle-back.ts', 'src/core/type-cycle-back.ts']
  expect(violations.filter(({ from }) => from in allowed && !cycles.includes(from))).toEqual([])
})
