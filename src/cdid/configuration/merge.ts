import { isDeepStrictEqual } from 'node:util'
import { digestOf, readConfig, replaceConfig } from './config-file.ts'
import { type Place, readConfiguration, readText } from './configuration.ts'
import { type DifferenceLine, planEntry, type PlannedEntry, type DesiredEntry } from './entry-plan.ts'
import { encode } from '../files/file-encoding.ts'
import { withLock } from '../files/file-lock.ts'

export interface MergeRequest {
  readonly config: string
  /** Where the list of customers is. */
  readonly place: Place
  /** Environment and tenant are from CDID's own records, never from the file that was received. */
  readonly desired: DesiredEntry
  /** The environment may hold another tenant: it is replaced. */
  readonly replace: boolean
  /** The tenant may sit under another environment as well. */
  readonly also: boolean
  readonly now: Date
  /** Shown the masked difference before anything is written; when it answers `false`, nothing is. */
  readonly approve: (planned: Pick<PlannedEntry, 'change' | 'difference'>) => Promise<boolean>
}

export type Merged =
  | { readonly change: 'none' }
  | { readonly change: 'declined' }
  | {
      readonly change: 'added' | 'updated'
      readonly backup: string
      readonly difference: readonly DifferenceLine[]
      /** Digest of the whole file as it is now. */
      readonly written: string
    }

/**
 * Puts one customer's entry into the server's configuration. Everything else in the file stays byte for byte; a dated backup lies
 * beside it; when nothing differs nothing is written. What was approved is what is written: when the file has changed since so that
 * it would be something else, it is refused. Rejects with a ReceptionError.
 */
export async function merge(request: MergeRequest): Promise<Merged> {
  const first = look(request, await readConfig(request.config))
  if (!first) return { change: 'none' }
  if (!(await request.approve(first.planned))) return { change: 'declined' }
  return withLock(request.config, async (held) => {
    const { config, now } = request
    const content = await readConfig(config)
    const second = first.before.equals(content) ? first : look(request, content)
    if (!second) return { change: 'none' }
    const { before, after, planned } = second
    const approved = isDeepStrictEqual(planned.difference, first.planned.difference) || (await request.approve(planned))
    if (!approved) return { change: 'declined' }
    const backup = await replaceConfig({ config, before, after, now, held })
    return { change: planned.change, backup, difference: planned.difference, written: digestOf(after) }
  })
}

/** What would be written in the place of `content`; `null` if the entry is there already. */
function look(request: MergeRequest, content: Uint8Array) {
  const { config, place, desired } = request
  const before = Buffer.from(content)
  const configuration = readConfiguration(before, config, place)
  const planned = planEntry(configuration, desired, request)
  if (!planned) return null
  const { encoding } = configuration
  const again = readText(planned.text, encoding, config, place)
  if (planEntry(again, desired, { ...request, also: true })) throw new Error('the edit did not make the entry')
  return { before, after: encode(planned.text, encoding), planned }
}
