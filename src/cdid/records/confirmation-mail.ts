import { draftOf } from '#adapters/mail/draft.ts'
import { confirm, type Confirmation } from '#core/handoff/confirmation.ts'
import type { Language } from '#words/format/language.ts'
import { receptionMail } from '#words/reception/mail.ts'
import cdid from '../../../build/cdid.json' with { type: 'json' }
import { printable } from '../terminal/printable-text.ts'
import type { Contact, Customer, Delivery } from './records.ts'
import type { OpenedFile } from '../sealed/sealed-file.ts'

export interface ConfirmationMail {
  readonly customer: Customer
  readonly contact: Contact
  readonly delivery: Delivery
  readonly opened: OpenedFile
  readonly language: Language
  readonly now: Date
}

/** Returns CDID's confirmation that the file arrived and its secret is in use; its MAC is keyed by that secret. */
export function confirmationOf({ facts, secret }: OpenedFile, now: Date): Confirmation {
  return confirm({ id: facts.id, keyId: facts.secretKeyId, at: now.toISOString() }, secret)
}

/**
 * Returns the confirmation mail as the bytes of a draft, with the confirmation file attached. It goes to the contact of CDID's
 * records alone, and no header holds anything from the received file.
 */
export async function confirmationMail(request: ConfirmationMail): Promise<Uint8Array> {
  const { customer, contact, delivery, opened, language, now } = request
  const words = receptionMail[language]
  const attachment = confirmationName(opened, now)
  const name = printable(customer.name ?? customer.environment)
  return draftOf({
    from: { address: cdid.address },
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

/** The name of the attachment: made of an id and a date, so that nothing in the received file becomes a path. */
function confirmationName({ facts }: OpenedFile, now: Date): string {
  return `prextra-confirmation-${facts.id.slice(0, 8)}-${now.toISOString().slice(0, 10).replaceAll('-', '')}.json`
}
