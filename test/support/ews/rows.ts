import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openScenario, type Scenario, type ScenarioOptions } from './scenario.ts'

/** One row of a matrix: what is the case, and what must come of it in the application as it is. */
export interface Row extends Omit<ScenarioOptions, 'moved'> {
  readonly id: string
  readonly what: string
  readonly run: (scenario: Scenario) => Promise<void>
}

/** A test for each row, named by its id: what ran is what is counted. After each, nothing that was written holds a secret. */
export function runRows(matrix: string, rows: readonly Row[]): void {
  const ids = rows.map(({ id }) => id)
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place)
  if (twice.length > 0) throw new Error(`two rows are called ${twice.join(', ')}`)

  describe(matrix, () => {
    beforeAll(() => {
      // MSAL reads the time from Date; timers stay as they are.
      vi.useFakeTimers({ toFake: ['Date'] })
    })
    afterAll(() => {
      vi.useRealTimers()
    })
    test.each(rows.map((row) => [`${row.id}: ${row.what}`, row] as const))('%s', async (_name, { run, ...options }) => {
      const scenario = openScenario({ ...options, moved: (now) => vi.setSystemTime(now) })
      try {
        await run(scenario)
        expect(scenario.heard.length).toBeGreaterThan(0)
        expect(scenario.leaks()).toEqual([])
      } finally {
        scenario.close()
      }
    })
  })
}
