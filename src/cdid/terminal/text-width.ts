/** Characters that take two columns: East Asian Width W and F (unicode.org/reports/tr11), without the emoji, which are matched by property. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** What colours text on a terminal and takes no room. */
// eslint-disable-next-line no-control-regex -- the escape character is what is matched
const colours = /\u001b\[[0-9;]*m/g

/** Returns how many columns a text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text.replace(colours, '').normalize('NFC')) {
    if (/[\p{M}\p{Cf}]/u.test(character)) continue
    width += wide.test(character) ? 2 : 1
  }
  return width
}

/** Returns a text filled up with spaces to so many columns. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)))
}
