import { printable } from './printable-text.ts'

/** Lays out printable cells in columns as wide as their widest cell; `paint` colours a whole line, which leaves widths alone. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  paintHeading: (line: string) => string,
  paint: (row: number, line: string) => string,
): string {
  const cells = [headings, ...rows].map((row) => row.map(printable))
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ''))))
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  )
  return lines.map((line, at) => (at === 0 ? paintHeading(line) : paint(at - 1, line))).join('\n')
}

/** The number of columns that a text takes on a terminal. Combining marks take none. */
function width(text: string): number {
  return Array.from(text.normalize('NFC')).filter((character) => !/\p{M}/u.test(character)).length
}
