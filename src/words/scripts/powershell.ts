import { isMailAddress } from '#core/mail-address.ts'

/** Every mark PowerShell takes for a single quote, straight and typographic: learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules. */
export const singleQuotes = /['\u2018\u2019\u201a\u201b]/g

/** A PowerShell string that nothing in it can end: single-quoted, every mark that could end it doubled. */
export function quoted(value: string): string {
  return `'${value.replace(singleQuotes, '$&$&')}'`
}

/** The id as it was given, if it is one; throws a RangeError on anything else. */
export function guid(value: string): string {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value
  throw new RangeError('not a GUID')
}

/** Returns the address as it was given, to be quoted; throws a RangeError on anything that is not one. */
export function mailAddress(value: string): string {
  if (isMailAddress(value)) return value
  throw new RangeError('not a mail address')
}

/** One of Exchange's application roles, as it was given; throws a RangeError on anything else. */
export function applicationRole(value: string): string {
  if (/^Application [a-z]+(?:\.[a-z]+)+$/i.test(value)) return value
  throw new RangeError('not an application role')
}

/**
 * The text of a `.ps1` file, to be written as UTF-8. Windows PowerShell 5.1 reads a file without a byte order mark in the
 * computer's old code page: learn.microsoft.com/powershell/scripting/dev-cross-plat/vscode/understanding-file-encoding.
 */
export function scriptFile(parts: readonly string[]): string {
  const text = `${parts.map((part) => part.trim()).join('\n\n')}\n`
  return `\uFEFF${text.replace(/\r?\n/g, '\r\n')}`
}

/** Sentences as PowerShell comments, one a line, under the indentation given. */
export function comment(...sentences: readonly string[]): string {
  return sentences.map((sentence) => `# ${sentence}`).join('\n')
}
