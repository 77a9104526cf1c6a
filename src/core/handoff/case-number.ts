/**
 * Whether a text is a case number as CDID gives one: at most 32 letters, digits, spaces and `. _ / # -`, on one line. No
 * terminal, file name or mail can take such a text for anything but a number.
 */
export function isCaseNumber(text: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._/#-]{0,31}$/u.test(text) && text === text.trim()
}
