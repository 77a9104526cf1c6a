import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openOffice, type Office, type OfficeOptions } from './office.ts'

/** One row of a matrix: what is the case, and what must come of it in the application as it is. */
export interface Row extends Omit<OfficeOptions, 'moved'> {
  readonly id: string
  readonly what: string
  readonly run: (office: Office) => Promise<void>
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
      const office = openOffice({ ...options, moved: (now) => vi.setSystemTime(now) })
      try {
        await run(office)
        expect(office.heard.length).toBeGreaterThan(0)
        expect(office.leaks()).toEqual([])
      } finally {
        office.leave()
      }
    })
  })
}
