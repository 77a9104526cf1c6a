/** A place in a text, counted from 1 as editors do; columns are UTF-16 units. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** Returns the line and column of an offset. */
export function positionAt(text: string, offset: number): TextPosition {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
