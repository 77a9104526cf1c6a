import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { KeepDays } from './kept-copy.ts'
import type { Sent } from './send.ts'

const guid = z.guid().max(36)
const instant = z.iso.datetime({ offset: true })
const line = (max: number) => z.string().min(1).max(max)

/**
 * What is handed to CDID inside the age file. An unknown field is kept, an unknown version is refused,
 * sizes are bounded. Nothing in it is trusted because it is in it: `environment` is only a hint,
 * and which customer and tenant it may touch comes from CDID's own records.
 */
export const handoffSchema = z.looseObject({
  format: z.literal('prextra-handoff'),
  version: z.literal(1),
  id: z.uuid(),
  createdAt: instant,
  practice: z.boolean(),
  profile: z.enum(['ews', 'graph']),
  cloud: z.literal('public'),
  environment: line(64),
  applicationId: guid,
  tenantId: guid,
  clientSecret: line(128),
  secretKeyId: guid,
  secretExpiresAt: instant,
  organization: z.looseObject({ name: line(256), domain: line(253) }),
  contact: z.looseObject({ name: line(256), email: line(320) }),
  caseNumber: line(64).nullable(),
  proof: z.looseObject({ token: instant, mailbox: instant.nullable() }),
  /** Exchange limits it to some mailboxes: its token lacks the tenant-wide role, and that is right. */
  limited: z.boolean().optional(),
  /** A person made it in the portal, without the assistant's sign-in; left out otherwise. */
  setUp: z.literal('by-hand').optional(),
  assistant: line(32),
})

export type Handoff = z.infer<typeof handoffSchema>

/** Short, on one line, and nothing in it that a terminal, a file name or a mail would read otherwise. */
export function isCaseNumber(text: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._/#-]{0,31}$/u.test(text) && text === text.trim()
}

/** As a file, as a draft for any mail program, or from the administrator's own mailbox. */
export type HandoffWay = 'file' | 'draft' | 'mail'

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
