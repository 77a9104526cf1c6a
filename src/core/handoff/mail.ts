import { isMailAddress } from '../mail-address.ts'

/** One mailbox and how it is called. */
export interface Correspondent {
  readonly name?: string
  /** `local@domain`, nothing around it. */
  readonly address: string
}

export interface Attachment {
  readonly fileName: string
  /** `type/subtype`. */
  readonly contentType: string
  readonly content: Uint8Array
}

/** A mail, before any way of sending it. It holds no secret that is not sealed. */
export interface Mail {
  readonly to: readonly Correspondent[]
  readonly cc?: readonly Correspondent[]
  readonly subject: string
  /** Plain text, lines ended by `\n`. */
  readonly text: string
  /** The same, for programs that show it. */
  readonly html?: string
  readonly attachments: readonly Attachment[]
}

/** Longest subject, in UTF-16 units: Exchange takes 255. */
const subjectMax = 255
const nameMax = 120

/**
 * The mail with everything in its headers made harmless: one line each, nothing that hides or reorders text, and no
 * name that reads as an address (programs show the name in the address's place). Throws on an address that is not one:
 * whoever shows a field for it checks it first.
 */
export function harmless<M extends Mail>(mail: M): M {
  return {
    ...mail,
    to: mail.to.map(correspondent),
    ...(mail.cc && { cc: mail.cc.map(correspondent) }),
    subject: oneLine(mail.subject, subjectMax),
    attachments: mail.attachments.map((one) => ({ ...one, fileName: fileName(one.fileName) })),
  }
}

/** The same for one correspondent. */
export function correspondent({ name, address }: Correspondent): Correspondent {
  if (!isMailAddress(address)) throw new Error('this is not an address a mail can go to')
  const called = oneLine(name ?? '')
  return called === '' || called.normalize('NFKC').includes('@') ? { address } : { name: called, address }
}

/** Control, format, private and lone surrogate characters, and what ends a line. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu

/** A name as it may stand in a line of a mail: at most `max` UTF-16 units, nothing that ends the line, hides or reorders. */
export function oneLine(text: string, max = nameMax): string {
  const seen = text.normalize('NFC').replace(unseen, ' ').replace(/\s+/g, ' ').trim()
  // Some programs decode an encoded word (RFC 2047) even where it is quoted.
  const line = seen.replaceAll('=?', '= ?')
  // Never half of a pair.
  return line.length <= max ? line : line.slice(0, max).replace(/[\ud800-\udbff]$/, '')
}

function fileName(text: string): string {
  return oneLine(text).replace(/[\\/:*?"<>|]/g, '-')
}
