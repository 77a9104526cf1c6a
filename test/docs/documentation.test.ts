import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problemCodes } from '#core/problem.ts'
import { suppliedFacts, unsuppliedFacts } from '#support/cdid-facts.ts'
import { labelsOnScreens } from '#support/words/labels.ts'
import { languageRules, straightApostrophe, typographyRules } from '#support/words/language-rules.ts'
import { cdidFactWords } from '#words/pages/cdid-facts.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { readDocumentation, untranslated, type Origin } from '../../build/docs/pages.ts'
import { documentOf } from '../../build/docs/template.ts'

const origin: Origin = { folder: 'docs', cdid: suppliedFacts, version: '1.0.0' }
const languages = ['fr', 'en'] as const
const read = (folder = origin) => ({
  fr: readDocumentation(folder, 'fr', 'site'),
  en: readDocumentation(folder, 'en', 'site'),
})
const whole = read()

describe.each(languages)('the documentation (%s)', (language) => {
  const { pages, wrong } = whole[language]
  const names = pages.map(({ name }) => name)
  const written = pages.filter(({ section }) => section !== 'problems' && section !== 'policies')

  it('has no broken link, missing picture or page that is not translated, on the site and in the application', () => {
    expect(wrong).toEqual([])
    expect(readDocumentation(origin, language, 'app').wrong).toEqual([])
    expect(untranslated(whole.fr.pages, whole.en.pages)).toEqual([])
  })

  it('has a page for every screen, named by its code', () => {
    for (const [code, name] of Object.entries(shellWords[language].steps)) {
      const page = pages.find((one) => one.name === `steps/${code.toLowerCase()}`)
      expect(page?.title.replaceAll('\u00a0', ' ')).toBe(`${code} · ${name}`)
    }
  })

  it('has a page for every problem', () => {
    expect(problemCodes.filter((code) => !names.includes(`problems/${code}`))).toEqual([])
  })

  it('keeps to the rules of its language', () => {
    const rules = [...typographyRules[language], ...languageRules[language], straightApostrophe]
    const broken = pages.flatMap(({ name, sentences }) =>
      sentences.flatMap((sentence) =>
        rules.flatMap((rule) =>
          rule.broken(sentence).map((part) => `${name}: ${rule.name} (${part.trim()}): ${sentence}`),
        ),
      ),
    )
    expect(broken).toEqual([])
  })

  it('names each button as the screen does', async () => {
    const labels = await labelsOnScreens(language)
    const unknown = written.flatMap(({ name, labels: bold }) =>
      bold
        .map((label) => label.replaceAll('\u00a0', ' '))
        .filter((label) => !labels.has(label))
        .map((label) => `${name}: ${label}`),
    )
    expect(unknown).toEqual([])
  })

  it('says what CDID has not supplied', () => {
    const text = readDocumentation({ ...origin, cdid: unsuppliedFacts }, language, 'app')
      .pages.map((page) => page.text)
      .join(' ')
    expect(text).toContain(cdidFactWords[language].missing)
    expect(pages.map((page) => page.text).join(' ')).not.toContain(cdidFactWords[language].missing)
  })

  it('has no script, and leads nowhere outside, in the application', () => {
    const shown = readDocumentation(origin, language, 'app').pages
    expect(shown.map(({ name }) => name)).not.toContain('reception')
    for (const page of shown) {
      const html = documentOf(page, { language, form: 'app', version: '1.0.0', pages: shown })
      expect(html).not.toMatch(/<script|\son\w+=|javascript:|href="https?:|src="https?:|<form|<iframe/i)
      expect(html).toContain(`default-src 'none'; style-src 'self'; img-src 'self';`)
    }
  })
})

describe('a mistake that is planted', () => {
  let folder: string
  const planted = (file: string, text: string) => {
    writeFileSync(join(folder, file), text)
    const { fr, en } = read({ ...origin, folder })
    return [...fr.wrong, ...en.wrong, ...untranslated(fr.pages, en.pages)].join('\n')
  }
  const added = (file: string, line: string) => planted(file, `${readFileSync(join(folder, file), 'utf8')}\n${line}\n`)

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'prextra-docs-'))
    for (const part of ['fr', 'en', 'pictures']) cpSync(join('docs', part), join(folder, part), { recursive: true })
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it.each([
    ['a link to no page', '[Ici](nulle-part.md)', 'fr/faq: leads to nulle-part, which is no page here'],
    ['a link to no heading', '[Ici](install.md#rien)', 'fr/faq: leads to install#rien, which install does not have'],
    ['a link to a file', '[Ici](install.pdf)', 'fr/faq: install.pdf leads neither to a page nor to an https address'],
    [
      'a picture that is not there',
      '![Un écran](99-rien.png)',
      'fr/faq: shows 99-rien.png, of which docs/pictures/fr has no',
    ],
    ['a picture without words', '![](04-review.png)', 'fr/faq: the picture 04-review.png has no text'],
    ['a part that is none', '{rien}', 'fr/faq: {rien} is no part of a page'],
    ['a fact that is none', 'Voici {cdid:rien}', 'fr/faq: {cdid:rien} is no fact of CDID’s'],
    ['a second first heading', '# Encore', 'fr/faq: a page has one first heading'],
    ['a heading in one language only', '## Encore', 'faq: headings are not the same in both languages'],
  ])('is found: %s', (_what, line, said) => {
    expect(added('fr/faq.md', line)).toContain(said)
  })

  it('is found: a page that is not translated', () => {
    rmSync(join(folder, 'en/faq.md'))
    expect(planted('fr/install.md', readFileSync('docs/fr/install.md', 'utf8'))).toContain('fr/faq: is not translated')
  })

  it('is found: a page that was only copied', () => {
    expect(planted('en/faq.md', readFileSync('docs/fr/faq.md', 'utf8'))).toContain('faq: is not translated')
  })

  it('is found: a page that no contents name', () => {
    expect(planted('fr/extra.md', '# Encore\n')).toContain('fr/extra: is not in the contents')
  })
})
