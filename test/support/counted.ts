import { afterAll } from 'vitest'

/** One row of what is held to be true: how many cases ran, and which of them did not come out as they must. */
export interface Counted {
  /** A case has run. `what` names it if it failed. */
  cell(passed: boolean, what: string): void
  readonly ran: number
  readonly failures: readonly string[]
  /** Hands the row to `build/results.mjs`, which sums them; called when the row is over, whatever became of it. */
  write(): void
}

/** A row as it is handed over, with the names of the first cases that failed. */
export interface CountedRow {
  readonly row: string
  readonly ran: number
  readonly failed: number
  readonly first: readonly string[]
}

declare module 'vitest' {
  interface TaskMeta {
    rows?: readonly CountedRow[]
  }
}

const rows: CountedRow[] = []
// Vitest reads which fixtures a hook wants from its first parameter, which must be a pattern.
// eslint-disable-next-line no-empty-pattern
afterAll(({}, file) => {
  file.meta.rows = rows
})

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
      rows.push({ row, ran, failed: failures.length, first: failures.slice(0, 20) })
    },
  }
}
