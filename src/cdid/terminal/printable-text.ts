/** Control characters, which a terminal obeys, line separators, and characters that reorder or hide text. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/** Those, and characters that look like a space or like nothing: fillers, blanks of all widths, variation selectors. */
const unseen = new RegExp(
  [
    '[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]',
    '(?! )\\p{Zs}',
    '[\\u115f\\u1160\\u2800\\u3164\\uffa0]',
    '\\p{Variation_Selector}',
    '\\u034f',
  ].join('|'),
  'u',
)

/** Returns text that is safe on a terminal: invisible characters, and those that change what is seen, become `[U+202E]`. */
export function printable(text: string): string {
  return text.replace(unprintable, (found) => `[${codePointOf(found)}]`)
}

/** Returns the first character of a name that a person cannot see, as `U+200B`; `null` when there is none. */
export function firstUnseen(text: string): string | null {
  const found = unseen.exec(text)?.[0]
  return found === undefined ? null : codePointOf(found)
}

/**
 * Returns indented JSON in which every character that is not ASCII is escaped, so that no code page of a console or a pipe changes
 * it, and a program reads it unchanged.
 */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[^\n -~]/g, (unit) => `\\u${hex(unit.charCodeAt(0))}`)
}

function codePointOf(character: string): string {
  return `U+${hex(character.codePointAt(0) ?? 0).toUpperCase()}`
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0')
}
