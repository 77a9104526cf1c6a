import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unresolvedLines } from '#cdid/records/audit.ts'
import { readRecords } from '#cdid/records/records.ts'
import { digestOf } from '#cdid/files/digest.ts'

/** What is in a folder of a configuration `appsettings.json` and records `records.json`. */
export interface ReceptionState {
  readonly config: string
  readonly backups: readonly string[]
  /** Temporary files, and locks. */
  readonly temporary: readonly string[]
  readonly locks: readonly string[]
  /** Intents that are not settled, and lines of the audit file without a result. */
  readonly unsettled: number
  /** Digests of the configurations that the records take for written, and not undone. */
  readonly written: readonly string[]
}

/** Reads the state of a folder. Rejects when the records cannot be read. */
export async function readState(folder: string): Promise<ReceptionState> {
  const names = await readdir(folder)
  const { customers, intents } = await readRecords({ file: join(folder, 'records.json'), practice: false })
  const audit = await unresolvedLines(join(folder, 'records.audit.jsonl'))
  return {
    config: await readFile(join(folder, 'appsettings.json'), 'utf8'),
    backups: names.filter((name) => name.endsWith('.bak')),
    temporary: names.filter((name) => name.endsWith('.tmp') || name.endsWith('.now')),
    locks: names.filter((name) => name.includes('prextra-lock')),
    unsettled: intents.length + audit.length,
    written: customers.flatMap(({ deliveries, removals }) => [
      ...deliveries.flatMap(({ merged }) => (merged?.written && merged.removedAt === null ? [merged.written] : [])),
      ...removals.map(({ written }) => written),
    ]),
  }
}

/** Whether the records agree with the configuration: its digest is the last one they know of, or none if they know of none. */
export function knows({ written }: ReceptionState, config: string): boolean {
  return written.includes(digestOf(Buffer.from(config)))
}
