import MailComposer from 'nodemailer/lib/mail-composer'
import { correspondent, harmless, type Correspondent, type Mail } from '#core/handoff/mail.ts'

export interface Draft extends Mail {
  /** The sender. Without one, the mail program writes as the person who opens the draft. */
  readonly from?: Correspondent
  readonly date: Date
}

/**
 * Returns the bytes of a `.eml` file (RFC 5322) that any mail program opens, and that Outlook opens as a draft to be sent
 * (`X-Unsent`, [MS-OXCMAIL] 2.2.3.1.6). Its headers are made harmless first. Rejects on an address that is not one.
 */
export async function draftOf(draft: Draft): Promise<Uint8Array> {
  const { to, cc, subject, text, html, attachments } = harmless(draft)
  const composer = new MailComposer({
    ...(draft.from && { from: named(correspondent(draft.from)) }),
    to: to.map(named),
    ...(cc && cc.length > 0 && { cc: cc.map(named) }),
    subject,
    date: draft.date,
    headers: { 'X-Unsent': '1' },
    text,
    ...(html !== undefined && { html }),
    attachments: attachments.map(({ fileName, contentType, content }) => ({
      filename: fileName,
      contentType,
      content: Buffer.from(content),
      // Without it an attached text would not be encoded, and mail servers may rewrite its line ends.
      contentTransferEncoding: 'base64' as const,
    })),
    // nodemailer would read a file or an address that a text names.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const built = await composer.compile().build()
  // Every part is text in seven bits, so that no byte of an attachment is a line end.
  return Buffer.from(built.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')
}

function named({ name = '', address }: Correspondent) {
  return { name, address }
}
