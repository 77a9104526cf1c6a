import { dirname, join } from 'node:path'
import { z } from 'zod'
import { createJournal, type JournalFile } from '#adapters/files/journal.ts'
import type { AwaitLine, DeliveredLine, JournalLine } from '#core/ledger.ts'
import type { Clock, Journal } from '#core/ports.ts'
import { awaitLineSchema, deliverLineSchema, endLineSchema, proveLineSchema } from '#core/schemas/ledger.ts'

/** What is read again on another day: a few lines a set-up, which no number of requests may push out. */
const lasting: readonly JournalLine['did'][] = ['deliver', 'keep', 'forget', 'await', 'prove']

/** The file of what is read again, beside the journal at `path`. */
export function openLedger(path: string): JournalFile {
  return createJournal(join(dirname(path), 'ledger.jsonl'))
}

/** The Journal port: what a run does stands in the journal, beside what it asked Microsoft; what lasts, in the ledger. */
export function createRunJournal(file: JournalFile, ledger: JournalFile, clock: Clock): Journal {
  return {
    note: (line) => {
      const into = lasting.includes(line.did) ? ledger : file
      into.record({ at: clock.now().toISOString(), ...line })
    },
    awaited: (tenantId) => readAwaited(ledger).find((line) => line.tenantId === tenantId) ?? null,
    applications: (tenantId) => {
      const ids = file.lines().flatMap((line) => {
        const read = endLineSchema.safeParse(line)
        return read.success && read.data.tenantId === tenantId ? [read.data.applicationId] : []
      })
      return [...new Set(ids)].slice(0, 5)
    },
  }
}

/** What is still waited for, newest first, one line for each tenant: nothing has shown since that it works. */
export function readAwaited(file: JournalFile): readonly AwaitLine[] {
  const seen = new Set<string>()
  return file.lines().flatMap((line) => {
    const read = z.union([awaitLineSchema, proveLineSchema]).safeParse(line)
    if (!read.success || seen.has(read.data.tenantId)) return []
    seen.add(read.data.tenantId)
    return read.data.did === 'await' ? [read.data] : []
  })
}

/** What this computer handed over for real, newest first, one line for each tenant. */
export function readHistory(file: JournalFile): readonly DeliveredLine[] {
  const found = file.lines().flatMap((line) => {
    const read = deliverLineSchema.safeParse(line)
    return read.success && !read.data.practice ? [read.data] : []
  })
  return found.filter((line, place) => found.findIndex(({ tenantId }) => tenantId === line.tenantId) === place)
}
