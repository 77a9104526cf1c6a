import { isDomainName } from './domain-name.ts'

/** The longest address, in characters, that a mail can go to: RFC 5321 section 4.5.3.1, less the path's brackets. */
export const mailAddressMax = 254

const localMax = 64
/**
 * RFC 5321's dot-atom without `*` and `?`, which PowerShell's `-Identity` reads as wildcards: such an address could name
 * more than one mailbox.
 */
const localPart = /^[a-z0-9!#$%&'+/=^_`{|}~-]+(?:\.[a-z0-9!#$%&'+/=^_`{|}~-]+)*$/i

/**
 * Whether a text is one mailbox's address and nothing else. It is in ASCII: Exchange maps the accents of an alias to plain
 * letters (learn.microsoft.com/powershell/module/exchange/set-mailbox, Alias). It holds no list, no comment and no
 * quoting, so that no program reads it as two. It may hold an apostrophe: whoever writes it into a script, a page or a
 * query quotes it there.
 */
export function isMailAddress(text: string): boolean {
  const parts = addressParts(text)
  if (parts === null || text.length > mailAddressMax) return false
  return parts.local.length <= localMax && localPart.test(parts.local) && isDomainName(parts.domain)
}

/** Returns what stands before and after the last `@`; `null` when there is none. */
export function addressParts(text: string): { readonly local: string; readonly domain: string } | null {
  const at = text.lastIndexOf('@')
  return at < 0 ? null : { local: text.slice(0, at), domain: text.slice(at + 1) }
}

/** Whether two addresses name the same mailbox: Exchange reads no difference between capital and small letters. */
export function isSameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
