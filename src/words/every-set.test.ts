import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it, vi } from 'vitest'
import { curlyQuote, languageRules, straightApostrophe, typographyRules } from '#support/words/language-rules.ts'
import { sentencesOf, shapeOf } from '#support/words/sentences.ts'
import type { Language } from './format/language.ts'

interface MadeSet {
  /** The file that made it, from src/words. */
  readonly file: string
  readonly written: Readonly<Record<Language, unknown>>
  readonly said: Readonly<Record<Language, unknown>>
}

const { sets } = vi.hoisted(() => ({ sets: [] as MadeSet[] }))

// Only `words()` makes a set, so every set that there is goes through this one.
vi.mock(import('./format/typography.ts'), async (original) => {
  const real = await original()
  return {
    ...real,
    words: (written) => {
      const said = real.words(written)
      const [, file = 'a test'] = /src\/words\/(?!every-set)([^:?)]+)/.exec(new Error().stack ?? '') ?? []
      sets.push({ file, written, said })
      return said
    },
  }
})

const here = fileURLToPath(new URL('.', import.meta.url))
const modules = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
)
for (const file of modules) await import(/* @vite-ignore */ `${here}${file}`)

const named = sets.map((set, place) => ({ ...set, name: `${set.file}, set ${place + 1}` }))
const languages: readonly Language[] = ['fr', 'en']

it('finds every set', () => {
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter(({ file }) => file === 'a test')).toEqual([])
})

describe.each(named)('$name', ({ file, written, said }) => {
  it('has the same shape in both languages', () => {
    expect(shapeOf(written.en, said.en, 'en')).toEqual(shapeOf(written.fr, said.fr, 'fr'))
  })

  it.each(languages)('keeps to the rules of its language: %s', (language) => {
    const apostrophe = file.startsWith('scripts/') ? curlyQuote : straightApostrophe
    const rules = [...typographyRules[language], ...languageRules[language], apostrophe]
    const broken = sentencesOf(written[language], said[language], language).flatMap(({ path, text }) =>
      rules.flatMap(({ name, broken }) => broken(text).map((part) => `${path}: ${name} (${part.trim()}): ${text}`)),
    )
    expect(broken).toEqual([])
  })

  it.each(languages)('has no empty text: %s', (language) => {
    const empty = sentencesOf(written[language], said[language], language).filter(({ text }) => text.trim() === '')
    expect(empty).toEqual([])
  })
})

/** Objects with a value for French and one for English that are not given to `words()`: no rule would see them. */
function pairsOutsideSets(file: string, text: string): readonly string[] {
  const found: string[] = []
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'words') return
    if (ts.isObjectLiteralExpression(node)) {
      const keys = node.properties.map(({ name }) => name?.getText())
      if (keys.includes('fr') && keys.includes('en')) {
        found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

it('has no words in two languages outside a set', () => {
  // Where sets are made, the two languages are put together.
  const others = modules.filter((file) => file.replaceAll('\\', '/') !== 'format/typography.ts')
  const found = others.flatMap((file) => pairsOutsideSets(file, readFileSync(`${here}${file}`, 'utf8')))
  expect(found).toEqual([])
  expect(pairsOutsideSets('a.ts', "const planted = { fr: 'oui', en: 'yes' }")).toEqual(['a.ts:1'])
})
