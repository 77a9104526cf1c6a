import { resolve } from 'node:path'
import { receptionWords } from '#words/reception/reception.ts'
import { isSameId } from '#core/folded-name.ts'
import { readPlace, usualPlace } from '../configuration/configuration.ts'
import { checkAgainst, customerOf, deliveryOf, withDelivery } from '../records/customers.ts'
import type { DifferenceLine, PlannedEntry } from '../configuration/entry-plan.ts'
import { merge } from '../configuration/merge.ts'
import { printable } from '../terminal/printable-text.ts'
import { agreed, type Command, exitCodes, recordsFile, type Reception, sealedFile } from '../reception.ts'
import { ReceptionError } from '../reception-problem.ts'
import { changeRecords, type Customer, readRecords } from '../records/records.ts'
import { type OpenedFile, openSealedFile } from '../sealed/sealed-file.ts'

export const mergeCommand: Command = async (reception) => {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  const opened = await openSealedFile(sealedFile(reception))
  const file = recordsFile(reception)
  const now = reception.now()
  const named = { environment: line.text('environment'), tenant: line.optional('tenant') }
  const customer = customerOf(await readRecords(file), named, now)
  checkAgainst(customer, opened.facts, now)
  const unchecked = reasonWithoutCheck(reception, customer, opened)

  const config = line.text('config')
  const { environment, tenantId } = customer
  const merged = await merge({
    config,
    place: readPlace(line.optional('at') ?? '') ?? usualPlace,
    desired: { environment, tenantId, applicationId: opened.facts.applicationId, secret: opened.secret },
    replace: line.flag('replace'),
    also: line.flag('also'),
    now,
    approve: async (planned) => {
      terminal.print(words.difference(planned.change, printable(environment), printable(config)))
      terminal.print(differenceText(reception, planned))
      return agreed(reception)
    },
  })
  if (merged.change === 'declined') {
    terminal.print(words.nothingWritten)
    return line.flag('dry-run') ? exitCodes.done : exitCodes.refused
  }
  const written = merged.change === 'none' ? null : merged.written
  const backup = merged.change === 'none' ? null : merged.backup
  if (!line.flag('dry-run')) {
    await changeRecords(file, (records) => {
      const known = deliveryOf(customerOf(records, { environment, tenant: tenantId }, now), opened)?.merged
      // The entry was there and the records know it, so they keep the time of the real merge.
      if (written === null && known) return records
      const facts = {
        at: now.toISOString(),
        config: resolve(config),
        written,
        backup: backup && resolve(backup),
        unchecked,
      }
      return withDelivery(records, customer, opened, { merged: facts })
    })
  }
  if (merged.change === 'none') terminal.print(words.mergedNothing(printable(config)))
  else {
    terminal.print(words.merged(merged.change, printable(config), printable(merged.backup)))
    terminal.print(words.restart)
  }
  return exitCodes.done
}

/** Returns `null` when this file was checked for this customer's tenant, else the reason of `--unchecked`. Throws when there is none. */
function reasonWithoutCheck({ line }: Reception, customer: Customer, opened: OpenedFile): string | null {
  const token = deliveryOf(customer, opened)?.token
  if (token && isSameId(token.tenantId, customer.tenantId)) return null
  const reason = line.optional('unchecked')
  if (reason === null) throw new ReceptionError({ code: 'not-checked', environment: customer.environment })
  return reason
}

export function differenceText({ terminal }: Reception, { difference }: Pick<PlannedEntry, 'difference'>): string {
  return difference.map((line) => differenceLine(terminal, line)).join('\n')
}

function differenceLine(terminal: Reception['terminal'], { sign, name, value }: DifferenceLine): string {
  const text = `  ${sign} ${name}: ${printable(value)}`
  if (sign === ' ') return text
  return terminal.paint(sign === '+' ? 'green' : 'red', text)
}
