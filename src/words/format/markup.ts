const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that HTML reads as text, in an element or in a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark)
}

/** The same as HTML, with the ordinal of the first of the month raised. */
export function plain(text: string): string {
  return escaped(text).replaceAll('ᵉʳ', '<sup>er</sup>')
}

/** A sentence of ours as HTML: code between backticks, `**bold**`, and what is said besides in `[[…]]`. */
export function rich(sentence: string): string {
  return plain(sentence)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\[\[([^\]]+)\]\]/g, '<small>$1</small>')
}

/** The same sentence for plain text. */
export function withoutMarks(sentence: string): string {
  return sentence.replaceAll(/`|\*\*|\[\[|\]\]/g, '').replaceAll('ᵉʳ', 'er')
}

/**
 * What a tenant or a person called something, fit for one line: without the control and bidirectional characters that
 * would let a name end its line, add a header to a mail, or show something else than it is (trojansource.codes).
 */
export function oneLine(value: string): string {
  const plain = value
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return Array.from(plain).slice(0, 200).join('')
}
