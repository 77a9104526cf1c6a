import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ProfileId } from '../access/profile.ts'
import type { KeepDays } from './kept-copy.ts'
import type { Sent } from './send.ts'

/**
 * What is handed to CDID inside the age file; `handoffSchema` reads it. Nothing in it is trusted because it is in it:
 * `environment` is only a hint, and which customer and tenant it may touch comes from CDID's own records.
 */
export interface Handoff {
  readonly format: 'prextra-handoff'
  readonly version: 1
  readonly id: string
  /** ISO 8601, as every date below. */
  readonly createdAt: string
  readonly practice: boolean
  readonly profile: ProfileId
  readonly cloud: 'public'
  readonly environment: string
  readonly applicationId: string
  readonly tenantId: string
  readonly clientSecret: string
  readonly secretKeyId: string
  readonly secretExpiresAt: string
  readonly organization: { readonly name: string; readonly domain: string }
  readonly contact: { readonly name: string; readonly email: string }
  readonly caseNumber: string | null
  /** When each was last shown to work; the mailbox may not have been tried. */
  readonly proof: { readonly token: string; readonly mailbox: string | null }
  /** Exchange limits the application to some mailboxes: its token rightly lacks the tenant-wide role. */
  readonly limited?: boolean | undefined
  /** A person made the application in the portal, without the assistant's sign-in; left out otherwise. */
  readonly setUp?: 'by-hand' | undefined
  /** The version of the assistant that sealed it. */
  readonly assistant: string
}

/** As a file, as a draft for any mail program, or from the administrator's own mailbox. */
export const handoffWays = ['mail', 'draft', 'file'] as const

export type HandoffWay = (typeof handoffWays)[number]

/** What left, as it may be shown: nothing of it is secret. */
export interface HandoffView {
  readonly way: HandoffWay
  /** `maybe`: it went out, and Microsoft's answer was lost. */
  readonly outcome: 'saved' | Sent
  readonly fileName: string
  /** Of the sealed file. */
  readonly bytes: number
  /** ISO 8601. */
  readonly at: string
  readonly code: ControlCode
  readonly to: string
  readonly copyTo: string | null
  readonly caseNumber: string | null
  /** How long this computer keeps its copy of the secret, unless CDID's confirmation comes first; ISO 8601. */
  readonly keep: { readonly days: KeepDays; readonly until: string }
}

/** Longest content, in bytes, that is ever sealed or read. */
export const handoffMaxBytes = 64 * 1024

/** `prextra-<domain>-<yyyymmdd-hhmm>.age`, in local time; practice files say so first. Nothing but [a-z0-9.-] of the domain is kept. */
export function handoffFileName(domain: string, at: Date, practice: boolean): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${String(at.getFullYear())}${two(at.getMonth() + 1)}${two(at.getDate())}`
  const name = `prextra-${safeDomain(domain)}-${day}-${two(at.getHours())}${two(at.getMinutes())}.age`
  return practice ? practiceFileName(name) : name
}

/** What of a domain may stand in a file's name. */
export function safeDomain(domain: string): string {
  return domain
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, 100)
}

/** A practice file says so first, whatever it was called. */
export function practiceFileName(name: string): string {
  return name.startsWith(practiceMark) ? name : practiceMark + name
}

const practiceMark = 'PRATIQUE-'

/** Eight numbers of 11 bits (88 bits): too many to grind forgeries offline. Each language has one word for each number. */
export type ControlCode = readonly number[]

const controlCodeWords = 8
const bitsPerWord = 11

/**
 * The code read out on the phone, over the de-armored sealed bytes, the recipient they were sealed to and the tenant,
 * each preceded by its length so that no two inputs can be told as one.
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
