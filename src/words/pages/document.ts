import type { Drawing } from '../portal/drawings/shapes.ts'
import { drawingStyle, svgOf } from '../portal/drawings/svg.ts'
import { localeOf, type Language } from '../format/language.ts'
import { shellWords } from '../screens/shell/shell.ts'
import { escaped, plain, plainOrdinal, rich, withoutMarks } from '../format/markup.ts'

/** A labelled value that comes from the tenant or from a person. It is shown as it is, never read as markup. */
export interface Value {
  readonly label: string
  readonly value: string
  /** Whether it is shown in the typeface of code, as ids and permissions are. */
  readonly code?: boolean
}

export interface Row {
  readonly cells: readonly string[]
}

/** A part of a page. `toHtml` and `toText` say the same in both forms. Sentences may have the marks that `rich` reads. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'steps' | 'points'; readonly items: readonly string[] }
  /** On paper the whole address is too long to type: `printed` says where that is, by default the address cut short. */
  | { readonly kind: 'link'; readonly text: string; readonly address: string; readonly printed?: string }
  | { readonly kind: 'values'; readonly caption: string; readonly values: readonly Value[] }
  /** Lines that a person fills in on paper: an empty cell is a blank. */
  | { readonly kind: 'form'; readonly caption: string; readonly rows: readonly Row[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly columns: readonly string[]
      readonly rows: readonly Row[]
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'drawing'; readonly drawing: Drawing }

export interface Page {
  readonly language: Language
  readonly title: string
  /** Whether it was made in a practice tenant; the page then says so at its top. */
  readonly practice?: boolean
  readonly lead: string
  readonly blocks: readonly Block[]
}

// The page is read in a mail client, printed and filed: it loads nothing, and no colour alone carries meaning.
// On paper a section is a grid. In a plain block that avoids breaks, Chromium 114 puts a table on a sheet of its own and cuts
// it in two.
const style = `
:root { color-scheme: light dark; }
body { font: 14px/20px 'Segoe UI', system-ui, sans-serif; margin: 24px auto; max-width: 700px; padding: 0 16px; }
h1 { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 8px; }
h2 { font-size: 16px; line-height: 22px; font-weight: 600; margin: 24px 0 8px; }
p, ol, ul { margin: 0 0 8px; }
ol, ul { padding-inline-start: 24px; }
table { border-collapse: collapse; margin: 8px 0 16px; width: 100%; }
caption { text-align: start; font-weight: 600; padding: 4px 0; }
th, td { border: 1px solid #8a8886; padding: 6px 8px; text-align: start; vertical-align: top; overflow-wrap: break-word; }
sup { line-height: 0; }
th { font-weight: 600; }
.values th, .form th[scope=row] { width: 36%; }
code, pre { font-family: 'Cascadia Mono', Consolas, monospace; font-size: 12px; line-height: 18px; }
pre { border: 1px solid #8a8886; padding: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
.warning { border-inline-start: 4px solid #8a8886; padding-inline-start: 12px; }
@media print {
  body { font-size: 12px; line-height: 17px; margin: 0; max-width: none; padding: 0; }
  h1 { font-size: 20px; line-height: 26px; }
  h2 { font-size: 14px; line-height: 20px; margin: 8px 0 4px; }
  table { margin: 0 0 8px; }
  code, pre { font-size: 11px; line-height: 16px; }
  section { break-inside: avoid; display: grid; grid-template-columns: minmax(0, 1fr); }
  tr, li { break-inside: avoid; }
  th, td { padding: 4px 8px; }
  a { overflow-wrap: anywhere; }
  a::after { content: ' (' attr(data-printed) ')'; }
  .form td { height: 28px; }
}
@page { margin: 18mm; }
`.trim()

/** Returns the page as one HTML document that needs no other file: no script, nothing loaded, every value escaped. */
export function toHtml(page: Page): string {
  return `<!doctype html>
<html lang="${localeOf(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(page.title)}</title>
<style>
${styleOf(page)}
</style>
</head>
<body>
<main>
<h1>${escaped(page.title)}</h1>
<p>${rich(page.lead)}</p>
${sections(blocksOf(page)).join('\n')}
</main>
</body>
</html>
`
}

function styleOf({ blocks }: Page): string {
  return blocks.some(({ kind }) => kind === 'drawing') ? `${style}\n${drawingStyle}` : style
}

/** Returns the page as plain text, for a message without HTML. */
export function toText(page: Page): string {
  return [page.title, withoutMarks(page.lead), ...blocksOf(page).map(textOf)].join('\n\n') + '\n'
}

function blocksOf({ practice = false, language, blocks }: Page): readonly Block[] {
  const { name, body } = shellWords[language].practice
  return practice ? [{ kind: 'warning', text: `${name} · ${body}` }, ...blocks] : blocks
}

/** Groups each heading with what is under it, so that both stay on one sheet of paper. */
function sections(blocks: readonly Block[]): readonly string[] {
  const grouped: Block[][] = [[]]
  for (const block of blocks) {
    if (block.kind === 'heading') grouped.push([])
    grouped.at(-1)?.push(block)
  }
  return grouped
    .filter((group) => group.length > 0)
    .map((group) => `<section>\n${group.map(htmlOf).join('\n')}\n</section>`)
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${rich(block.text)}</h2>`
    case 'paragraph':
      return `<p>${rich(block.text)}</p>`
    case 'warning':
      return `<p class="warning"><strong>${rich(block.text)}</strong></p>`
    case 'steps':
      return list('ol', block.items)
    case 'points':
      return list('ul', block.items)
    case 'link':
      return `<p><a href="${escaped(block.address)}" data-printed="${escaped(block.printed ?? shortAddress(block.address))}">${rich(block.text)}</a></p>`
    case 'values':
      return table(
        block.caption,
        block.values.map(
          ({ label, value, code }) =>
            `<th scope="row">${rich(label)}</th><td>${code ? `<code>${escaped(value)}</code>` : plain(value)}</td>`,
        ),
        '',
        'values',
      )
    case 'table': {
      const head = block.columns.map((column) => `<th scope="col">${rich(column)}</th>`).join('')
      return table(block.caption, block.rows.map(rowOf), `<thead><tr>${head}</tr></thead>`)
    }
    case 'form':
      return table(block.caption, block.rows.map(rowOf), '', 'form')
    case 'code':
      return `<pre><code>${escaped(block.text)}</code></pre>`
    case 'drawing':
      return svgOf(block.drawing)
  }
}

/** Returns where an address leads, short enough for a line of paper: its host and its path, without what only a program needs. */
function shortAddress(address: string): string {
  const [whole = ''] = address.replace(/^\w+:\/*/, '').split(/[?#]/)
  const [host = ''] = whole.split('/')
  return whole.length <= 72 ? whole.replace(/\/$/, '') : host
}

function list(tag: 'ol' | 'ul', items: readonly string[]): string {
  return `<${tag}>\n${items.map((item) => `<li>${rich(item)}</li>`).join('\n')}\n</${tag}>`
}

function rowOf({ cells }: Row): string {
  return cells
    .map((cell, place) => (place === 0 ? `<th scope="row">${rich(cell)}</th>` : `<td>${rich(cell)}</td>`))
    .join('')
}

function table(caption: string, rows: readonly string[], head = '', name = ''): string {
  const named = name === '' ? '' : ` class="${name}"`
  return `<table${named}><caption>${rich(caption)}</caption>${head}<tbody>\n${rows.map((row) => `<tr>${row}</tr>`).join('\n')}\n</tbody></table>`
}

const underlined = (text: string) => `${text}\n${'-'.repeat(text.length)}`

function textOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return underlined(withoutMarks(block.text))
    case 'paragraph':
    case 'warning':
      return withoutMarks(block.text)
    case 'steps':
      return block.items.map((item, place) => `${place + 1}. ${withoutMarks(item)}`).join('\n')
    case 'points':
      return block.items.map((item) => `- ${withoutMarks(item)}`).join('\n')
    case 'link':
      return `${withoutMarks(block.text)}\n${block.address}`
    case 'values':
      return block.values.map(({ label, value }) => `${label}\n  ${plainOrdinal(value)}`).join('\n')
    case 'table':
    case 'form':
      return block.rows
        .map(({ cells: [first = '', ...rest] }) =>
          [withoutMarks(first), ...rest.map((cell) => `  ${cell === '' ? '____________' : withoutMarks(cell)}`)].join(
            '\n',
          ),
        )
        .join('\n')
    case 'code':
      return block.text
    case 'drawing':
      return withoutMarks(block.drawing.title)
  }
}
