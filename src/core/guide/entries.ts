import { dayMs } from '../calendar-days.ts'
import { isDomainName } from '../domain-name.ts'
import { isSameId } from '../folded-name.ts'
import { isMailAddress, mailAddressMax } from '../mail-address.ts'
import { profiles, secretEndTime } from '../access/profile.ts'

/**
 * The names of what a person copies from the Entra admin centre or enters about themselves. The secret's value is not
 * among them.
 */
export const entryNames = [
  'applicationId',
  'tenantId',
  'secretKeyId',
  'secretExpiresAt',
  'organization',
  'domain',
  'contactName',
  'contactEmail',
] as const

export type EntryName = (typeof entryNames)[number]

/** The accepted entries: ids in lower case, the expiry as an instant in ISO 8601. `null` when not entered, or wrong. */
export type Entries = Readonly<Record<EntryName, string | null>>

export const noEntries: Entries = {
  applicationId: null,
  tenantId: null,
  secretKeyId: null,
  secretExpiresAt: null,
  organization: null,
  domain: null,
  contactName: null,
  contactEmail: null,
}

/** The codes of what can be wrong with an entry. `words/screens/guide/entry-issues.ts` has a sentence for each. */
export const entryIssueCodes = [
  'missing',
  'not-an-id',
  'id-length',
  'address-for-id',
  'domain-for-id',
  'domain-to-find',
  'same-as',
  'well-known',
  'value-here',
  'old-key',
  // Only Microsoft can tell these.
  'swapped',
  'tenant-unknown',
  'domain-unknown',
  'domain-offline',
  // These are about the expiry of the secret.
  'date-unreadable',
  'date-ambiguous',
  'date-past',
  'date-far',
  // These are about who hands over.
  'not-a-domain',
  'not-an-address',
  'too-long',
] as const

export type EntryIssueCode = (typeof entryIssueCodes)[number]

/**
 * What is wrong with an entry, never with its text: `other` is the entry it was mistaken for, `length` its number of
 * characters.
 */
export interface EntryIssue {
  readonly code: EntryIssueCode
  readonly other?: EntryName
  readonly length?: number
}

export type Issues = Readonly<Partial<Record<EntryName, EntryIssue>>>

type Checked<T> = { readonly ok: T } | { readonly wrong: EntryIssue }

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/**
 * What a secret's value may look like. Since 2021 Entra makes 40 characters with one `~`; older values had 32 to 44
 * without it.
 */
const secretShape = /^[A-Za-z0-9._~+/=-]{32,64}$/
const newSecretShape = /^(?=.*~)[A-Za-z0-9._~-]{34,48}$/

/** The invisible characters that may be copied along with a value: spaces of any width, joiners, marks of direction. */
const unseen = /[\s\p{Cf}\p{Cc}\u2800\u3164]+/gu

/** The ids of Microsoft's own permissions and APIs, which a person may copy by mistake. */
const wellKnown: readonly string[] = Object.values(profiles)
  .flatMap(({ permissions }) => permissions.flatMap(({ resourceAppId, appRoleId }) => [resourceAppId, appRoleId]))
  .concat('00000000-0000-0000-0000-000000000000', 'e1fe6dd8-ba31-4d61-89e7-88639da4683d')

/** The entries that are ids made by Microsoft. */
export const idEntries: readonly EntryName[] = ['applicationId', 'tenantId', 'secretKeyId']

/** Checks one entry alone and against the others. `oldKeyId` is the id of the secret that a renewal replaces. */
export function checkEntry(
  name: EntryName,
  text: string,
  others: Entries,
  now: Date,
  oldKeyId: string | null = null,
): Checked<string> {
  if (text.replace(unseen, '') === '') return { wrong: { code: 'missing' } }
  switch (name) {
    case 'applicationId':
    case 'tenantId':
    case 'secretKeyId':
      return checkId(name, text, others, oldKeyId)
    case 'secretExpiresAt':
      return checkExpiry(text, now)
    case 'domain': {
      const domain = text.replace(unseen, '').toLowerCase()
      return isDomainName(domain) ? { ok: domain } : { wrong: { code: 'not-a-domain' } }
    }
    case 'contactEmail': {
      const mail = text.replace(unseen, '')
      if (mail.length > mailAddressMax) return { wrong: { code: 'too-long', length: mail.length } }
      return isMailAddress(mail) ? { ok: mail } : { wrong: { code: 'not-an-address' } }
    }
    case 'organization':
    case 'contactName': {
      const line = text
        .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
        .replace(/\s+/gu, ' ')
        .trim()
      return line.length > 256 ? { wrong: { code: 'too-long', length: line.length } } : { ok: line }
    }
  }
}

