import { writeFile } from 'node:fs/promises'
import { isMailAddress } from '#core/mail-address.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { confirmationMail } from '../records/confirmation-mail.ts'
import { checkAgainst, customerOf, deliveryOf, readContact, withCustomer, withDelivery } from '../records/customers.ts'
import { systemCode, writeProblem } from '../files/file-content.ts'
import { printable } from '../terminal/printable-text.ts'
import { type Command, exitCodes, recordsFile, sealedFile } from '../reception.ts'
import { ReceptionError } from '../reception-problem.ts'
import { changeRecords, readRecords } from '../records/records.ts'
import { openSealedFile } from '../sealed/sealed-file.ts'

export const confirmCommand: Command = async (reception) => {
  const { line, language, terminal } = reception
  const opened = await openSealedFile(sealedFile(reception))
  const file = recordsFile(reception)
  const now = reception.now()
  const customer = customerOf(await readRecords(file), { environment: line.text('environment'), tenant: null }, now)
  checkAgainst(customer, opened.facts, now)
  const { environment } = customer
  const delivery = deliveryOf(customer, opened)
  if (!delivery?.merged) throw new ReceptionError({ code: 'not-merged', environment })
  const contact = readContact(line.optional('contact') ?? '') ?? customer.contact
  if (!contact || !isMailAddress(contact.email)) throw new ReceptionError({ code: 'contact-missing', environment })

  const mail = await confirmationMail({ customer, contact, delivery, opened, language, now })
  const practice = line.flag('practice') ? 'PRATIQUE-' : ''
  const out = line.optional('out') ?? `${practice}prextra-confirmation-${opened.facts.id.slice(0, 8)}.eml`
  try {
    await writeFile(out, mail, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw new ReceptionError({ code: 'file-exists', file: out })
    throw writeProblem(error, out)
  }
  await changeRecords(file, (records) =>
    withCustomer(withDelivery(records, customer, opened, { confirmedAt: now.toISOString() }), customer, (kept) => ({
      ...kept,
      contact,
    })),
  )
  const words = receptionWords[language]
  terminal.print(words.confirmed(printable(out), `${printable(contact.name)} <${printable(contact.email)}>`))
  return exitCodes.done
}
