import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { CloudId } from '../access/cloud.ts'
import type { ProfileId } from '../access/profile.ts'
import { languages, type Language } from '../language.ts'
import type { KeepDays } from './kept-copy.ts'
import type { Sent } from './send.ts'

/**
 * The content of the sealed file that CDID receives; `handoffSchema` reads it. Reception trusts nothing because it is
 * written here: `environment` is only a hint, and CDID's own records say which customer and tenant a file may change.
 */
export interface Handoff {
  readonly format: 'prextra-handoff'
  readonly version: 1
  readonly id: string
  /** When it was sealed, in ISO 8601 like every date below. */
  readonly createdAt: string
  readonly practice: boolean
  readonly profile: ProfileId
  readonly cloud: CloudId
  readonly environment: string
  readonly applicationId: string
  readonly tenantId: string
  readonly clientSecret: string
  readonly secretKeyId: string
  readonly secretExpiresAt: string
  readonly organization: { readonly name: string; readonly domain: string }
  readonly contact: { readonly name: string; readonly email: string }
  readonly caseNumber: string | null
  /** When each check last passed; `mailbox` is `null` when no mailbox was tried. */
  readonly proof: { readonly token: string; readonly mailbox: string | null }
  /**
   * Whether Exchange limits the application to some mailboxes, so that its token must not carry the tenant-wide role.
   */
  readonly limited?: boolean | undefined
  /**
   * `by-hand` when a person made the application in the portal, without signing in to the assistant; left out
   * otherwise.
   */
  readonly setUp?: 'by-hand' | undefined
  /** The version of the assistant that sealed it. */
  readonly assistant: string
}

/** The ways to hand over: from the administrator's own mailbox, as a draft for any mail program, or as a file. */
export const handoffWays = ['mail', 'draft', 'file'] as const

export type HandoffWay = (typeof handoffWays)[number]

/** A handoff that is over, as the window may show it: it holds no secret. */
export interface HandoffView {
  readonly way: HandoffWay
  /** `maybe` when the mail was sent and Microsoft's answer was lost. */
  readonly outcome: 'saved' | Sent
  readonly fileName: string
  /** The size of the sealed file, in bytes. */
  readonly bytes: number
  /** When it left, in ISO 8601. */
  readonly at: string
  readonly code: ControlCode
  readonly to: string
  readonly copyTo: string | null
  readonly caseNumber: string | null
  /** How long this computer keeps its copy of the secret unless CDID confirms earlier; `until` is in ISO 8601. */
  readonly keep: { readonly days: KeepDays; readonly until: string }
}

/** The longest content, in bytes, that is ever sealed or read. */
export const handoffMaxBytes = 64 * 1024

/**
 * Returns the file's name: `prextra-<domain>-<yyyymmdd-hhmm>.age` in local time. In practice, the language of its prefix
 * is given; `null` is a real file.
 */
export function handoffFileName(domain: string, at: Date, practice: Language | null): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${String(at.getFullYear())}${two(at.getMonth() + 1)}${two(at.getDate())}`
  const name = `prextra-${safeDomain(domain)}-${day}-${two(at.getHours())}${two(at.getMinutes())}.age`
  return practice === null ? name : practiceFileName(name, practice)
}

/** Returns the characters of a domain that may stand in a file's name: `[a-z0-9.-]`. */
export function safeDomain(domain: string): string {
  return domain
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, 100)
}

/** Returns the name with the practice prefix of a language; a name that has the prefix of either language is left as it is. */
export function practiceFileName(name: string, language: Language): string {
  return practiceLanguageOf(name) === null ? practiceMarks[language] + name : name
}

/** Returns the language of the practice prefix that a name has; `null` when it has none. */
export function practiceLanguageOf(name: string): Language | null {
  return languages.find((language) => name.startsWith(practiceMarks[language])) ?? null
}

const practiceMarks: Readonly<Record<Language, string>> = { fr: 'PRATIQUE-', en: 'PRACTICE-' }

/**
 * Eight numbers of 11 bits. Nobody can try enough files offline to match 88 bits. Each language has a word for each
 * number.
 */
export type ControlCode = readonly number[]

const controlCodeWords = 8
const bitsPerWord = 11

/**
 * Returns the code that is read out on the phone. It is computed from the sealed bytes without armor, the recipient they
 * were sealed to and the tenant, each preceded by its length so that the parts cannot be cut differently.
 */
export function controlCode(sealed: Uint8Array, recipient: string, tenantId: string): ControlCode {
  const parts = [
    utf8ToBytes('prextra-control-code/1'),
    sealed,
    utf8ToBytes(recipient),
    utf8ToBytes(tenantId.toLowerCase()),
  ]
  const digest = sha256(concatBytes(...parts.flatMap((part) => [length(part), part])))
  let bits = 0n
  for (const byte of digest) bits = (bits << 8n) | BigInt(byte)
  bits >>= BigInt(digest.length * 8 - controlCodeWords * bitsPerWord)
  return Array.from({ length: controlCodeWords }, (_, index) => {
    const shift = BigInt((controlCodeWords - 1 - index) * bitsPerWord)
    return Number((bits >> shift) & BigInt(2 ** bitsPerWord - 1))
  })
}

function length(part: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(part.length))
  return bytes
}
