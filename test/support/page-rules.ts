import { expect, it } from 'vitest'
import type { Language } from '#words/format/language.ts'
import { all, isWellFormed, parsePage } from './dom.ts'
import { straightApostrophe, typographyRules } from './words/language-rules.ts'

/** Tests the rules that hold for every page that a person saves, prints or sends. */
export function pageRules(html: string, language: Language): void {
  const root = parsePage(html)

  it('is a document a browser changes nothing in', () => {
    expect(isWellFormed(html)).toBe(true)
    expect(root.getAttribute('lang')).toBe(`${language}-CA`)
  })

  it('runs nothing and loads nothing', () => {
    expect(all(root, 'script, link, img, iframe, object, embed, svg, form, base, [src], [srcset], [style]')).toEqual([])
    const handlers = all(root, '*').flatMap((element) =>
      [...element.attributes].filter(({ name }) => name.startsWith('on')),
    )
    expect(handlers).toEqual([])
    expect(html).not.toMatch(/url\(|@import/)
    for (const link of all(root, 'a')) {
      expect(new URL(link.getAttribute('href') ?? '').origin).toMatch(
        /^https:\/\/(entra\.microsoft|learn\.microsoft|login\.microsoftonline)\.com$/,
      )
    }
  })

  it('can be read by ear: one first heading, and every table named with its heads', () => {
    expect(all(root, 'h1')).toHaveLength(1)
    expect(all(root, 'h3')).toEqual([])
    for (const table of all(root, 'table')) {
      expect(all(table, 'caption')).toHaveLength(1)
      for (const row of all(table, 'tbody tr')) expect(all(row, 'th[scope=row]')).toHaveLength(1)
    }
  })

  it('has no empty text, and no value that is none', () => {
    // The blanks of a form are filled in on paper.
    const texts = all(root, 'table:not(.form) td, th, p, li').map((element) => element.textContent.trim())
    expect(texts.filter((text) => text === '' || /undefined|null|NaN|\[object/.test(text))).toEqual([])
  })

  it('keeps to the typography of its language', () => {
    const said = all(root, 'title, h1, h2, p, li, caption, th, td').map((element) => element.textContent)
    const rules = [...typographyRules[language], straightApostrophe]
    const broken = said.flatMap((sentence) =>
      rules.flatMap(({ name, broken }) => broken(sentence).map(() => `${name}: ${sentence}`)),
    )
    expect(broken).toEqual([])
    // The letters of « 1er » are raised by an element, which every typeface can draw.
    expect(root.textContent).not.toContain('ᵉʳ')
  })
}
