import { digestOf } from '../files/digest.ts'
import { decode } from '../files/file-encoding.ts'
import { readContent } from '../files/file-content.ts'
import { type LockOptions, withLock } from '../files/file-lock.ts'
import { ReceptionError } from '../reception-problem.ts'
import { changeConfig, type ChangeJournal, type ConfigIntent } from './config-change.ts'
import { readConfig } from './config-file.ts'
import { checkText, configurationMaxBytes } from './configuration.ts'
import { type FileDifference, fileDifference } from './file-difference.ts'

/** A change of a configuration that can be undone. */
export interface UndoableChange {
  /** SHA-256 of the configuration after the change. */
  readonly written: string
  readonly backup: string
  /** SHA-256 of the backup; `null` when the records do not hold it. */
  readonly backupDigest: string | null
}

export interface UndoRequest {
  /** The real path of the configuration. */
  readonly config: string
  readonly change: UndoableChange
  readonly now: Date
  /**
   * Gets what undoing changes, when the records do not hold the digest of the backup and only a person can tell whether it is the
   * right one; `null` otherwise. Nothing is written when it resolves to false.
   */
  readonly approve: (difference: FileDifference | null) => Promise<boolean>
  readonly journal: ChangeJournal
  readonly lock?: LockOptions
}

/**
 * Puts the backup of a change back, if the configuration is still as that change left it. What it replaces becomes a new backup.
 * A backup that is not the one of the records is refused; one that the records hold no digest of must be a configuration.
 * Resolves to `null` when it was not approved.
 */
export async function undo(request: UndoRequest): Promise<ConfigIntent | null> {
  const { config, change, now, journal } = request
  const first = await look(config, change)
  if (!(await request.approve(first.difference))) return null
  return withLock(
    config,
    async (held) => {
      const { before, after } = await look(config, change)
      if (digestOf(after) !== digestOf(first.after)) {
        throw new ReceptionError({ code: 'backup-differs', file: change.backup })
      }
      return changeConfig({ config, before, after, now, held, journal })
    },
    request.lock,
  )
}

async function look(config: string, { written, backup, backupDigest }: UndoableChange) {
  const before = await readConfig(config)
  if (digestOf(before) !== written) throw new ReceptionError({ code: 'changed-since', file: config })
  const after = await readContent(backup, configurationMaxBytes)
  if (backupDigest !== null) {
    if (digestOf(after) !== backupDigest) throw new ReceptionError({ code: 'backup-differs', file: backup })
    return { before, after, difference: null }
  }
  return { before, after, difference: differenceOf(before, after, backup) }
}

/** Throws when the backup is not a configuration that .NET could read. */
function differenceOf(before: Uint8Array, after: Uint8Array, backup: string): FileDifference {
  const decoded = decode(after)
  if (!decoded) throw new ReceptionError({ code: 'backup-differs', file: backup })
  checkText(decoded.text, backup)
  return fileDifference(decode(before)?.text ?? '', decoded.text)
}
