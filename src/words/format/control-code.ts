import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import type { ControlCode } from '#core/handoff/document.ts'
import type { Words } from './language.ts'

/** BIP39's lists: 2,048 words each, no two alike in their first four letters, the same number at the same place. */
const lists: Words<readonly string[]> = { fr: french.map((word) => word.normalize('NFC')), en: english }

/** The words a person reads out: eight, in the language of the person reading. */
export function controlCodeWords(code: ControlCode, language: 'fr' | 'en'): readonly string[] {
  return code.map((value) => lists[language][value] ?? '')
}

/** What was typed, as a code: either language, any case, with or without accents; `null` if it is not eight words of one list. */
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
