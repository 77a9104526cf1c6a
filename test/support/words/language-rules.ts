import type { Language } from '#words/format/language.ts'

/** Something a sentence must not have, by a name that says it. */
export interface LanguageRule {
  readonly name: string
  readonly isBroken: (sentence: string) => boolean
}

const holds = (name: string, wrong: RegExp): LanguageRule => ({ name, isBroken: (sentence) => wrong.test(sentence) })

const inBoth: readonly LanguageRule[] = [
  holds('a value that is none', /undefined|\bnull\b|\bNaN\b|\[object/),
  holds('two spaces, or one at the end of a line', / {2}|\u00a0\u00a0| \n/),
  holds('three dots', /\.\.\./),
]

export const typographyRules: Readonly<Record<Language, readonly LanguageRule[]>> = {
  fr: [
    ...inBoth,
    holds('a space before ? ! ;', /[\s\u00a0][?!;](?=\s|$)/),
    holds('a colon without its space that does not break', /(?<!\u00a0):(?=\s|$)/m),
    holds('guillemets without theirs', /«(?!\u00a0)|(?<!\u00a0)»/),
    holds('English quotes', /[“”]/),
    holds('a number and its unit apart', /\d (?:s|min|h|jours?|mois|heures?|minutes?|ko)\b/),
  ],
  en: [
    ...inBoth,
    holds('a space before a mark', /[\s\u00a0][?!;:](?=\s|$)/),
    holds('guillemets', /[«»]/),
    holds('a number and its unit apart', /\d (?:s|min|days?|months?|hours?|minutes?|kB)\b/),
  ],
}

/** Not in scripts, whose straight apostrophes are PowerShell's. */
export const straightApostrophe = holds('a straight apostrophe', /'/)
/** In scripts, where PowerShell takes a typographic apostrophe for a quote. */
export const curlyQuote = holds('a typographic apostrophe or quote', /[\u2018-\u201f]/)
