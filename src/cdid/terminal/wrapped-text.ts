import { widthOf } from './text-width.ts'

/** The widest line, in columns, of what a person reads: Windows' console is at least as wide. */
const usualColumns = 80
const fewestColumns = 40

/** Returns how wide lines may be: 80 columns, unless the variable COLUMNS says otherwise. */
export function columnsOf(environment: Readonly<Record<string, string | undefined>>): number {
  const told = Number(environment['COLUMNS'])
  return Number.isInteger(told) && told >= fewestColumns ? told : usualColumns
}

/**
 * Breaks lines that are wider than the console at their spaces, never at a no-break space. A continued line begins as far in as
 * the line it continues. A word that is wider, such as a path, stays whole.
 */
export function wrapped(text: string, width = usualColumns): string {
  return text
    .split('\n')
    .map((line) => wrappedLine(line, width))
    .join('\n')
}

function wrappedLine(line: string, width: number): string {
  if (widthOf(line) <= width) return line
  const indentation = /^(?: *[-+•] | +)?/.exec(line)?.[0] ?? ''
  const lines: string[] = []
  let current = indentation
  let isEmpty = true
  for (const word of line.slice(indentation.length).split(' ')) {
    if (!isEmpty && widthOf(`${current} ${word}`) > width) {
      lines.push(current)
      current = ' '.repeat(indentation.length)
      isEmpty = true
    }
    current += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, current].join('\n')
}
