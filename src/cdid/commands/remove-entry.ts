import { removeEntry } from '../configuration/merge.ts'
import { createJournal } from '../records/change-journal.ts'
import { customerOf, isMergedInto, withCustomer, withoutEntry } from '../records/customers.ts'
import { changeRecords, readRecords, type RecordsFile } from '../records/records.ts'
import type { Customer } from '../records/records-schema.ts'
import { recordsFile, type Reception } from '../reception.ts'
import { approve, intentOf, report, targetOf } from './entry-change.ts'
import { settle } from './settle.ts'

/** Takes the customer's entry out of the configuration. */
export async function removeFromConfig(reception: Reception): Promise<number> {
  const { line } = reception
  const records = await recordsFile(reception)
  if (!line.flag('dry-run')) await settle(reception, records)
  const now = reception.now()
  const named = { environment: line.text('environment'), tenant: line.optional('tenant') }
  const customer = customerOf(await readRecords(records), named, now)
  const target = await targetOf(reception)
  const { environment, tenantId } = customer
  const changed = await removeEntry({
    ...target,
    named: { environment, tenantId },
    now,
    approve: (planned) => approve(reception, planned, { ...target, environment, opened: null }),
    journal: () =>
      createJournal(
        records,
        intentOf(reception, customer, { kind: 'remove', delivery: null, unchecked: null }),
        (held) => void customerOf(held, named, now),
      ),
  })
  if (changed.change === 'none' && !line.flag('dry-run'))
    await keepAlreadyRemoved(records, customer, target.config, now)
  return report(reception, changed, target.config, { done: ['list'], before: null })
}

/** Keeps in the records that an entry is not in the configuration, when somebody else has taken it out. */
async function keepAlreadyRemoved(records: RecordsFile, customer: Customer, config: string, now: Date): Promise<void> {
  await changeRecords(records, 'merge --remove', (held) => {
    const known = customerOf(held, { environment: customer.environment, tenant: customer.tenantId }, now)
    if (!known.deliveries.some((delivery) => isMergedInto(delivery, config))) return held
    return withCustomer(held, customer, (kept) => withoutEntry(kept, config, now.toISOString()))
  })
}
