import { scenes } from '../views.ts'

/** The part of a browser's page that the list needs; the tests' own types know no browser. */
interface PageElement {
  textContent: string
  href: string
  append(...children: PageElement[]): void
}
declare const document: { readonly body: PageElement; createElement(name: string): PageElement }

const variants = [
  ['français', 'language=fr'],
  ['English', 'language=en'],
  ['screen share', 'language=fr&share'],
] as const

const element = (name: string, text: string, ...children: PageElement[]): PageElement => {
  const made = document.createElement(name)
  made.textContent = text
  made.append(...children)
  return made
}

const rows = scenes.map(({ name }) => {
  const links = variants.map(([label, query]) => {
    const link = element('a', label)
    link.href = `/scene?name=${encodeURIComponent(name)}&${query}`
    return element('td', '', link)
  })
  return element('tr', '', element('td', name), ...links)
})
document.body.append(element('h1', `${scenes.length} scenes`), element('table', '', ...rows))
