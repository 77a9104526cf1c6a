import { Linter } from 'eslint'
import { describe, expect, test } from 'vitest'
import tseslint from 'typescript-eslint'
import { houseConfigs } from './eslint-house.mjs'

const linter = new Linter({ configType: 'flat' })
const config = [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser as Linter.Parser } }, ...houseConfigs]

/** The house's rules that a text breaks, as the file of that name. */
const broken = (text: string, filename = 'src/core/planted.ts') =>
  linter.verify(text, config, { filename }).map(({ ruleId, message }) => ruleId ?? message)

describe('a literal that is spread into another', () => {
  test.each([
    'f({ ...{ a: 1, b: 2 }, c })',
    'f([...["a"], ...rest])',
    'f({ ...({ a: 1 } as const), c })',
    'f(...[1, 2])',
  ])('%s is refused', (text) => {
    expect(broken(text)).toContain('house/no-literal-spread')
  })

  test.each(['f({ ...given, c })', 'f([...new Set(a)])', 'f({ ...(c && { a: 1 }), b })', 'f(...given)'])(
    '%s may stand',
    (text) => {
      expect(broken(text)).toEqual([])
    },
  )

  test.each([
    ['f({ ...{ a: 1, b: 2 }, c })', 'f({ a: 1, b: 2, c })'],
    ['f({ ...{ a: 1, }, c })', 'f({ a: 1, c })'],
    ['f([...["a", "b"], ...["c"]])', 'f(["a", "b", "c"])'],
    ['f([...[], a])', 'f([ a])'],
  ])('%s is mended as %s', (text, mended) => {
    expect(linter.verifyAndFix(text, config, { filename: 'src/core/planted.ts' }).output).toBe(mended)
  })
})

describe('a name of the glossary’s right column', () => {
  test.each([
    'export interface Wish {}',
    'export type Seen = string',
    'export const plainly = {}',
    'export interface Desk {}',
    'export type Turn = string',
    'export function happen() {}',
    'export async function agree() {}',
    'export async function toItsEnd() {}',
    'export const askUntilThere = 1',
    'export function mendOf() {}',
    'export const takeAway = []',
    'export const elsewhere = []',
    'export const colleagueSteps = []',
    'export function takeWord() {}',
    'export function toComeBackTo() {}',
    'export const crowd = []',
    'const what = 1; export { what as crowdOfPeople }',
    'interface Outside {}',
  ])('%s is refused', (text) => {
    expect(broken(text)).toEqual(['house/glossary'])
  })

  test.each([
    'export const seenAt = 1',
    'export const returned = 1',
    '// Said elsewhere, by a colleague.\nexport const later = 1',
    'export function f() { const late = 1; return late }',
    'export const desktop = 1',
  ])('%s may stand', (text) => {
    expect(broken(text)).toEqual([])
  })

  test.each(['src/main/cdid-word.ts', 'src/main/elsewhere.test.ts', 'src/renderer/Wish.svelte.ts'])(
    'a file may not be called %s',
    (filename) => {
      expect(broken('', filename)).toEqual(['house/glossary'])
    },
  )
})

describe('a rule that is written once', () => {
  const second = [
    ['what a mail address is', 'const address = /^[^@\\s]+@[^@\\s]+\\.[a-z]+$/'],
    ['what a mail address is', 'const address = z.email()'],
    ['a key’s fingerprint', 'export function fingerprintOf(key) { return key.slice(0, 8) }'],
    ['a key’s fingerprint', 'export const fingerprint = (key) => key.slice(0, 8)'],
    ['a count of days', 'const days = (to - from) / 86_400_000'],
    ['a count of days', 'const days = (to - from) / (24 * 60 * 60 * 1000)'],
    ['a count of days', 'const dayMs = 86_400_000; const days = (to - from) / dayMs'],
    ['how names are folded', 'const folded = name.normalize("NFD").toLowerCase()'],
    ['how names are folded', 'const folded = name.toLowerCase().trim().normalize()'],
    ['a tag of the application', 'const tag = "prextra-scoped"'],
    ['a tag of the application', 'const tag = `prextra-delivered:${keyId}`'],
    ['a host of a cloud', 'const host = "graph.microsoft.com"'],
    ['a host of a cloud', 'const page = `https://${"x"}/login.microsoftonline.com`'],
    ['a host of a cloud', 'const scope = "https://outlook.office365.us/.default"'],
    ['a host of a cloud', 'const exchange = "https://outlook-dod.office365.us"'],
    ['a host of a cloud', 'const centre = `https://entra.microsoft.com/#view/${page}`'],
    ['a host of a cloud', 'const authority = /https:\\/\\/sts\\.windows\\.net/'],
    ['a host of a cloud', 'const environment = "O365Default"'],
  ] as const

  test.each(second)('%s: a second definition is refused: %s', (_what, text) => {
    expect(broken(text, 'src/words/planted.ts')).toEqual(['house/one-definition'])
    expect(broken(text, 'src/renderer/planted.ts')).toEqual(['house/one-definition'])
  })

  test.each(second)('%s may be said again by a test, and by practice: %s', (_what, text) => {
    expect(broken(text, 'src/words/planted.test.ts')).toEqual([])
    expect(broken(text, 'src/practice/planted.ts')).toEqual([])
  })

  test('may be used, and said in a sentence', () => {
    const text = `const shown = fingerprint(key); const said = 'The tag prextra-scoped is removed.'
      const rbac = 'https://learn.microsoft.com/graph/deployments'; const name = 'client.onmicrosoft.com'
      const tomorrow = now + 86_400_000; const shown = name.normalize('NFC').trim()`
    expect(broken(text, 'src/words/planted.ts')).toEqual([])
  })

  test('stands in its own file', () => {
    expect(broken('const scoped = "prextra-scoped"', 'src/core/provision/tags.ts')).toEqual([])
    expect(broken('const graph = "graph.microsoft.com"', 'src/core/access/cloud.ts')).toEqual([])
  })
})
