import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Append-only JSON lines for support. What is recorded is chosen field by field by the caller; a full disk loses the line, not the run. */
export function createJournal(path: string): (line: object) => void {
  mkdirSync(dirname(path), { recursive: true })
  return (line) => {
    try {
      appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 })
    } catch {
      // The journal is never a reason to stop.
    }
  }
}
