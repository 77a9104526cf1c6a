import { isDeepStrictEqual } from 'node:util'
import { digestOf, readConfig, replaceConfig } from './config-file.ts'
import { type Place, readConfiguration, readText } from './configuration.ts'
import { type DifferenceLine, planEntry, type PlannedEntry, type DesiredEntry } from './entry-plan.ts'
import { encode } from '../files/file-encoding.ts'
import { withLock } from '../files/file-lock.ts'

export interface MergeRequest {
  readonly config: string
  /** The place of the list of customers. */
  readonly place: Place
  /** The entry to write; its environment and tenant come from CDID's records, never from the received file. */
  readonly desired: DesiredEntry
  /** Whether an entry of the same environment with another tenant is replaced. */
  readonly replace: boolean
  /** Whether the tenant may also be in the list under another environment. */
  readonly also: boolean
  readonly now: Date
  /** Gets the masked difference before anything is written; nothing is written when it resolves to false. */
  readonly approve: (planned: Pick<PlannedEntry, 'change' | 'difference'>) => Promise<boolean>
}

export type Merged =
  | { readonly change: 'none' }
  | { readonly change: 'declined' }
  | {
      readonly change: 'added' | 'updated'
      readonly backup: string
      readonly difference: readonly DifferenceLine[]
      /** SHA-256 of the whole configuration after the merge. */
      readonly written: string
    }

/**
 * Puts one customer's entry into the server's configuration, after a dated backup. Everything else in the file stays byte for
 * byte, and nothing is written when nothing differs. When the file has changed since the approval so that the difference is
 * another one, it is approved again.
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

/** Plans the merge into `content`; `null` when the entry is already there. */
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
