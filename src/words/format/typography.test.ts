import { describe, expect, it } from 'vitest'
import { typeset, words } from './typography.ts'

describe('typeset', () => {
  it.each([
    ['Boîte : « Accueil »', 'Boîte\u00a0: «\u00a0Accueil\u00a0»'],
    ['dans 12 jours', 'dans 12\u00a0jours'],
    ['14 h 07', '14\u00a0h\u00a007'],
    ['essai 2 · en cours', 'essai 2\u00a0· en cours'],
    ['le 1ᵉʳ avril', 'le 1ᵉʳ\u00a0avril'],
    ['Est-ce bien cela?', 'Est-ce bien cela?'],
    ['https://exemple.com', 'https://exemple.com'],
    ['2 minimums', '2 minimums'],
  ])('puts the spaces of French that do not break in %j', (text, expected) => {
    expect(typeset(text, 'fr')).toBe(expected)
    expect(typeset(expected, 'fr')).toBe(expected)
  })

  it.each([
    ['Only this: “Inbox”', 'Only this: “Inbox”'],
    ['in 12 days', 'in 12\u00a0days'],
    ['1.6 kB', '1.6\u00a0kB'],
  ])('puts those of English in %j', (text, expected) => {
    expect(typeset(text, 'en')).toBe(expected)
  })
})

describe('words', () => {
  it('typesets every text at any depth, and what functions return', () => {
    const set = words({
      fr: { list: ['a : b'], say: (days: number) => ({ text: `${days} jours` }) },
      en: { list: ['a: b'], say: (days: number) => ({ text: `${days} days` }) },
    })
    expect(set.fr.list).toEqual(['a\u00a0: b'])
    expect(set.fr.say(3)).toEqual({ text: '3\u00a0jours' })
    expect(set.en.say(3)).toEqual({ text: '3\u00a0days' })
  })

  it('leaves alone what is not text', () => {
    const yes = /^(o|oui)$/i
    const set = words({ fr: { yes, none: null, at: 3 }, en: { yes, none: null, at: 3 } })
    expect(set.fr).toEqual({ yes, none: null, at: 3 })
    expect(set.fr.yes).toBe(yes)
  })
})
