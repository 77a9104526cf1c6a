/** A place in a text, counted from 1 as editors do; columns are UTF-16 units. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** Returns the line and column of an offset. A line ends in CRLF, CR or LF. */
export function positionAt(text: string, offset: number): TextPosition {
  let line = 1
  let start = 0
  for (let at = 0; at < offset; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit !== lineFeed && unit !== carriageReturn) continue
    if (unit === carriageReturn && text.charCodeAt(at + 1) === lineFeed && at + 1 < offset) at += 1
    line += 1
    start = at + 1
  }
  return { line, column: offset - start + 1 }
}

const lineFeed = 0x0a
const carriageReturn = 0x0d