function checkId(name: EntryName, text: string, others: Entries, oldKeyId: string | null): Checked<string> {
  const bare = text.replace(unseen, '').replace(/^[{("']+|[})"',;.]+$/g, '')
  const id = bare.toLowerCase()
  if (guid.test(id)) {
    if (wellKnown.includes(id)) return { wrong: { code: 'well-known' } }
    const other = idEntries.find((one) => one !== name && others[one] === id)
    if (other) return { wrong: { code: 'same-as', other } }
    if (name === 'secretKeyId' && oldKeyId !== null && isSameId(id, oldKeyId)) return { wrong: { code: 'old-key' } }
    return { ok: id }
  }
  if (/@/.test(bare)) return { wrong: { code: 'address-for-id' } }
  if (isDomainName(id)) return { wrong: { code: name === 'tenantId' ? 'domain-to-find' : 'domain-for-id' } }
  if (newSecretShape.test(bare)) return { wrong: { code: 'value-here' } }
  if (/^[0-9a-f-]{20,}$/.test(id)) return { wrong: { code: 'id-length', length: id.length } }
  return { wrong: { code: 'not-an-id' } }
}

/** Returns the domain in what was entered for the tenant's id. */
export function domainIn(text: string): string {
  return text.replace(unseen, '').toLowerCase()
}

/** The longest lifetime that the portal offers, in days: 24 months. */
const farthestDays = 731

/** Reads a date such as `2027-05-21`, or as the portal writes it: `21/05/2027`, `5/21/2027`, `21.05.2027`. */
function checkExpiry(text: string, now: Date): Checked<string> {
  const bare = text.replace(unseen, '')
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(bare)
  const other = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(bare)
  const read = iso ? { year: iso[1], month: iso[2], day: iso[3] } : other ? inOrder(other) : null
  if (read === null) return { wrong: { code: 'date-unreadable' } }
  if (read === 'ambiguous') return { wrong: { code: 'date-ambiguous' } }
  const [year, month, day] = [Number(read.year), Number(read.month), Number(read.day)]
  const at = new Date(Date.UTC(year, month - 1, day))
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return { wrong: { code: 'date-unreadable' } }
  const end = at.toISOString().slice(0, 10) + secretEndTime
  if (Date.parse(end) <= now.getTime()) return { wrong: { code: 'date-past' } }
  if (Date.parse(end) > now.getTime() + farthestDays * dayMs) return { wrong: { code: 'date-far' } }
  return { ok: end }
}

/** Returns the parts of a date whose day or month comes first: only a number past 12 tells which. */
function inOrder([, first = '', second = '', year = '']: RegExpExecArray) {
  if (Number(first) > 12) return { year, month: second, day: first }
  const isEither = Number(second) <= 12 && Number(first) !== Number(second)
  return isEither ? ('ambiguous' as const) : { year, month: first, day: second }
}

/** The codes of what can be wrong with a secret that was pasted. */
export const secretIssueCodes = [
  'clipboard-empty',
  'is-secret-id',
  'is-entry',
  'is-hidden',
  'has-spaces',
  'too-short',
  'too-long',
  'odd-characters',
  'is-old-secret',
] as const

export interface SecretIssue {
  readonly code: (typeof secretIssueCodes)[number]
  readonly other?: EntryName
}

/** Checks whether the text of the clipboard can be a secret's value. The text is in `ok` and nowhere else. */
export function checkSecret(text: string, entries: Entries): { readonly ok: string } | { readonly wrong: SecretIssue } {
  const bare = text.replace(/^[\s\p{Cf}\p{Cc}]+|[\s\p{Cf}\p{Cc}]+$/gu, '')
  if (bare === '') return { wrong: { code: 'clipboard-empty' } }
  const id = bare.replace(unseen, '').toLowerCase()
  if (guid.test(id)) {
    const other = (['applicationId', 'tenantId'] as const).find((name) => entries[name] === id)
    return { wrong: other ? { code: 'is-entry', other } : { code: 'is-secret-id' } }
  }
  // Once a person has left the page, the portal shows only the first characters, followed by stars.
  if (/[*•●…]{2,}/.test(bare)) return { wrong: { code: 'is-hidden' } }
  if (/[\s\p{Cf}\p{Cc}]/u.test(bare)) return { wrong: { code: 'has-spaces' } }
  if (!/^[A-Za-z0-9._~+/=-]+$/.test(bare)) return { wrong: { code: 'odd-characters' } }
  if (secretShape.test(bare)) return { ok: bare }
  return { wrong: { code: bare.length < 32 ? 'too-short' : 'too-long' } }
}
