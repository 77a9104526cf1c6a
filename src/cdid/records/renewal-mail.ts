import { draftOf } from '#adapters/mail/draft.ts'
import type { Language } from '#words/format/language.ts'
import { receptionMail } from '#words/reception/mail.ts'
import { printable } from '../terminal/printable-text.ts'
import type { Contact, Customer, Delivery } from './records-schema.ts'

/** Returns the bytes of a draft that asks a customer to renew the secret before it ends. Nothing in it is secret. */
export async function renewalMail(
  { name, environment }: Customer,
  contact: Contact,
  { secretExpiresAt, applicationId }: Delivery,
  language: Language,
  now: Date,
): Promise<Uint8Array> {
  const words = receptionMail[language]
  const customer = printable(name ?? environment)
  return draftOf({
    to: [{ name: printable(contact.name), address: contact.email }],
    subject: words.renewalSubject(customer, secretExpiresAt),
    date: now,
    text: words.renewalText({
      customer,
      contact: printable(contact.name),
      expiresAt: secretExpiresAt,
      applicationId,
      isOver: new Date(secretExpiresAt) <= now,
    }),
    attachments: [],
  })
}

/** Returns the name of that draft, made of the secret's id: a secret is asked to be renewed once. */
export function renewalName({ secretKeyId }: Delivery): string {
  return `prextra-renewal-${secretKeyId.slice(0, 8)}.eml`
}
