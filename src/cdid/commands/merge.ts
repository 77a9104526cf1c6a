import { isSameId } from '#core/folded-name.ts'
import { merge } from '../configuration/merge.ts'
import { createJournal } from '../records/change-journal.ts'
import {
  checkAgainst,
  checkNewest,
  customerOf,
  deliveryOf,
  isMergedInto,
  newDelivery,
  withDelivery,
} from '../records/customers.ts'
import { changeRecords, readRecords, type RecordsFile } from '../records/records.ts'
import type { Customer, Records } from '../records/records-schema.ts'
import { ReceptionError } from '../reception-problem.ts'
import { type Command, recordsFile, type Reception, sealedFile, ticketOf } from '../reception.ts'
import { type OpenedFile, openSealedFile } from '../sealed/sealed-file.ts'
import { approve, intentOf, report, targetOf } from './entry-change.ts'
import { tellFuture } from './open.ts'
import { removeFromConfig } from './remove-entry.ts'
import { settle } from './settle.ts'

export const mergeCommand: Command = (reception) =>
  reception.line.flag('remove') ? removeFromConfig(reception) : mergeFile(reception)

/** Puts the customer's entry into the configuration. */
async function mergeFile(reception: Reception): Promise<number> {
  const { line } = reception
  const opened = await openSealedFile(sealedFile(reception))
  const records = await recordsFile(reception)
  if (!line.flag('dry-run')) await settle(reception, records)
  const now = reception.now()
  const named = { environment: line.text('environment'), tenant: line.optional('tenant') }
  /** Everything that must be so before the configuration is changed; asked again with the records' lock held. */
  const allowed = (held: Records) => {
    const customer = customerOf(held, named, now)
    checkAgainst(customer, opened.facts, now)
    if (!line.flag('older')) checkNewest(customer, opened, now)
    const unchecked = line.flag('dry-run') ? null : reasonWithoutCheck(reception, customer, opened)
    return { customer, unchecked }
  }
  const { customer, unchecked } = allowed(await readRecords(records))
  tellFuture(reception, opened)

  const target = await targetOf(reception)
  const { environment, tenantId } = customer
  const changed = await merge({
    ...target,
    desired: { environment, tenantId, applicationId: opened.facts.applicationId, secret: opened.secret },
    also: line.flag('also'),
    now,
    approve: (planned) => approve(reception, planned, { ...target, environment, opened }),
    journal: () =>
      createJournal(
        records,
        intentOf(reception, customer, {
          kind: 'merge',
          delivery: { ...newDelivery(opened, null), ...ticketOf(reception) },
          unchecked,
        }),
        (held) => void allowed(held),
      ),
  })
  if (changed.change === 'none' && !line.flag('dry-run')) {
    await keepAlreadyMerged(reception, records, customer, opened, target.config, unchecked)
  }
  // A dry run needs no check, but what it shows does.
  const isReady = line.optional('unchecked') !== null || isCheckedFor(customer, opened)
  return report(reception, changed, target.config, {
    done: ['confirm', line.argument, '--environment', environment],
    before: isReady ? null : ['check', line.argument, '--environment', environment],
  })
}

/** Keeps in the records that a file is in the configuration, when the entry was there already and the records did not know. */
async function keepAlreadyMerged(
  reception: Reception,
  records: RecordsFile,
  customer: Customer,
  opened: OpenedFile,
  config: string,
  unchecked: string | null,
): Promise<void> {
  const merged = {
    at: reception.now().toISOString(),
    config,
    written: null,
    backup: null,
    backupDigest: null,
    unchecked,
    removedAt: null,
  }
  await changeRecords(records, 'merge', (held) => {
    const known = deliveryOf(
      customerOf(held, { environment: customer.environment, tenant: customer.tenantId }, reception.now()),
      opened,
    )
    if (known && isMergedInto(known, config)) return held
    return withDelivery(held, customer, opened, { ...ticketOf(reception), merged })
  })
}

/** Whether this file was checked for this customer's tenant. */
function isCheckedFor(customer: Customer, opened: OpenedFile): boolean {
  const token = deliveryOf(customer, opened)?.token
  return token ? isSameId(token.tenantId, customer.tenantId) : false
}

/** Returns `null` when this file was checked, else the reason of `--unchecked`. Throws when there is none. */
function reasonWithoutCheck({ line }: Reception, customer: Customer, opened: OpenedFile): string | null {
  if (isCheckedFor(customer, opened)) return null
  const reason = line.optional('unchecked')
  if (reason === null) throw new ReceptionError({ code: 'not-checked', environment: customer.environment })
  return reason
}
