import { join } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { practiceFileName } from '#core/handoff/document.ts'
import { renewalDays } from '#core/secret-expiry.ts'
import { readersZone } from '#words/format/dates.ts'
import { ewsDaysLeft, sayEwsEnd } from '#words/format/ews-end.ts'
import { expiryDay, type NextStep, receptionList } from '#words/reception/list.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { readContent } from '../files/file-content.ts'
import { writeProblem } from '../files/file-problem.ts'
import { makeFile, outputPath } from '../files/output-file.ts'
import { calendar, isOurCalendar } from '../records/calendar.ts'
import { type Outlook, outlookOf } from '../records/next-step.ts'
import { readRecords, type RecordsFile } from '../records/records.ts'
import type { Customer, Records } from '../records/records-schema.ts'
import { renewalMail, renewalName } from '../records/renewal-mail.ts'
import { ReceptionError } from '../reception-problem.ts'
import { type Command, exitCodes, newCustomer, printNext, recordsFile, type Reception } from '../reception.ts'
import { printable, printableJson } from '../terminal/printable-text.ts'
import type { CommandName } from '../terminal/command-table.ts'
import { table } from '../terminal/table.ts'
import { settle } from './settle.ts'

interface Listed {
  readonly customer: Customer
  readonly outlook: Outlook
}

const calendarMaxBytes = 64 * 1024 * 1024

export const listCommand: Command = async (reception) => {
  const { line, language, terminal } = reception
  const now = reception.now()
  const file = await recordsFile(reception)
  const { customers } = await settledRecords(reception, file)
  const due = line.optional('due') ?? (line.flag('mail') ? String(renewalDays) : null)
  const zone = readersZone()
  const listed = customers
    .map((customer) => ({ customer, outlook: outlookOf(customer, now, zone) }))
    .filter(({ outlook }) => due === null || isDue(outlook, Number(due)))
    .sort((one, other) => (one.outlook.expiry?.daysLeft ?? Infinity) - (other.outlook.expiry?.daysLeft ?? Infinity))
  if (line.flag('mail')) return writeMails(reception, listed)
  if (line.flag('ics')) {
    return give(
      reception,
      calendar(
        listed.map(({ customer }) => customer),
        language,
      ),
      isOurCalendar,
    )
  }
  if (line.flag('json')) {
    const ewsLeft = ewsDaysLeft(now)
    const all = listed.map(({ customer, outlook }) => json(customer, outlook, ewsLeft))
    return give(reception, printableJson(all), () => false)
  }
  if (listed.length === 0) terminal.print(receptionList[language][customers.length === 0 ? 'empty' : 'nothingDue'])
  else printTable(reception, listed)
  printNextOf(reception, listed)
  return exitCodes.done
}

/** Reads the records, and again only when a killed run had left something to be settled: there may be thousands of customers. */
async function settledRecords(reception: Reception, file: RecordsFile): Promise<Records> {
  const records = await readRecords(file)
  if (records.intents.length === 0) return records
  await settle(reception, file).catch(() => undefined)
  return readRecords(file)
}

/** Whether the secret in use ends within so many days. One that was taken out of the configuration is not waited for. */
function isDue({ expiry, next }: Outlook, days: number): boolean {
  return expiry !== null && expiry.daysLeft <= days && next !== 'removed'
}

/** The commands of what is left to do here; what is left to the customer has none. */
const commandOf: Partial<Record<NextStep, CommandName>> = {
  receive: 'open',
  check: 'check',
  merge: 'merge',
  confirm: 'confirm',
}

/** Prints the command that comes next for the first customer for whom something is left to do here. */
function printNextOf(reception: Reception, listed: readonly Listed[]): void {
  if (listed.length === 0) {
    printNext(reception, newCustomer(reception))
    return
  }
  const { file } = receptionWords[reception.language].example
  for (const { customer, outlook } of listed) {
    const command = commandOf[outlook.next]
    if (command === undefined) continue
    printNext(reception, [command, file, '--environment', customer.environment])
    return
  }
  printNext(reception, ['list', '--due', String(renewalDays), '--mail'])
}

