export interface Piece {
  readonly kind: 'plain' | 'bold' | 'code' | 'raised' | 'quiet'
  readonly text: string
}

/** Returns a text as pieces to draw: `**bold**`, code between backticks, `[[secondary text]]` and the ordinal `ᵉʳ`. */
export function pieces(text: string): readonly Piece[] {
  return text
    .split(/(\*\*[^*]+\*\*|`[^`]+`|\[\[[^\]]+\]\]|ᵉʳ)/)
    .filter((part) => part !== '')
    .map((part): Piece => {
      if (part === 'ᵉʳ') return { kind: 'raised', text: 'er' }
      if (part.startsWith('**')) return { kind: 'bold', text: part.slice(2, -2) }
      if (part.startsWith('`')) return { kind: 'code', text: part.slice(1, -1) }
      if (part.startsWith('[[')) return { kind: 'quiet', text: part.slice(2, -2) }
      return { kind: 'plain', text: part }
    })
}
