import { unlink } from 'node:fs/promises'
import { isMailAddress } from '#core/mail-address.ts'
import { practiceFileName } from '#core/handoff/document.ts'
import { confirmationSchema } from '#core/schemas/confirmation.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { readContent } from '../files/file-content.ts'
import { makeFile, outputPath } from '../files/output-file.ts'
import { confirmationMail } from '../records/confirmation-mail.ts'
import {
  checkAgainst,
  customerOf,
  deliveryOf,
  isMerged,
  readContact,
  withCustomer,
  withDelivery,
} from '../records/customers.ts'
import { changeRecords, readRecords } from '../records/records.ts'
import { ReceptionError } from '../reception-problem.ts'
import { type Command, exitCodes, printNext, recordsFile, sealedFile } from '../reception.ts'
import { mailParts } from '../sealed/mail-parts.ts'
import { openSealedFile } from '../sealed/sealed-file.ts'
import { printable } from '../terminal/printable-text.ts'
import { settle } from './settle.ts'

const draftMaxBytes = 256 * 1024

export const confirmCommand: Command = async (reception) => {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  const opened = await openSealedFile(sealedFile(reception))
  const file = await recordsFile(reception)
  await settle(reception, file)
  const now = reception.now()
  const named = { environment: line.text('environment'), tenant: null }
  const customer = customerOf(await readRecords(file), named, now)
  checkAgainst(customer, opened.facts, now)
  const { environment } = customer
  const delivery = deliveryOf(customer, opened)
  if (!delivery || !isMerged(delivery)) throw new ReceptionError({ code: 'not-merged', environment })
  const contact = readContact(line.optional('contact') ?? '') ?? customer.contact
  if (!contact || !isMailAddress(contact.email)) throw new ReceptionError({ code: 'contact-missing', environment })

  const name = `prextra-confirmation-${opened.facts.id.slice(0, 8)}.eml`
  const out = outputPath(line.optional('out') ?? (line.flag('practice') ? practiceFileName(name, language) : name))
  const mail = await confirmationMail({ customer, contact, delivery, opened, language, now })
  // A run that could not complete the records may have left the same draft; only that one is replaced.
  if (delivery.confirmedAt === null && (await isDraftOf(out, opened.facts.id))) await unlink(out)
  await makeFile(out, mail)
  try {
    await changeRecords(file, 'confirm', (records) =>
      withCustomer(withDelivery(records, customer, opened, { confirmedAt: now.toISOString() }), customer, (kept) => ({
        ...kept,
        contact,
      })),
    )
  } catch (error) {
    await unlink(out).catch(() => undefined)
    throw error
  }
  terminal.print(words.confirmed(printable(out), `${printable(contact.name)} <${printable(contact.email)}>`))
  printNext(reception, ['list'])
  return exitCodes.done
}

/** Whether a file is a draft that confirms the handoff of that id. */
async function isDraftOf(path: string, id: string): Promise<boolean> {
  const content = await readContent(path, draftMaxBytes).catch(() => null)
  return (content ? mailParts(content) : []).some((part) => {
    try {
      return confirmationSchema.parse(JSON.parse(Buffer.from(part.content).toString('utf8'))).id === id
    } catch {
      return false
    }
  })
}
