import { printable } from './printable-text.ts'

/** Columns as wide as their widest cell, every cell as it may be shown; `paint` colours whole lines, so that widths stay right. */
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

/** Characters, not UTF-16 units; marks that sit on the one before take no room. */
function width(text: string): number {
  return Array.from(text.normalize('NFC')).filter((character) => !/\p{M}/u.test(character)).length
}
