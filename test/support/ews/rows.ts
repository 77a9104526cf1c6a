import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isWholeRun } from '../share.ts'
import { openScenario, type Scenario, type ScenarioOptions } from './scenario.ts'

/** One row of a matrix: a situation, and a function that checks what the assistant does in it. */
export interface Row extends Omit<ScenarioOptions, 'moved'> {
  readonly id: string
  readonly what: string
  readonly run: (scenario: Scenario) => Promise<void>
}

/** A whole `npm test` runs every third row. */
const oneIn = 3

/** Makes a test of each row, named by its id. After each it checks that nothing written or shown holds a secret. */
export function runRows(matrix: string, rows: readonly Row[]): void {
  const ids = rows.map(({ id }) => id)
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place)
  if (twice.length > 0) throw new Error(`two rows are called ${twice.join(', ')}`)

  describe(matrix, () => {
    beforeAll(() => {
      // MSAL reads the time from Date. Timers stay real.
      vi.useFakeTimers({ toFake: ['Date'] })
    })
    afterAll(() => {
      vi.useRealTimers()
    })
    const chosen = isWholeRun ? rows : rows.filter((_row, place) => place % oneIn === 0)
    test.each(chosen.map((row) => [`${row.id}: ${row.what}`, row] as const))(
      '%s',
      async (_name, { run, ...options }) => {
        const scenario = openScenario({ ...options, moved: (now) => vi.setSystemTime(now) })
        try {
          await run(scenario)
          expect(scenario.heard.length).toBeGreaterThan(0)
          expect(scenario.leaks()).toEqual([])
        } finally {
          scenario.close()
        }
      },
    )
  })
}
