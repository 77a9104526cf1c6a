import type { DoneStage } from '#core/session/session.ts'
import type { Reports } from '#core/session/desktop.ts'
import { createJournal } from './journal.ts'

/** What the reports were made from, in a file of lines: one for each handoff, without any secret. */
export function createReports(path: string): Reports {
  const file = createJournal(path)
  return {
    keep: (facts) => {
      file.record({ keyId: facts.access.secret.keyId, facts })
    },
    find: (keyId) => {
      for (const line of file.lines()) {
        const kept = Object(line) as { readonly keyId?: unknown; readonly facts?: DoneStage }
        if (kept.keyId === keyId && kept.facts?.at === 'done') return kept.facts
      }
      return null
    },
  }
}
