import { execFileSync } from 'node:child_process'

/** A PDF as somebody else's reader sees it (poppler): one text a sheet, spaces and breaks told as one space. */
export function printedText(path: string): readonly string[] {
  const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', path, '-'], { encoding: 'utf8' })
  return text
    .split('\f')
    .slice(0, -1)
    .map((sheet) => sheet.replace(/\s+/g, ' '))
}
