import { isSameName } from '#core/folded-name.ts'
import { resolve } from 'node:path'
import { configurationMaxBytes } from './configuration.ts'
import { digestOf, readConfig, replaceConfig } from './config-file.ts'
import { readContent } from '../files/file-content.ts'
import { withLock } from '../files/file-lock.ts'
import { ReceptionError } from '../reception-problem.ts'
import type { Customer, Delivery, Records } from '../records/records.ts'

/** A merge that can be undone, as the records hold it. */
export interface Undoable {
  readonly customer: Customer
  readonly delivery: Delivery
  readonly backup: string
  readonly written: string
}

/** Finds the merge that wrote the configuration as it is now. Throws when there is none, or when the file has changed since. */
export async function findUndoable({ customers }: Records, config: string): Promise<Undoable> {
  const path = resolve(config)
  const merges = customers.flatMap((customer) =>
    customer.deliveries.flatMap((delivery): Undoable[] => {
      const { merged } = delivery
      if (merged?.config !== path || merged.backup === null || merged.written === null) return []
      return [{ customer, delivery, backup: merged.backup, written: merged.written }]
    }),
  )
  if (merges.length === 0) throw new ReceptionError({ code: 'nothing-to-undo', file: config })
  const now = digestOf(await readConfig(config))
  const last = merges.filter(({ written }) => written === now).at(-1)
  if (!last) throw new ReceptionError({ code: 'changed-since', file: config })
  return last
}

/** Puts the backup of that merge back. What it replaces becomes a new backup, whose path is returned. */
export async function undo(config: string, { backup, written }: Undoable, now: Date): Promise<string> {
  return withLock(config, async (held) => {
    const before = await readConfig(config)
    if (digestOf(before) !== written) throw new ReceptionError({ code: 'changed-since', file: config })
    const after = await readContent(backup, configurationMaxBytes)
    return replaceConfig({ config, before, after, now, held })
  })
}

/** Returns the records without that merge, so that the file can be merged again. */
export function withoutMerge(records: Records, { customer, delivery }: Undoable): Records {
  return {
    ...records,
    customers: records.customers.map((one) =>
      isSameName(one.environment, customer.environment)
        ? {
            ...one,
            deliveries: one.deliveries.map((kept) =>
              kept.digest === delivery.digest ? { ...kept, merged: null, confirmedAt: null } : kept,
            ),
          }
        : one,
    ),
  }
}
