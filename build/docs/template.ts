import { localeOf, otherLanguage, type Language } from '#words/format/language.ts'
import { documentationWords } from '#words/pages/documentation.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { escaped } from '#words/format/markup.ts'

export interface ShownPage {
  readonly name: string
  readonly title: string
  readonly section: keyof (typeof documentationWords)['fr']['sections']
  readonly html: string
}

interface Around {
  readonly language: Language
  readonly form: 'site' | 'app'
  readonly version: string
  /** Every page of this language, in the order of the contents. */
  readonly pages: readonly ShownPage[]
}

/** Returns a whole page. In the application it has no script; on the site the search has two, which come from the same place. */
export function documentOf(page: ShownPage, { language, form, version, pages }: Around): string {
  const said = documentationWords[language]
  const appName = mainProcessWords[language].appName
  const up = '../'.repeat(page.name.split('/').length)
  const other = otherLanguage(language)
  const scripts = form === 'site' ? "script-src 'self'; " : ''
  const place = pages.indexOf(page)
  const beside = (step: -1 | 1, name: string) => {
    const neighbour = page.section === 'problems' ? undefined : pages[place + step]
    if (!neighbour || neighbour.section === 'problems') return ''
    return `<a href="${hrefFrom(page.name, neighbour.name)}"><small>${escaped(name)}</small> ${escaped(neighbour.title)}</a>`
  }
  return `<!doctype html>
<html lang="${localeOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${scripts}style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
<title>${escaped(page.title)} · ${escaped(appName)}</title>
<link rel="stylesheet" href="${up}style.css">
</head>
<body>
<a class="skip" href="#text">${escaped(said.skip)}</a>
<header>
<p class="name"><a href="${hrefFrom(page.name, 'index')}">${escaped(appName)}</a> <small>${escaped(said.version(version))}</small></p>
${form === 'site' ? searchBox(said) : ''}
<p><a lang="${localeOf(other)}" hreflang="${localeOf(other)}" href="${up}${other}/${page.name}.html">${escaped(said.otherLanguage)}</a></p>
</header>
<div class="columns">
<nav aria-label="${escaped(said.contents)}">
${contents(page, pages, language)}
</nav>
<main id="text">
${page.html}
<p class="beside">${beside(-1, said.previous)}${beside(1, said.next)}</p>
</main>
</div>
${form === 'site' ? `<script src="${up}${language}/search-index.js"></script>\n<script src="${up}search.js"></script>\n` : ''}</body>
</html>
`
}

function searchBox(said: (typeof documentationWords)[Language]): string {
  return `<search><label for="search">${escaped(said.search)}</label> <input id="search" type="search" placeholder="${escaped(said.searchNote)}" autocomplete="off" aria-controls="found"><div id="found" role="status" data-none="${escaped(said.nothingFound)}"></div></search>`
}

/** The list of pages. That of the problems is one line, but for the section that the page belongs to. */
function contents(page: ShownPage, pages: readonly ShownPage[], language: Language): string {
  const sections = [...new Set(pages.map(({ section }) => section))]
  return sections
    .map((section) => {
      const all = pages.filter((one) => one.section === section)
      const shown =
        section === 'problems' ? all.filter(({ name }) => name === 'problems/index' || name === page.name) : all
      const items = shown.map(({ name, title }) => {
        const current = name === page.name ? ' aria-current="page"' : ''
        return `<li><a href="${hrefFrom(page.name, name)}"${current}>${escaped(title)}</a></li>`
      })
      const heading =
        section === 'problems' ? '' : `<h2>${escaped(documentationWords[language].sections[section])}</h2>\n`
      return `${heading}<ul>\n${items.join('\n')}\n</ul>`
    })
    .join('\n')
}

/** Returns the address of a page, relative to another one of the same language. */
function hrefFrom(from: string, to: string): string {
  return `${'../'.repeat(from.split('/').length - 1)}${to}.html`
}
