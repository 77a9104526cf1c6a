import { isDeepStrictEqual } from 'node:util'
import type { LockOptions } from '../files/file-lock.ts'
import { withLock } from '../files/file-lock.ts'
import { encode } from '../files/file-encoding.ts'
import { changeConfig, type ChangeJournal, type ConfigIntent } from './config-change.ts'
import { readConfig } from './config-file.ts'
import { type Configuration, readConfiguration, readText } from './configuration.ts'
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

/** A planned change without the text of the configuration, which holds every customer's secret. */
export type Planned = Omit<PlannedEntry, 'text'> & { readonly configuration: Configuration }

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
  return changeEntry(request, (configuration) => {
    const planned = planEntry(configuration, desired, request)
    if (!planned) return null
    const again = readText(planned.text, configuration.encoding, request.config, request.place)
    if (planEntry(again, desired, { ...request, also: true })) throw new Error('the edit did not make the entry')
    return planned
  })
}

/** Takes one customer's entry out of the server's configuration, with the same care. */
export function removeEntry(request: RemovalRequest): Promise<Changed> {
  const { named } = request
  return changeEntry(request, (configuration) => {
    const planned = planRemoval(configuration, named, request)
    if (!planned) return null
    const again = readText(planned.text, configuration.encoding, request.config, request.place)
    const isGone = planRemoval(again, named, request) === null
    if (!isGone || again.entries.length !== configuration.entries.length - 1) {
      throw new Error('the edit did not remove the entry')
    }
    return planned
  })
}

type Plan = (configuration: Configuration) => PlannedEntry | null

async function changeEntry(request: EntryRequest, plan: Plan): Promise<Changed> {
  const { config, now } = request
  const first = look(request, await readConfig(config), plan)
  if (!first) return { change: 'none' }
  if (!(await request.approve(first.planned))) return { change: 'declined' }
  return withLock(
    config,
    async (held) => {
      const content = await readConfig(config)
      const second = first.before.equals(content) ? first : look(request, content, plan)
      if (!second) return { change: 'none' }
      const { before, after, planned } = second
      const approved = isSame(planned, first.planned) || (await request.approve(planned))
      if (!approved) return { change: 'declined' }
      const journal = request.journal(planned)
      const intent = await changeConfig({ config, before, after, now, held, journal })
      return { change: planned.change, intent }
    },
    request.lock,
  )
}

/** Whether a second look at the configuration leads to what was approved at the first. */
function isSame(planned: Planned, approved: Planned): boolean {
  return planned.makesList === approved.makesList && isDeepStrictEqual(planned.difference, approved.difference)
}

/** Plans the change of `content`; `null` when there is nothing to change. */
function look({ config, place }: EntryRequest, content: Uint8Array, plan: Plan) {
  const before = Buffer.from(content)
  const configuration = readConfiguration(before, config, place)
  const found = plan(configuration)
  if (!found) return null
  const { text, ...planned } = found
  return { before, after: encode(text, configuration.encoding), planned: { ...planned, configuration } }
}
