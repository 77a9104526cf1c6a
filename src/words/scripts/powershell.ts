import { isMailAddress } from '#core/mail-address.ts'

/**
 * Every character that PowerShell takes for a single quote, straight or typographic.
 * learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
export const singleQuotes = /['\u2018\u2019\u201a\u201b]/g

/** Returns a value as a PowerShell string in single quotes. Every quote in the value is doubled, so none can end the string. */
export function quoted(value: string): string {
  return `'${value.replace(singleQuotes, '$&$&')}'`
}

/** Returns the GUID as it was given; throws a RangeError on anything that is not one. */
export function guid(value: string): string {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value
  throw new RangeError('not a GUID')
}

/** Returns the address as it was given, to be quoted; throws a RangeError on anything that is not one. */
export function mailAddress(value: string): string {
  if (isMailAddress(value)) return value
  throw new RangeError('not a mail address')
}

/** Returns the application role of Exchange as it was given; throws a RangeError on anything that is not one. */
export function applicationRole(value: string): string {
  if (/^Application [a-z]+(?:\.[a-z]+)+$/i.test(value)) return value
  throw new RangeError('not an application role')
}

/**
 * Returns the text of a `.ps1` file, to be written as UTF-8. It begins with a byte order mark, because Windows PowerShell
 * 5.1 reads a file without one in the computer's old code page.
 * learn.microsoft.com/powershell/scripting/dev-cross-plat/vscode/understanding-file-encoding
 */
export function scriptFile(parts: readonly string[]): string {
  const text = `${parts.map((part) => part.trim()).join('\n\n')}\n`
  return `\uFEFF${text.replace(/\r?\n/g, '\r\n')}`
}

/** Returns sentences as PowerShell comments, one a line. */
export function comment(...sentences: readonly string[]): string {
  return sentences.map((sentence) => `# ${sentence}`).join('\n')
}
