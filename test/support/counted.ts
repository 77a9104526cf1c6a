import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One row of what is held to be true: how many cases ran, and which of them did not come out as they must. */
export interface Counted {
  /** A case has run. `what` names it if it failed. */
  cell(passed: boolean, what: string): void
  readonly ran: number
  readonly failures: readonly string[]
  /** Writes the row for `build/handoff-summary.mjs`, which sums them; called when the row is over, whatever became of it. */
  write(): void
}

const folder = join(import.meta.dirname, '../../out/handoff/counts')

export function counted(row: string): Counted {
  const failures: string[] = []
  let ran = 0
  return {
    cell(passed, what) {
      ran += 1
      if (!passed) failures.push(what)
    },
    get ran() {
      return ran
    },
    failures,
    write() {
      mkdirSync(folder, { recursive: true })
      const failed = failures.length
      writeFileSync(join(folder, `${row}.json`), JSON.stringify({ row, ran, failed, first: failures.slice(0, 20) }))
    },
  }
}
