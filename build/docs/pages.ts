import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CdidFacts } from '#core/cdid-facts.ts'
import { otherLanguage, type Language } from '#words/format/language.ts'
import { sections } from './contents.ts'
import { policyPages, problemPages, type Source } from './generated.ts'
import { renderPage, type RenderedPage } from './markdown.ts'

/** Where the documentation is written, and what is written into it. */
export interface Origin {
  /** The folder with `fr`, `en` and `pictures`. */
  readonly folder: string
  readonly cdid: CdidFacts
  readonly version: string
}

export interface DocumentationPage extends RenderedPage, Omit<Source, 'markdown'> {}

/** Every page of a language in the order of the contents, and what is wrong with them, a line for each mistake. */
export interface Documentation {
  readonly pages: readonly DocumentationPage[]
  readonly wrong: readonly string[]
}

/** Reads and renders the pages of a language. Nothing is written. */
export function readDocumentation(origin: Origin, language: Language, form: 'site' | 'app'): Documentation {
  const { sources, wrong } = readSources(origin, language, form)
  const pages = sources.map(({ name, section, markdown }): DocumentationPage => {
    const { cdid, version } = origin
    return { name, section, ...renderPage(markdown, { language, name, cdid, version, form }) }
  })
  const mistakes = pages.flatMap((page) =>
    [...page.wrong, ...wrongLinks(page, pages), ...wrongPictures(page, origin, language)].map(
      (what) => `${language}/${page.name}: ${what}`,
    ),
  )
  return { pages, wrong: [...wrong, ...mistakes] }
}

function readSources({ folder }: Origin, language: Language, form: 'site' | 'app') {
  const wrong: string[] = []
  const shown = sections.filter(({ only }) => only === undefined || only === form)
  const written = shown.flatMap(({ id, pages }) =>
    pages.flatMap((name): readonly Source[] => {
      const file = join(folder, language, `${name}.md`)
      if (existsSync(file)) return [{ name, section: id, markdown: readFileSync(file, 'utf8') }]
      wrong.push(`${language}/${name}: is not written`)
      return []
    }),
  )
  for (const name of pagesIn(join(folder, language))) {
    if (!sections.some(({ pages }) => pages.includes(name))) wrong.push(`${language}/${name}: is not in the contents`)
    if (!existsSync(join(folder, otherLanguage(language), `${name}.md`))) {
      wrong.push(`${language}/${name}: is not translated`)
    }
  }
  const last = written.findIndex(({ section }) => section === 'cdid')
  const made = [...policyPages(), ...problemPages(language)]
  const sources = last === -1 ? [...written, ...made] : [...written.slice(0, last), ...made, ...written.slice(last)]
  return { sources, wrong }
}

function pagesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.replaceAll('\\', '/').replace(/\.md$/, ''))
}

function wrongLinks({ links }: DocumentationPage, pages: readonly DocumentationPage[]): readonly string[] {
  return links.flatMap((link) => {
    const [name = '', anchor] = link.split('#')
    const target = pages.find((page) => page.name === name)
    if (!target) return [`leads to ${name}, which is no page here`]
    return anchor === undefined || target.anchors.includes(anchor)
      ? []
      : [`leads to ${link}, which ${name} does not have`]
  })
}

function wrongPictures({ pictures }: DocumentationPage, { folder }: Origin, language: Language): readonly string[] {
  return pictures
    .filter((file) => !existsSync(join(folder, 'pictures', language, file)))
    .map((file) => `shows ${file}, of which docs/pictures/${language} has no picture`)
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

/** Returns in what the two languages of the documentation differ beside their words: headings, pictures and links. */
export function untranslated(
  french: readonly DocumentationPage[],
  english: readonly DocumentationPage[],
): readonly string[] {
  return french.flatMap((page) => {
    const other = english.find(({ name }) => name === page.name)
    if (!other) return []
    const differs = (what: string, one: unknown, two: unknown) =>
      JSON.stringify(one) === JSON.stringify(two) ? [] : [`${page.name}: ${what} are not the same in both languages`]
    const pagesOf = (links: readonly string[]) => links.map((link) => link.split('#')[0])
    return [
      ...differs('headings', page.headings.length, other.headings.length),
      ...differs('pictures', page.pictures, other.pictures),
      ...differs('links', pagesOf(page.links), pagesOf(other.links)),
      ...(page.section !== 'problems' && plain(page.headings.join()) === plain(other.headings.join())
        ? [`${page.name}: is not translated`]
        : []),
    ]
  })
}
