import { receptionList } from '#words/reception/list.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { isSameId, isSameName } from '#core/folded-name.ts'
import { customerOf, readContact, withCustomer } from '../records/customers.ts'
import { printable, printableJson } from '../terminal/printable-text.ts'
import { type Command, exitCodes, recordsFile, type Reception } from '../reception.ts'
import { ReceptionError } from '../reception-problem.ts'
import { changeRecords, type Customer, readRecords, type Records } from '../records/records.ts'
import { table } from '../terminal/table.ts'

export const customerCommand: Command = (reception) =>
  reception.line.argument === 'add' ? add(reception) : list(reception)

async function add(reception: Reception): Promise<number> {
  const { line, language, terminal } = reception
  for (const option of ['environment', 'tenant']) {
    if (line.optional(option) === null) throw new ReceptionError({ code: 'usage-missing', option })
  }
  const records = await changeRecords(recordsFile(reception), (before) => added(before, reception))
  const { environment, tenantId } = customerOf(
    records,
    { environment: line.text('environment'), tenant: null },
    reception.now(),
  )
  terminal.print(receptionWords[language].added(printable(environment), tenantId))
  return exitCodes.done
}

/** Returns the records with the customer of the command line. With `--replace`, another tenant starts without deliveries. */
function added(records: Records, { line, now }: Reception): Records {
  const environment = line.text('environment')
  const tenant = line.text('tenant')
  const known = records.customers.find((one) => isSameName(one.environment, environment))
  const moved = known !== undefined && !isSameId(known.tenantId, tenant)
  const base =
    moved && line.flag('replace')
      ? { ...records, customers: records.customers.filter((one) => one !== known) }
      : records
  const customer = customerOf(base, { environment, tenant }, now())
  return withCustomer(base, customer, (kept) => ({
    ...kept,
    name: line.optional('name') ?? kept.name,
    contact: readContact(line.optional('contact') ?? '') ?? kept.contact,
    mailbox: line.optional('mailbox') ?? kept.mailbox,
  }))
}

async function list(reception: Reception): Promise<number> {
  const { line, language, terminal } = reception
  const words = receptionList[language]
  const { customers } = await readRecords(recordsFile(reception))
  const row = ({ environment, name, tenantId, contact, mailbox }: Customer) => [
    environment,
    name ?? words.none,
    tenantId,
    contact ? `${contact.name} <${contact.email}>` : words.none,
    mailbox ?? words.none,
  ]
  const plain = (_row: number, text: string) => text
  const heading = (text: string) => terminal.paint('bold', text)
  if (line.flag('json')) terminal.print(printableJson(customers))
  else if (customers.length === 0) terminal.print(words.empty)
  else terminal.print(table(words.customers, customers.map(row), heading, plain))
  return exitCodes.done
}
