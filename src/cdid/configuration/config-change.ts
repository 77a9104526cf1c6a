import { randomUUID } from 'node:crypto'
import { unlink } from 'node:fs/promises'
import { digestOf } from '../files/digest.ts'
import { isContent } from '../files/file-content.ts'
import type { HeldLock } from '../files/file-lock.ts'
import { ReceptionError } from '../reception-problem.ts'
import { digestOfConfig, freeBackup, pruneBackups, writeBackup, writeLike } from './config-file.ts'
import { configurationMaxBytes } from './configuration.ts'

/** What is about to happen to a configuration, written down before it does: enough to tell afterwards whether it has. */
export interface ConfigIntent {
  readonly id: string
  /** The real path of the configuration. */
  readonly config: string
  /** SHA-256 of the whole configuration before and after the change. */
  readonly before: string
  readonly after: string
  /** The path of the backup, whose digest is `before`. */
  readonly backup: string
}

/** Where changes are written down; the records implement it (docs/adr/0011-reception-intents.md). */
export interface ChangeJournal {
  /** Writes the intent. When it rejects, nothing is changed. */
  begin(intent: ConfigIntent): Promise<void>
  /** Writes that the change has happened. */
  complete(intent: ConfigIntent): Promise<void>
  /** Writes that the change has not happened, and does not reject: the next run would find out. */
  withdraw(intent: ConfigIntent): Promise<void>
  /** Resolves to the paths of the backups that undo can still reach. */
  neededBackups(config: string): Promise<readonly string[]>
}

/** The replacement of a whole configuration, under its lock. */
export interface ConfigChange {
  readonly config: string
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly now: Date
  readonly held: HeldLock
  readonly journal: ChangeJournal
}

/**
 * Replaces a configuration while it still holds `before`: intent, backup, configuration, records, in this order, each flushed
 * before the next. When it rejects, the configuration is as it was and no backup is left, except with `records-not-completed`
 * and `config-not-verified`, which say that it was replaced. When what it holds cannot be read after a failure, intent and backup
 * stay, and the next run settles them.
 */
export async function changeConfig(change: ConfigChange): Promise<ConfigIntent> {
  const { config, before, after, held, journal } = change
  const intent: ConfigIntent = {
    id: randomUUID(),
    config,
    before: digestOf(before),
    after: digestOf(after),
    backup: await freeBackup(config, change.now),
  }
  await held.check()
  await journal.begin(intent)
  try {
    await writeBackup(intent.backup, before, config, () => held.check())
    await writeLike(config, after, config, async () => {
      await held.check()
      await checkUnchanged(config, before)
    })
  } catch (error) {
    const now = await digestOfConfig(config).catch(() => 'unknown')
    if (now === 'unknown') throw error
    // A disk may fail after the new file has taken its place.
    if (now !== intent.after) {
      await unlink(intent.backup).catch(() => undefined)
      await journal.withdraw(intent)
      throw error
    }
  }
  const written = await digestOfConfig(config).catch(() => null)
  await journal.complete(intent)
  if (written !== intent.after) {
    throw new ReceptionError({ code: 'config-not-verified', file: config, backup: intent.backup })
  }
  const needed = await journal.neededBackups(config).catch(() => null)
  if (needed) await pruneBackups(config, needed).catch(() => undefined)
  return intent
}

async function checkUnchanged(config: string, before: Uint8Array): Promise<void> {
  if (await isContent(config, before, configurationMaxBytes)) return
  throw new ReceptionError({ code: 'config-changed', file: config })
}
