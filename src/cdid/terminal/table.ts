import { printable } from './printable-text.ts'
import { padTo, widthOf } from './text-width.ts'

/** How lines of a table are coloured, and how wide they may be. */
export interface TableStyle {
  readonly columns: number
  readonly heading: (line: string) => string
  readonly row: (row: number, line: string) => string
}

/**
 * Lays out printable cells in columns as wide as their widest cell. A table that is wider than the console becomes one block for
 * each row, with a line for each cell.
 */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], style: TableStyle): string {
  const cells = rows.map((row) => row.map(printable))
  const widths = headings.map((heading, column) =>
    Math.max(widthOf(heading), ...cells.map((row) => widthOf(row[column] ?? ''))),
  )
  const width = widths.reduce((sum, one) => sum + one + 2, -2)
  if (width > style.columns) return blocks(headings, cells, style)
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, at) => padTo(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [style.heading(lineOf(headings)), ...cells.map((row, at) => style.row(at, lineOf(row)))].join('\n')
}

function blocks(headings: readonly string[], cells: readonly (readonly string[])[], style: TableStyle): string {
  const width = Math.max(...headings.map(widthOf))
  return cells
    .map((row, at) => {
      const [title = '', ...rest] = row
      const lines = rest.map((cell, column) => `  ${padTo(headings[column + 1] ?? '', width)}  ${cell}`)
      return [style.heading(title), ...lines].map((line) => style.row(at, line)).join('\n')
    })
    .join('\n')
}
