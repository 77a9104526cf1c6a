import MarkdownIt, { type Token } from 'markdown-it'
import type { CdidFacts } from '#core/cdid-facts.ts'
import { cdidValue } from '#words/pages/cdid-facts.ts'
import { typeset } from '#words/format/typography.ts'
import type { Language } from '#words/format/language.ts'
import { parts } from './generated.ts'

/** What a page's Markdown may lead to, and what is written into it. */
export interface Surroundings {
  readonly language: Language
  /** The page's name: `steps/a1`. */
  readonly name: string
  readonly cdid: CdidFacts
  readonly version: string
  /** `app`: links outside are shown as addresses, because a page of the application opens none. */
  readonly form: 'site' | 'app'
}

export interface RenderedPage {
  readonly title: string
  readonly html: string
  /** The text without marks, for the search. */
  readonly text: string
  readonly headings: readonly string[]
  /** The ids that a link may lead to. */
  readonly anchors: readonly string[]
  /** What the page leads to: other pages (with `#id`), and the pictures that it shows. */
  readonly links: readonly string[]
  readonly pictures: readonly string[]
  /** What stands in bold: the names of buttons and of what else is on a screen. */
  readonly labels: readonly string[]
  /** Each sentence and heading, for the rules of the language. */
  readonly sentences: readonly string[]
  /** What is wrong with the page itself. */
  readonly wrong: readonly string[]
}

/** Renders a page. A name in braces is a fact of CDID's, the version, or a part that `generated.ts` makes. */
export function renderPage(markdown: string, about: Surroundings): RenderedPage {
  const { language, cdid, version } = about
  const wrong: string[] = []
  const filled = markdown
    .replace(/^\{(\w+)\}$/gm, (_all, part: string) => {
      const make = parts[part]
      if (!make) wrong.push(`{${part}} is no part of a page`)
      return make?.(language) ?? ''
    })
    .replace(/\{cdid:(\w+)\}/g, (_all, fact: string) => {
      if (fact in cdid) return cdidValue(fact as keyof CdidFacts, cdid, language).value
      wrong.push(`{cdid:${fact}} is no fact of CDID’s`)
      return ''
    })
    .replaceAll('{version}', version)

  const md = new MarkdownIt({ html: false })
  const tokens = md.parse(filled, {})
  const found = { links: new Set<string>(), pictures: new Set<string>(), labels: new Set<string>() }
  const anchors: string[] = []
  const headings: string[] = []
  const sentences: string[] = []
  const text: string[] = []

  for (const [place, token] of tokens.entries()) {
    if (token.type !== 'inline') continue
    const children = token.children ?? []
    prepare(children, about, found, wrong)
    const said = textOf(children)
    if (said !== '') {
      text.push(said)
      sentences.push(sentenceOf(children))
    }
    const opening = tokens[place - 1]
    if (opening?.type === 'heading_open') {
      const id = slug(said)
      opening.attrSet('id', id)
      anchors.push(id)
      headings.push(said)
    }
  }
  const [title, ...others] = tokens.filter(({ type, tag }) => type === 'heading_open' && tag === 'h1')
  if (!title || others.length > 0) wrong.push('a page has one first heading')
  return {
    title: headings[0] ?? about.name,
    // The letters of « 1er » are raised by an element, which every typeface can draw.
    html: withScrollingTables(md.renderer.render(tokens, md.options, {})).replaceAll('ᵉʳ', '<sup>er</sup>'),
    text: text.join(' '),
    headings,
    anchors,
    links: [...found.links],
    pictures: [...found.pictures],
    labels: [...found.labels],
    sentences,
    wrong,
  }
}

/** Typesets the text of a line, rewrites its links and pictures for the form of the page, and notes what it leads to. */
function prepare(
  children: Token[],
  { language, form, name }: Surroundings,
  found: Readonly<Record<'links' | 'pictures' | 'labels', Set<string>>>,
  wrong: string[],
): void {
  const up = '../'.repeat(name.split('/').length)
  for (const [place, token] of children.entries()) {
    if (token.type === 'text') token.content = typeset(token.content, language)
    if (token.type === 'strong_open') found.labels.add(children[place + 1]?.content ?? '')
    if (token.type === 'image') {
      const file = String(token.attrGet('src'))
      if (token.content.trim() === '') wrong.push(`the picture ${file} has no text that says what it shows`)
      for (const child of token.children ?? []) child.content = typeset(child.content, language)
      found.pictures.add(file)
      token.attrSet('src', `${up}pictures/${language}/${file}`)
      token.attrSet('loading', 'lazy')
    }
    if (token.type !== 'link_open') continue
    const address = String(token.attrGet('href'))
    if (/^https:/.test(address)) {
      if (form === 'app') showAddress(children, place, address)
      continue
    }
    const [file = '', anchor] = address.split('#')
    if (file !== '' && !file.endsWith('.md')) {
      wrong.push(`${address} leads neither to a page nor to an https address`)
      continue
    }
    const target = file === '' ? name : resolve(name, file.replace(/\.md$/, ''))
    found.links.add(anchor === undefined ? target : `${target}#${anchor}`)
    token.attrSet('href', address.replace(/\.md(?=$|#)/, '.html'))
  }
}

/** Puts the address itself in place of a link that the application does not open. */
function showAddress(children: Token[], place: number, address: string): void {
  const end = children.findIndex((token, at) => at > place && token.type === 'link_close')
  const [open, close] = [children[place], children[end]]
  if (!open || !close) return
  open.type = 'text'
  open.content = ''
  close.type = 'text'
  close.content = ` (${address.replace(/^https:\/\//, '')})`
}

/** Returns the name of the page that a relative address leads to from another page. */
function resolve(from: string, file: string): string {
  const folders = from.split('/').slice(0, -1)
  for (const step of file.split('/')) {
    if (step === '..') folders.pop()
    else if (step !== '.') folders.push(step)
  }
  return folders.join('/')
}

function textOf(children: readonly Token[]): string {
  return children
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : type === 'image' ? '' : content))
    .join('')
    .trim()
}

/** The text with its code between backticks, as the rules of the language read it. */
function sentenceOf(children: readonly Token[]): string {
  return children
    .map(({ type, content }) => {
      if (type === 'code_inline') return `\`${content}\``
      return type === 'softbreak' || type === 'hardbreak' ? ' ' : content
    })
    .join('')
    .trim()
}

function slug(heading: string): string {
  return heading
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** A wide table scrolls by itself, with the keyboard too, and not the whole page. */
function withScrollingTables(html: string): string {
  return html
    .replaceAll('<table>', '<div class="table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
    .replace(/<th>/g, '<th scope="col">')
}
