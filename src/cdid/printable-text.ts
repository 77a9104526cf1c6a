/** Controls (a terminal obeys them), line separators, and what reorders or hides text on a screen. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/** Text from a file as it may be shown on a terminal: what cannot be seen, or would change what is seen, is spelled `U+202E`. */
export function printable(text: string): string {
  return text.replace(unprintable, (found) => {
    const code = found.codePointAt(0) ?? 0
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  })
}
