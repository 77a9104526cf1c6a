import { dirname, join } from 'node:path'
import { z } from 'zod'
import { createJournal, type JournalFile } from '#adapters/files/journal.ts'
import type { AwaitLine, DeliveredLine, JournalLine, KeptCopy, UnsentSecret } from '#core/ledger.ts'
import type { Clock, Journal } from '#core/ports.ts'
import {
  awaitLineSchema,
  deliverLineSchema,
  endLineSchema,
  forgetLineSchema,
  forgetRowLineSchema,
  keepLineSchema,
  makeLineSchema,
  proveLineSchema,
  removeLineSchema,
  saveFileLineSchema,
} from '#core/schemas/ledger.ts'

/** The lines of the ledger, which are read again on another day: the journal's rotation must never push them out. */
const ledgerLines: readonly JournalLine['did'][] = [
  'make',
  'remove',
  'deliver',
  'keep',
  'forget',
  'forget-row',
  'save-file',
  'await',
  'prove',
]

/** Opens the ledger at `path`. */
export function openLedger(path: string): JournalFile {
  return createJournal(path)
}

/** The place of the ledger where one folder holds both. */
export function ledgerBeside(journal: string): string {
  return join(dirname(journal), 'ledger.jsonl')
}

/** The Journal port: lines that are read again on another day go to the ledger, all others to the journal of requests. */
export function createRunJournal(journal: JournalFile, ledger: JournalFile, clock: Clock): Journal {
  return {
    note: (line) => {
      const into = ledgerLines.includes(line.did) ? ledger : journal
      into.record({ at: clock.now().toISOString(), ...line })
    },
    awaited: (tenantId) => readAwaited(ledger).find((line) => line.tenantId === tenantId) ?? null,
    applications: (tenantId) => {
      const ids = journal.lines().flatMap((line) => {
        const read = endLineSchema.safeParse(line)
        return read.success && read.data.tenantId === tenantId ? [read.data.applicationId] : []
      })
      return [...new Set(ids)].slice(0, 5)
    },
  }
}

/** Returns what is still waited for, newest first and one line for each tenant: no proof has passed there since. */
export function readAwaited(file: JournalFile): readonly AwaitLine[] {
  const seen = new Set<string>()
  return file.lines().flatMap((line) => {
    const read = z.union([awaitLineSchema, proveLineSchema]).safeParse(line)
    if (!read.success || seen.has(read.data.tenantId)) return []
    seen.add(read.data.tenantId)
    return read.data.did === 'await' ? [read.data] : []
  })
}

/** Returns what this computer handed over from real tenants, newest first and one line for each tenant. */
export function readHistory(file: JournalFile): readonly DeliveredLine[] {
  const lines = file.lines()
  const forgotten = new Set(
    lines.flatMap((line) => {
      const read = forgetRowLineSchema.safeParse(line)
      return read.success ? [read.data.keyId] : []
    }),
  )
  const found = lines.flatMap((line) => {
    const read = deliverLineSchema.safeParse(line)
    return read.success && !read.data.practice && !forgotten.has(read.data.keyId) ? [read.data] : []
  })
  return found.filter((line, place) => found.findIndex(({ tenantId }) => tenantId === line.tenantId) === place)
}

/** Returns where the sealed file of a secret was saved last; `null` when it was not saved on this computer. */
export function readSavedFile(file: JournalFile, keyId: string): string | null {
  for (const line of file.lines()) {
    const read = saveFileLineSchema.safeParse(line)
    if (read.success && read.data.keyId === keyId) return read.data.path
  }
  return null
}

/** Returns the copies that are still kept on this computer: of each secret, the newest line counts. */
export function readKeptCopies(file: JournalFile): readonly KeptCopy[] {
  const seen = new Set<string>()
  return file.lines().flatMap((line) => {
    const read = z.union([keepLineSchema, forgetLineSchema]).safeParse(line)
    if (!read.success || seen.has(read.data.keyId)) return []
    seen.add(read.data.keyId)
    if (read.data.did === 'forget') return []
    const { practice, tenantId, organization, appId, keyId, until } = read.data
    return [{ practice, tenantId, organization, appId, keyId, until }]
  })
}

/** Returns the secrets of real tenants that were made, and neither handed over nor removed since: newest first. */
export function readUnsent(file: JournalFile): readonly UnsentSecret[] {
  const over = new Set<string>()
  return file.lines().flatMap((line) => {
    const read = z.union([makeLineSchema, removeLineSchema, deliverLineSchema]).safeParse(line)
    if (!read.success) return []
    const { data } = read
    if (data.did !== 'make') {
      over.add(data.keyId ?? data.tenantId)
      return []
    }
    const { practice, tenantId, organization, keyId, at } = data
    const isOver = practice || over.has(keyId) || over.has(tenantId)
    return isOver ? [] : [{ practice, tenantId, organization, keyId, madeAt: at }]
  })
}
