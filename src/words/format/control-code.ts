import { withoutAccents } from '#core/folded-name.ts'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as frenchDecomposed } from '@scure/bip39/wordlists/french.js'
import type { ControlCode } from '#core/handoff/document.ts'
import type { Language } from './language.ts'

// BIP39's lists: 2,048 words each, no two alike in their first four letters. The place of a word is its value.
const french = frenchDecomposed.map((word) => word.normalize('NFC'))

/** Returns the eight words of a control code, in the language of the person who reads them out. */
export function controlCodeWords(code: ControlCode, language: Language): readonly string[] {
  const list = language === 'fr' ? french : english
  return code.map((value) => list[value] ?? '')
}

/**
 * Reads a control code that was typed, in either language, in any case, with or without accents. Returns `null` unless
 * it is eight words of one list.
 */
export function readControlCode(typed: string): ControlCode | null {
  const words = typed.split(/[\s,;–—-]+/).filter((word) => word !== '')
  for (const list of [french, english]) {
    const plain = list.map(plainWord)
    const code = words.map((word) => plain.indexOf(plainWord(word)))
    if (code.length === 8 && !code.includes(-1)) return code
  }
  return null
}

function plainWord(word: string): string {
  return withoutAccents(word).toLowerCase()
}
