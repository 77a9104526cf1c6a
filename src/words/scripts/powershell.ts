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

/**
 * The address as it was given, if it is a plain SMTP one; throws a RangeError on anything else. Quotes, spaces, control
 * characters and what PowerShell reads inside double quotes are refused, although RFC 5321 would take some of them.
 */
export function smtpAddress(value: string): string {
  if (isSmtpAddress(value)) return value
  throw new RangeError('not a plain SMTP address')
}

/** Whether a script may hold it. */
export function isSmtpAddress(value: string): boolean {
  const [local = '', domain = '', ...rest] = value.split('@')
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
  return (
    rest.length === 0 &&
    /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*$/i.test(local) &&
    local.length <= 64 &&
    domain.length <= 253 &&
    new RegExp(`^${label}(?:\\.${label})+$`, 'i').test(domain)
  )
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
