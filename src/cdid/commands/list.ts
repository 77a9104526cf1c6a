import { writeFile } from 'node:fs/promises'
import { type NextStep, expiryDay, receptionList } from '#words/reception/list.ts'
import { ewsDaysLeft, sayEwsEnd } from '#words/format/ews-end.ts'
import { calendar } from '../records/calendar.ts'
import { systemCode, writeProblem } from '../files/file-content.ts'
import { type Outlook, outlookOf } from '../records/next-step.ts'
import { type Command, exitCodes, recordsFile, type Reception } from '../reception.ts'
import { printableJson } from '../terminal/printable-text.ts'
import { ReceptionError } from '../reception-problem.ts'
import { type Customer, readRecords } from '../records/records.ts'
import { table } from '../terminal/table.ts'

export const listCommand: Command = async (reception) => {
  const { line, language, terminal } = reception
  const now = reception.now()
  const { customers } = await readRecords(recordsFile(reception))
  const sorted = customers
    .map((customer) => ({ customer, outlook: outlookOf(customer, now) }))
    .sort((one, other) => (one.outlook.expiry?.daysLeft ?? Infinity) - (other.outlook.expiry?.daysLeft ?? Infinity))
  if (line.flag('ics')) return give(reception, calendar(customers, language, now))
  if (line.flag('json')) {
    const all = sorted.map(({ customer, outlook }) => json(customer, outlook, now))
    return give(reception, printableJson(all))
  }
  terminal.print(sorted.length === 0 ? receptionList[language].empty : text(reception, sorted, now))
  return exitCodes.done
}

function text(
  { language, terminal }: Reception,
  all: readonly { customer: Customer; outlook: Outlook }[],
  now: Date,
): string {
  const words = receptionList[language]
  const rows = all.map(({ customer, outlook: { delivery, expiry, next } }) => [
    customer.environment,
    delivery?.profile ?? words.none,
    delivery ? expiryDay(delivery.secretExpiresAt, language) : words.none,
    expiry === null ? words.none : words.days(expiry.daysLeft),
    words.next[next],
  ])
  const paint = (row: number, line: string) => {
    const state = all[row]?.outlook.expiry?.state ?? 'valid'
    if (state === 'valid') return line
    return terminal.paint(state === 'expired' ? 'red' : 'yellow', line)
  }
  const listed = table(words.headings, rows, (heading) => terminal.paint('bold', heading), paint)
  const onEws = all.some(({ outlook: { delivery } }) => delivery?.profile === 'ews')
  return onEws ? `${listed}\n\n${sayEwsEnd(now, language)}` : listed
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
  readonly next: NextStep
}

function json({ environment, name, tenantId }: Customer, { delivery, expiry, next }: Outlook, now: Date): JsonLine {
  const { profile = null, secretKeyId = null, secretExpiresAt = null } = delivery ?? {}
  const ews = profile === 'ews' ? ewsDaysLeft(now) : null
  const daysLeft = expiry?.daysLeft ?? null
  return { environment, name, tenantId, profile, secretKeyId, secretExpiresAt, daysLeft, ewsDaysLeft: ews, next }
}

async function give({ line, terminal }: Reception, content: string): Promise<number> {
  const out = line.optional('out')
  if (out === null) {
    terminal.print(content.trimEnd())
    return exitCodes.done
  }
  try {
    await writeFile(out, content, { flag: 'wx', flush: true })
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw new ReceptionError({ code: 'file-exists', file: out })
    throw writeProblem(error, out)
  }
  return exitCodes.done
}
