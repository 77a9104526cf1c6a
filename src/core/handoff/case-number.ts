/**
 * Whether a text is a case number as CDID gives one: at most 32 letters, digits, spaces and `. _ / # -`, on one line, so
 * that no terminal, file name or mail reads anything else in it.
 */
export function isCaseNumber(text: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._/#-]{0,31}$/u.test(text) && text === text.trim()
}
