import { isMailAddress } from '../mail-address.ts'

/** The address of a mailbox and the name shown with it. */
export interface Correspondent {
  readonly name?: string
  /** The bare address, `local@domain`. */
  readonly address: string
}

export interface Attachment {
  readonly fileName: string
  /** The media type, such as `text/plain`. */
  readonly contentType: string
  readonly content: Uint8Array
}

/** A mail, whichever way it is sent. Any secret in it is sealed. */
export interface Mail {
  readonly to: readonly Correspondent[]
  readonly cc?: readonly Correspondent[]
  readonly subject: string
  /** The plain text, its lines ended by `\n`. */
  readonly text: string
  /** The same text as HTML, for mail programs that show it. */
  readonly html?: string
  readonly attachments: readonly Attachment[]
}

/** The longest subject, in UTF-16 units, that Exchange takes. */
const subjectMax = 255
const nameMax = 120

/**
 * Returns the mail with harmless headers: one line each, no character that hides or reorders text, and no name that looks
 * like an address, because mail programs show the name in its place. Throws on an address that is not one: the field for
 * an address checks it earlier.
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

/** Returns a correspondent with a harmless name. Throws on an address that is not one. */
export function correspondent({ name, address }: Correspondent): Correspondent {
  if (!isMailAddress(address)) throw new Error('this is not an address a mail can go to')
  const called = oneLine(name ?? '')
  return called === '' || called.normalize('NFKC').includes('@') ? { address } : { name: called, address }
}

/** Control, format, private-use and lone surrogate characters, and line and paragraph separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu

/**
 * Returns a text that may stand in one line of a mail: at most `max` UTF-16 units, with no character that ends the
 * line, hides or reorders text.
 */
export function oneLine(text: string, max = nameMax): string {
  const seen = text.normalize('NFC').replace(unseen, ' ').replace(/\s+/g, ' ').trim()
  // Some programs decode an encoded word (RFC 2047) even where it is quoted.
  const line = seen.replaceAll('=?', '= ?')
  // A cut must not leave half of a surrogate pair.
  return line.length <= max ? line : line.slice(0, max).replace(/[\ud800-\udbff]$/, '')
}

function fileName(text: string): string {
  return oneLine(text).replace(/[\\/:*?"<>|]/g, '-')
}
