import { draftOf } from '#adapters/mail/draft.ts'
import { confirm } from '#core/handoff/confirmation.ts'
import type { Language } from '#words/format/language.ts'
import { receptionMail } from '#words/reception/mail.ts'
import type { OpenedFile } from '../sealed/sealed-file.ts'
import { printable } from '../terminal/printable-text.ts'
import type { Contact, Customer, Delivery } from './records-schema.ts'

export interface ConfirmationMail {
  readonly customer: Customer
  readonly contact: Contact
  readonly delivery: Delivery
  readonly opened: OpenedFile
  readonly language: Language
  readonly now: Date
}

/**
 * Returns the confirmation mail as the bytes of a draft, with the confirmation file attached. It goes to the contact of CDID's
 * records alone, and no header holds anything from the received file. It names no sender: whoever opens it sends it.
 */
export async function confirmationMail(request: ConfirmationMail): Promise<Uint8Array> {
  const { customer, contact, delivery, opened, language, now } = request
  const words = receptionMail[language]
  const attachment = confirmationName(opened, now)
  const name = printable(customer.name ?? customer.environment)
  return draftOf({
    to: [{ name: printable(contact.name), address: contact.email }],
    subject: words.subject(name),
    date: now,
    text: words.text({
      customer: name,
      contact: printable(contact.name),
      attachment,
      at: delivery.merged?.at ?? now.toISOString(),
      expiresAt: delivery.secretExpiresAt,
      applicationId: delivery.applicationId,
      mailbox: delivery.mailbox !== null,
    }),
    attachments: [
      {
        fileName: attachment,
        contentType: 'application/json',
        content: new TextEncoder().encode(`${JSON.stringify(confirmationOf(opened, now), null, 2)}\n`),
      },
    ],
  })
}

/** Returns CDID's confirmation that the file arrived and its secret is in use; its MAC is keyed by that secret. */
function confirmationOf({ facts, secret }: OpenedFile, now: Date) {
  return confirm({ id: facts.id, keyId: facts.secretKeyId, at: now.toISOString() }, secret)
}

/** The name of the attachment: made of an id and the local day, so that nothing in the received file becomes a path. */
function confirmationName({ facts }: OpenedFile, now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  return `prextra-confirmation-${facts.id.slice(0, 8)}-${day}.json`
}
