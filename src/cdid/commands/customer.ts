import { isSameId } from '#core/folded-name.ts'
import { receptionList } from '#words/reception/list.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { customerOf, findCustomer, isMerged, readContact, withCustomer, withoutCustomer } from '../records/customers.ts'
import { changeRecords, readRecords } from '../records/records.ts'
import type { Customer, Records } from '../records/records-schema.ts'
import { ReceptionError } from '../reception-problem.ts'
import {
  agreed,
  type Command,
  exitCodes,
  newCustomer,
  printAgain,
  printNext,
  recordsFile,
  type Reception,
} from '../reception.ts'
import { firstUnseen, printable, printableJson } from '../terminal/printable-text.ts'
import { table } from '../terminal/table.ts'
import { settle } from './settle.ts'

export const customerCommand: Command = (reception) => {
  const { argument } = reception.line
  if (argument === 'add') return add(reception)
  return argument === 'remove' ? remove(reception) : list(reception)
}

async function add(reception: Reception): Promise<number> {
  const { line, language, terminal } = reception
  for (const option of ['environment', 'tenant']) {
    if (line.optional(option) === null) throw new ReceptionError({ code: 'usage-missing', option })
  }
  const file = await recordsFile(reception)
  await settle(reception, file)
  const moved = movedCustomer(await readRecords(file), reception)
  if (moved && line.flag('replace')) {
    terminal.print(receptionWords[language].toMove(printable(moved.environment), moved.tenantId, line.text('tenant')))
    if (!(await agreed(reception))) return declined(reception)
  }
  const records = await changeRecords(file, 'customer add', (before) => added(before, reception))
  const named = { environment: line.text('environment'), tenant: null }
  const { environment, tenantId } = customerOf(records, named, reception.now())
  terminal.print(receptionWords[language].added(printable(environment), tenantId))
  printNext(reception, ['open', receptionWords[language].example.file, '--environment', environment])
  return exitCodes.done
}

/** Returns the records with the customer of the command line. With `--replace`, another tenant starts without deliveries. */
function added(records: Records, reception: Reception): Records {
  const { line, now } = reception
  const environment = line.text('environment')
  const tenant = line.text('tenant')
  if (!findCustomer(records, environment)) {
    refuseUnseen(['environment', environment], ['name', line.optional('name') ?? ''])
  }
  const moved = movedCustomer(records, reception)
  const base = moved && line.flag('replace') ? withoutCustomer(records, moved) : records
  const customer = customerOf(base, { environment, tenant }, now())
  return withCustomer(base, customer, (kept) => ({
    ...kept,
    name: line.optional('name') ?? kept.name,
    contact: readContact(line.optional('contact') ?? '') ?? kept.contact,
    mailbox: line.optional('mailbox') ?? kept.mailbox,
  }))
}

/** Returns the customer of that name when the records hold another tenant than the one that is typed. */
function movedCustomer(records: Records, { line }: Reception): Customer | null {
  const known = findCustomer(records, line.text('environment'))
  return known && !isSameId(known.tenantId, line.text('tenant')) ? known : null
}

function declined(reception: Reception): number {
  const { language, terminal } = reception
  terminal.print(receptionWords[language].nothingWritten)
  printAgain(reception)
  return exitCodes.refused
}

/** Throws for a new name with a character that a person cannot see, which would make two names that look like one. */
function refuseUnseen(...names: readonly (readonly [option: string, text: string])[]): void {
  for (const [option, text] of names) {
    const character = firstUnseen(text)
    if (character !== null) throw new ReceptionError({ code: 'usage-unseen', option, character })
  }
}

async function remove(reception: Reception): Promise<number> {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  if (line.optional('environment') === null) throw new ReceptionError({ code: 'usage-missing', option: 'environment' })
  const file = await recordsFile(reception)
  await settle(reception, file)
  const named = { environment: line.text('environment'), tenant: line.optional('tenant') }
  const found = removable(await readRecords(file), reception, named)
  terminal.print(words.toRemove(printable(found.environment), found.tenantId))
  if (!(await agreed(reception))) return declined(reception)
  await changeRecords(file, 'customer remove', (records) =>
    withoutCustomer(records, removable(records, reception, named)),
  )
  terminal.print(words.customerRemoved(printable(found.environment)))
  printNext(reception, ['customer', 'list'])
  return exitCodes.done
}

/** Returns the customer to remove. Throws `still-merged` while its entry is in a configuration, unless `--merged` was given. */
function removable(
  records: Records,
  { line, now }: Reception,
  named: { readonly environment: string; readonly tenant: string | null },
): Customer {
  if (!findCustomer(records, named.environment)) {
    throw new ReceptionError({ code: 'customer-unknown', environment: named.environment })
  }
  const customer = customerOf(records, named, now())
  const merged = customer.deliveries.find(isMerged)
  if (merged && !line.flag('merged')) {
    throw new ReceptionError({ code: 'still-merged', environment: customer.environment, file: merged.merged.config })
  }
  return customer
}

async function list(reception: Reception): Promise<number> {
  const { line, language, terminal } = reception
  const words = receptionList[language]
  const { customers } = await readRecords(await recordsFile(reception))
  const row = ({ environment, name, tenantId, contact, mailbox }: Customer) => [
    environment,
    name ?? words.none,
    tenantId,
    contact ? `${contact.name} <${contact.email}>` : words.none,
    mailbox ?? words.none,
  ]
  const style = {
    columns: terminal.columns,
    heading: (text: string) => terminal.paint('bold', text),
    row: (_row: number, text: string) => text,
  }
  if (line.flag('json')) terminal.printRaw(printableJson(customers))
  else if (customers.length === 0) terminal.print(words.empty)
  else terminal.printRaw(table(words.customers, customers.map(row), style))
  if (!line.flag('json')) printNext(reception, customers.length === 0 ? newCustomer(reception) : ['list'])
  return exitCodes.done
}
