import { isDeepStrictEqual } from 'node:util'
import type { LockOptions } from '../files/file-lock.ts'
import { withLock } from '../files/file-lock.ts'
import { changeConfig, type ChangeJournal, type ConfigIntent } from './config-change.ts'
import { isConfig, readConfig } from './config-file.ts'
import { type Configuration, readConfiguration } from './configuration.ts'
import { editedBytes } from './edited-bytes.ts'
import { type DesiredEntry, type NamedEntry, planEntry, planRemoval, type PlannedEntry } from './entry-plan.ts'
import type { Place } from './place.ts'

/** A change of one customer's entry in the server's configuration. */
export interface EntryRequest {
  /** The real path of the configuration. */
  readonly config: string
  /** The place of the list of customers. */
  readonly place: Place
  /** Whether an entry of the same environment with another tenant is replaced, or removed. */
  readonly replace: boolean
  readonly now: Date
  /** Gets what would change before anything is written; nothing is written when it resolves to false. */
  readonly approve: (planned: Planned) => Promise<boolean>
  /** Returns where the change is written down. Called once it is known what changes. */
  readonly journal: (planned: Planned) => ChangeJournal
  readonly lock?: LockOptions
}

export interface MergeRequest extends EntryRequest {
  /** The entry to write; its environment and tenant come from CDID's records, never from the received file. */
  readonly desired: DesiredEntry
  /** Whether the tenant may also be in the list under another environment. */
  readonly also: boolean
}

export interface RemovalRequest extends EntryRequest {
  /** The entry to remove, as CDID's records name it. */
  readonly named: NamedEntry
}

/** A planned change without its edits, which hold the secret. */
export type Planned = Omit<PlannedEntry, 'edits'>

export type Changed =
  | { readonly change: 'none' }
  | { readonly change: 'declined' }
  | { readonly change: PlannedEntry['change']; readonly intent: ConfigIntent }

/**
 * Puts one customer's entry into the server's configuration, after a dated backup. Everything else in the file stays byte for
 * byte, and nothing is written when nothing differs. When the file has changed since the approval so that the difference is
 * another one, it is approved again.
 */
export function merge(request: MergeRequest): Promise<Changed> {
  const { desired } = request
  return changeEntry(request, {
    plan: (configuration) => planEntry(configuration, desired, request),
    isMade: (configuration) => planEntry(configuration, desired, { ...request, also: true }) === null,
  })
}

/** Takes one customer's entry out of the server's configuration, with the same care. */
export function removeEntry(request: RemovalRequest): Promise<Changed> {
  const { named } = request
  return changeEntry(request, {
    plan: (configuration) => planRemoval(configuration, named, request),
    isMade: (configuration) => planRemoval(configuration, named, request) === null,
  })
}

interface Work {
  /** Plans the change; `null` when there is nothing to change. */
  readonly plan: (configuration: Configuration) => PlannedEntry | null
  /** Whether nothing is left to change. */
  readonly isMade: (configuration: Configuration) => boolean
}

async function changeEntry(request: EntryRequest, work: Work): Promise<Changed> {
  const { config, now } = request
  const first = look(request, await readConfig(config), work)
  if (!first) return { change: 'none' }
  if (!(await request.approve(first.planned))) return { change: 'declined' }
  return withLock(
    config,
    async (held) => {
      const isSame = await isConfig(config, first.before)
      const second = isSame ? first : look(request, await readConfig(config), work)
      if (!second) return { change: 'none' }
      const { before, after, planned } = second
      const approved = isAlike(planned, first.planned) || (await request.approve(planned))
      if (!approved) return { change: 'declined' }
      const journal = request.journal(planned)
      const intent = await changeConfig({ config, before, after, now, held, journal })
      return { change: planned.change, intent }
    },
    request.lock,
  )
}

/** Whether a second look at the configuration leads to what was approved at the first. */
function isAlike(planned: Planned, approved: Planned): boolean {
  return planned.makesList === approved.makesList && isDeepStrictEqual(planned.difference, approved.difference)
}

/** Plans the change of a configuration, and reads what it would become; `null` when there is nothing to change. */
function look(request: EntryRequest, before: Uint8Array, work: Work) {
  const made = edit(request, before, work)
  if (!made) return null
  const { entries, ...change } = made
  checkMade(request, made.after, entries, work)
  return { before, ...change }
}

/** How many entries there are more after a change. */
const more = { added: 1, updated: 0, removed: -1 } as const

/**
 * Returns the bytes after the change, and how many entries they must hold. The text and the tree of a large configuration take
 * more memory than the file, and are gone when this returns.
 */
function edit({ config, place }: EntryRequest, before: Uint8Array, { plan }: Work) {
  const configuration = readConfiguration(before, config, place)
  const found = plan(configuration)
  if (!found) return null
  const { edits, ...planned } = found
  const made = {
    after: editedBytes(before, configuration, edits),
    entries: configuration.entries.length + more[planned.change],
    // A part of a text holds the whole of it in memory; a copy does not.
    planned: structuredClone<Planned>(planned),
  }
  configuration.release()
  return made
}

/** Throws unless the bytes can be read, and are what was planned. */
function checkMade({ config, place }: EntryRequest, after: Uint8Array, entries: number, { isMade }: Work): void {
  const again = readConfiguration(after, config, place)
  if (again.entries.length !== entries || !isMade(again)) throw new Error('the edit did not make what was planned')
}
