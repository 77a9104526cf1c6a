const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
/** A last label that begins with a letter: a row of numbers is an IP address. */
const lastLabel = '[a-z][a-z0-9-]{0,61}[a-z0-9]'
const domainName = new RegExp(`^(?:${label}\\.)+${lastLabel}$`, 'i')

/** Whether a text is an Internet domain name of two labels or more, in ASCII (an accented one is written `xn--…`). */
export function isDomainName(text: string): boolean {
  return text.length <= 253 && domainName.test(text)
}
