import { unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ChangeJournal, ConfigIntent } from '../configuration/config-change.ts'
import { digestOfConfig, temporaryOf } from '../configuration/config-file.ts'
import { withLock } from '../files/file-lock.ts'
import { ReceptionError } from '../reception-problem.ts'
import type { AuditedChange } from './audit.ts'
import { withRealPath } from './config-paths.ts'
import { withoutEntry } from './customers.ts'
import { bytesOf, type LockedRecords, readRecords, type RecordsFile, withRecords } from './records.ts'
import type { Customer, Delivery, Intent, Records } from './records-schema.ts'

/** What a change of a configuration means for the records. */
export interface RecordsIntent {
  readonly kind: Intent['kind']
  readonly at: string
  readonly customer: Intent['customer']
  readonly delivery: Delivery | null
  readonly unchecked: string | null
  readonly undone: Intent['undone']
}

/** How a change that a killed run left behind turned out: it had happened, it had not, or somebody else has changed the file since. */
export type Outcome = 'done' | 'withdrawn' | 'unclear'

export interface Settled {
  readonly intent: Intent
  readonly outcome: Outcome
}

/**
 * Returns the journal of one change: the intent in CDID's records, with lines in the audit file around it. `verify` looks at the
 * records again with their lock held, and throws to stop the change before anything is written.
 */
export function createJournal(
  from: RecordsFile,
  what: RecordsIntent,
  verify: (records: Records) => void,
): ChangeJournal {
  const intentOf = ({ id, config, before, after, backup }: ConfigIntent): Intent => ({
    ...what,
    id,
    config,
    before,
    after,
    backup,
  })
  return {
    begin: (change) =>
      withRecords(from, async (locked) => {
        verify(locked.records)
        const intent = intentOf(change)
        const settled = await settleAll(
          { ...locked, records: await withRealPath(locked.records, change.config) },
          locked.records.intents.filter(({ config }) => config === change.config),
        )
        await locked.audit({ ...auditLine(intent), phase: 'intent' })
        try {
          await locked.write(bytesOf({ ...settled, intents: [...settled.intents, intent] }))
        } catch (error) {
          await locked.audit({ ...auditLine(intent), phase: 'withdrawn' }).catch(() => undefined)
          throw error
        }
      }),
    complete: async (change) => {
      try {
        await withRecords(from, (locked) => finish(locked, intentOf(change), 'done'))
      } catch (error) {
        const reason = error instanceof ReceptionError ? error.problem.code : 'internal'
        throw new ReceptionError({ code: 'records-not-completed', file: change.config, records: from.file, reason })
      }
    },
    withdraw: (change) =>
      withRecords(from, (locked) => finish(locked, intentOf(change), 'withdrawn')).catch(() => undefined),
    neededBackups: async (config) => {
      const digest = await digestOfConfig(config)
      return neededBackups(await readRecords(from), config, digest)
    },
  }
}

/**
 * Finishes what killed runs have left, told from the digest of each configuration (docs/adr/0011-reception-intents.md). An intent whose configuration
 * is locked belongs to a run that is still at work; it is left alone, as is one whose configuration cannot be reached.
 */
export async function settleIntents(from: RecordsFile): Promise<readonly Settled[]> {
  const settled: Settled[] = []
  for (const intent of (await readRecords(from)).intents) {
    const outcome = await settle(from, intent)
    if (outcome) settled.push({ intent, outcome })
  }
  return settled
}

/** Resolves to the backups that undo can still reach from the configuration as it is now, each from the one before. */
export function neededBackups(records: Records, config: string, digest: string | null): readonly string[] {
  const changes = records.customers.flatMap(({ deliveries, removals }) => [
    ...deliveries.flatMap(({ merged }) => (merged ? [merged] : [])),
    ...removals,
  ])
  const needed: string[] = []
  for (let now = digest; now !== null;) {
    const wanted = now
    const last = changes.find((change) => change.config === config && change.written === wanted)
    if (!last?.backup || needed.includes(last.backup)) break
    needed.push(last.backup)
    now = last.backupDigest
  }
  return needed
}

async function settle(from: RecordsFile, intent: Intent): Promise<Outcome | null> {
  try {
    return await withLock(
      intent.config,
      () =>
        withRecords(from, async (locked) => {
          if (!locked.records.intents.some(({ id }) => id === intent.id)) return null
          const outcome = await outcomeOf(intent)
          await finish(locked, intent, outcome)
          return outcome
        }),
      { patience: 0 },
    )
  } catch (error) {
    // Somebody is at work, or the configuration cannot be reached today: a later run settles it.
    if (error instanceof ReceptionError) return null
    throw error
  }
}

