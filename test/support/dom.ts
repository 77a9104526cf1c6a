import { createRequire } from 'node:module'

/** As much of a browser's element as a page's tests read; jsdom ships no types. */
export interface Element {
  readonly tagName: string
  readonly textContent: string
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>
  getAttribute(name: string): string | null
  querySelectorAll(selector: string): Iterable<Element>
}

interface Parsed {
  readonly window: { readonly document: { readonly documentElement: Element } }
  serialize(): string
}

const { JSDOM } = createRequire(import.meta.url)('jsdom') as { readonly JSDOM: new (html: string) => Parsed }

/** The page's root element, as a browser understands it; scripts are not run, nothing is loaded. */
export function parsePage(html: string): Element {
  return new JSDOM(html).window.document.documentElement
}

/** Whether a browser finds in it the very tags that are written: nothing it had to close, move or drop. */
export function isWellFormed(html: string): boolean {
  const tags = (text: string) => JSON.stringify(text.replace(/<!doctype/i, '').match(/<\/?[a-z][a-z0-9]*/gi))
  return tags(new JSDOM(html).serialize()) === tags(html)
}

export function all(root: Element, selector: string): readonly Element[] {
  return [...root.querySelectorAll(selector)]
}

/** The elements of a page in order, without `<sup>`, which only French has (« 1er »). */
export function tagNames(html: string): readonly string[] {
  return all(parsePage(html), '*')
    .map(({ tagName }) => tagName)
    .filter((tag) => tag !== 'SUP')
}
