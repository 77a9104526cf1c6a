import type { UndoableChange } from '../configuration/undo.ts'
import { digestOfConfig } from '../configuration/config-file.ts'
import { ReceptionError } from '../reception-problem.ts'
import type { Customer, Intent, Records } from './records-schema.ts'

/** The change that wrote the configuration as it is now. */
export interface Undoable {
  readonly kind: 'merge' | 'remove'
  readonly customer: Customer
  readonly change: UndoableChange
  /** Which delivery, or removal, of the customer it is. */
  readonly undone: NonNullable<Intent['undone']>
}

/**
 * Finds the change that wrote the configuration as it is now. Throws `nothing-to-undo` when the records know of no change of it, and
 * `changed-since` when the file has changed since the last one.
 */
export async function findUndoable({ customers }: Records, config: string): Promise<Undoable> {
  const changes = customers.flatMap((customer) => changesOf(customer, config))
  if (changes.length === 0) throw new ReceptionError({ code: 'nothing-to-undo', file: config })
  const now = await digestOfConfig(config)
  const last = changes.findLast(({ change }) => change.written === now)
  if (!last) throw new ReceptionError({ code: 'changed-since', file: config })
  return last
}

function changesOf(customer: Customer, config: string): readonly Undoable[] {
  const merges = customer.deliveries.flatMap(({ digest, merged }): Undoable[] => {
    if (merged?.config !== config || merged.backup === null || merged.written === null) return []
    const { written, backup, backupDigest } = merged
    return [{ kind: 'merge', customer, change: { written, backup, backupDigest }, undone: { digest, removalAt: null } }]
  })
  const removals = customer.removals
    .filter((removal) => removal.config === config)
    .map(({ at, written, backup, backupDigest }): Undoable => {
      return {
        kind: 'remove',
        customer,
        change: { written, backup, backupDigest },
        undone: { digest: null, removalAt: at },
      }
    })
  return [...merges, ...removals]
}
