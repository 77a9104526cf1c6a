import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import type { ControlCode } from '#core/handoff/document.ts'
import type { Language } from './language.ts'

/** BIP39's lists: 2,048 words each, no two alike in their first four letters. A word's place is its value. */
const lists: Readonly<Record<Language, readonly string[]>> = {
  fr: french.map((word) => word.normalize('NFC')),
  en: english,
}

/** Returns the eight words of a control code, in the language of the person who reads them out. */
export function controlCodeWords(code: ControlCode, language: Language): readonly string[] {
  return code.map((value) => lists[language][value] ?? '')
}

/** Reads a control code that was typed: in either language, any case, with or without accents. `null` unless it is eight words of one list. */
export function readControlCode(typed: string): ControlCode | null {
  const words = typed.split(/[\s,;–—-]+/).filter((word) => word !== '')
  for (const list of Object.values(lists)) {
    const plain = list.map(withoutAccents)
    const code = words.map((word) => plain.indexOf(withoutAccents(word)))
    if (code.length === 8 && !code.includes(-1)) return code
  }
  return null
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