function printTable({ language, terminal, now }: Reception, listed: readonly Listed[]): void {
  const words = receptionList[language]
  const rows = listed.map(({ customer, outlook: { delivery, expiry, next } }) => [
    customer.environment,
    delivery?.profile ?? words.none,
    delivery ? expiryDay(delivery.secretExpiresAt, language) : words.none,
    expiry === null ? words.none : words.days(expiry.daysLeft),
    words.next[next],
    delivery?.ticket ?? words.none,
  ])
  const row = (at: number, line: string) => {
    const state = listed[at]?.outlook.expiry?.state ?? 'valid'
    if (state === 'valid') return line
    return terminal.paint(state === 'expired' ? 'red' : 'yellow', line)
  }
  terminal.printRaw(
    table(words.headings, rows, { columns: terminal.columns, heading: (text) => terminal.paint('bold', text), row }),
  )
  const isOnEws = listed.some(({ outlook: { delivery } }) => delivery?.profile === 'ews')
  if (isOnEws) terminal.print(`\n${sayEwsEnd(now(), language)}`)
}

interface JsonLine {
  readonly environment: string
  readonly name: string | null
  readonly tenantId: string
  readonly profile: string | null
  readonly secretKeyId: string | null
  readonly secretExpiresAt: string | null
  readonly daysLeft: number | null
  /** The days until EWS ends, negative afterwards; `null` when the access does not use EWS. */
  readonly ewsDaysLeft: number | null
  readonly ticket: string | null
  readonly next: NextStep
}

function json(
  { environment, name, tenantId }: Customer,
  { delivery, expiry, next }: Outlook,
  ewsLeft: number,
): JsonLine {
  const profile = delivery?.profile ?? null
  return {
    environment,
    name,
    tenantId,
    profile,
    secretKeyId: delivery?.secretKeyId ?? null,
    secretExpiresAt: delivery?.secretExpiresAt ?? null,
    daysLeft: expiry?.daysLeft ?? null,
    ewsDaysLeft: profile === 'ews' ? ewsLeft : null,
    ticket: delivery?.ticket ?? null,
    next,
  }
}

/** Prints the content, or writes it to `--out`. An existing file is replaced only if it is one of ours. */
async function give(
  { line, terminal }: Reception,
  content: string,
  isOurs: (content: Uint8Array) => boolean,
): Promise<number> {
  const out = line.optional('out')
  if (out === null) {
    terminal.printRaw(content.trimEnd())
    return exitCodes.done
  }
  const path = outputPath(out)
  const before = await readContent(path, calendarMaxBytes).catch(() => null)
  if (before && isOurs(before)) {
    await atomicWrite(path, Buffer.from(content)).catch((error: unknown) => {
      throw writeProblem(error, path)
    })
  } else await makeFile(path, content)
  return exitCodes.done
}

/** Writes a draft for every customer that is listed, asking for a renewal, into the folder `--out`. */
async function writeMails(reception: Reception, listed: readonly Listed[]): Promise<number> {
  const { line, language, terminal, now } = reception
  const words = receptionWords[language]
  const folder = line.optional('out') ?? '.'
  let missing = 0
  for (const { customer, outlook } of listed) {
    const { delivery } = outlook
    const { contact, environment } = customer
    if (!delivery) continue
    if (!contact) {
      missing += 1
      terminal.tell(words.noContact(printable(environment)))
      continue
    }
    const name = renewalName(delivery)
    const path = outputPath(join(folder, line.flag('practice') ? practiceFileName(name, language) : name))
    try {
      await makeFile(path, await renewalMail(customer, contact, delivery, language, now()))
      terminal.print(words.renewalWritten(printable(environment), printable(path)))
    } catch (error) {
      if (!(error instanceof ReceptionError) || error.problem.code !== 'file-exists') throw error
      terminal.print(words.renewalThere(printable(environment), printable(path)))
    }
  }
  if (listed.length === 0) terminal.print(receptionList[language].nothingDue)
  printNext(reception, ['list'])
  return missing === 0 ? exitCodes.done : exitCodes.refused
}
