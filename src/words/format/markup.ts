const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Returns text as HTML that a browser reads as text, in an element or in a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark)
}

/** Returns a value as HTML, with the letters of « 1ᵉʳ » raised by an element. */
export function plain(text: string): string {
  return escaped(text).replaceAll('ᵉʳ', '<sup>er</sup>')
}

/** Returns a sentence as HTML: code stands between backticks, bold text between `**`, small text between `[[` and `]]`. */
export function rich(sentence: string): string {
  return plain(sentence)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\[\[([^\]]+)\]\]/g, '<small>$1</small>')
}

/** Returns a sentence as plain text, without the marks that `rich` reads. */
export function withoutMarks(sentence: string): string {
  return plainOrdinal(sentence.replaceAll(/`|\*\*|\[\[|\]\]/g, ''))
}

/** Returns a text with « 1er » for « 1ᵉʳ », whose raised letters plain text is not sure to show. */
export function plainOrdinal(text: string): string {
  return text.replaceAll('ᵉʳ', 'er')
}

/**
 * Returns a name that comes from a tenant or a person as one line of at most 200 characters. It leaves out the control
 * and bidirectional characters that could end the line, add a header to a mail, or hide what the name is
 * (trojansource.codes).
 */
export function oneLine(value: string): string {
  const plain = value
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return Array.from(plain).slice(0, 200).join('')
}