/** Settles intents of a configuration whose lock is held by this run. */
async function settleAll(locked: LockedRecords, intents: readonly Intent[]): Promise<Records> {
  let { records } = locked
  for (const intent of intents) {
    const outcome = await outcomeOf(intent)
    records = after(records, intent, outcome)
    await cleanUp(intent, outcome)
    await locked.audit({ ...auditLine(intent), phase: outcome })
  }
  return records
}

async function finish(locked: LockedRecords, intent: Intent, outcome: Outcome): Promise<void> {
  await cleanUp(intent, outcome)
  await locked.write(bytesOf(after(locked.records, intent, outcome)))
  // Without this line the next run writes it, told from the digest.
  await locked.audit({ ...auditLine(intent), phase: outcome }).catch(() => undefined)
}

async function outcomeOf({ config, before, after: done }: Intent): Promise<Outcome> {
  const now = await digestOfConfig(config)
  if (now === done) return 'done'
  return now === before ? 'withdrawn' : 'unclear'
}

/** Removes what a change that did not happen has left: its backup, and the temporary file. */
async function cleanUp({ config, backup, before }: Intent, outcome: Outcome): Promise<void> {
  if (outcome !== 'withdrawn') return
  await unlink(join(dirname(config), temporaryOf(config))).catch(() => undefined)
  if ((await digestOfConfig(backup).catch(() => null)) === before) await unlink(backup).catch(() => undefined)
}

/** Returns the records after a change: without its intent and, if it happened, with what it means. */
function after(records: Records, intent: Intent, outcome: Outcome): Records {
  const intents = records.intents.filter(({ id }) => id !== intent.id)
  if (outcome !== 'done') return { ...records, intents }
  const isCustomer = ({ environment }: Customer) => environment === intent.customer.environment
  const known = records.customers.find(isCustomer)
  const changed = applied(known ?? { ...intent.customer, deliveries: [], removals: [] }, intent)
  const customers = known
    ? records.customers.map((customer) => (isCustomer(customer) ? changed : customer))
    : [...records.customers, changed]
  return { ...records, customers, intents }
}

function applied(customer: Customer, intent: Intent): Customer {
  const { kind, at, config, backup, before, after: written } = intent
  if (kind === 'merge') {
    const merged = { at, config, written, backup, backupDigest: before, unchecked: intent.unchecked, removedAt: null }
    return intent.delivery ? withMerge(customer, { ...intent.delivery, merged }) : customer
  }
  if (kind === 'remove') {
    const removal = { at, config, written, backup, backupDigest: before }
    return { ...withoutEntry(customer, config, at), removals: [...customer.removals, removal] }
  }
  return withoutChange(customer, intent.undone)
}

function withMerge(customer: Customer, delivery: Delivery): Customer {
  const isSame = ({ digest }: Delivery) => digest === delivery.digest
  const deliveries = customer.deliveries.some(isSame)
    ? customer.deliveries.map((known) => (isSame(known) ? { ...known, merged: delivery.merged } : known))
    : [...customer.deliveries, delivery]
  return { ...customer, deliveries }
}

/** Takes a merge, or a removal, out of a customer's records: the file can be merged again, or the entry is there again. */
function withoutChange(customer: Customer, undone: Intent['undone']): Customer {
  const { digest, removalAt } = undone ?? { digest: null, removalAt: null }
  const deliveries = customer.deliveries.map((delivery) => {
    if (delivery.digest === digest) return { ...delivery, merged: null, confirmedAt: null }
    const wasRemoved = removalAt !== null && delivery.merged?.removedAt === removalAt
    return wasRemoved && delivery.merged ? { ...delivery, merged: { ...delivery.merged, removedAt: null } } : delivery
  })
  return { ...customer, deliveries, removals: customer.removals.filter(({ at }) => at !== removalAt) }
}

function auditLine(intent: Intent): Omit<AuditedChange, 'phase'> {
  const { id, kind, config, before, after: written, backup, customer, delivery, unchecked } = intent
  return {
    id,
    did: kind,
    file: config,
    before,
    after: written,
    environment: customer.environment,
    tenantId: customer.tenantId,
    backup,
    ...(delivery && { sealed: delivery.digest }),
    ...(unchecked !== null && { unchecked }),
  }
}
