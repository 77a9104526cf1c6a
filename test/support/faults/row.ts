import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ProblemError } from '#core/problem.ts'
import { isWholeRun } from '#support/share.ts'
import { breaches } from './invariants.ts'
import type { Observation } from './observation.ts'
import { openTrial, type Trial, type TrialOptions } from './trial.ts'

/** One situation in which something goes wrong. */
export interface Cell {
  readonly id: string
  /** Runs it. Resolves to what the invariants look at, and to the breaches of what this cell expects besides. */
  readonly run: (open: (options?: TrialOptions) => Trial) => Promise<Outcome>
}

export interface Outcome {
  readonly observed: Observation
  readonly unmet?: readonly string[]
}

/** The result of one cell, for the summary of build/results.mjs. */
export interface CellResult {
  readonly row: string
  readonly cell: string
  readonly passed: boolean
  /** How each piece of work ended, in order. */
  readonly ended: string
  readonly message: string
  readonly replay: string
}

declare module 'vitest' {
  interface TaskMeta {
    cell?: CellResult
  }
}

/**
 * One cell in so many is run with every `npm test`, unless the row says otherwise; all of them by `npm run
 * test:faults`.
 */
const usualShare = 19

/**
 * A test for each cell: after each, whatever it expects of its own, all invariants hold. FAULT_CELL names one
 * (`row/id`).
 */
export function runRow(row: string, cells: readonly Cell[], oneIn = usualShare): void {
  const unhandled: unknown[] = []
  const hear = (error: unknown) => void unhandled.push(error)

  beforeAll(() => {
    // MSAL reads the time from Date. Timers stay real.
    vi.useFakeTimers({ toFake: ['Date'] })
    process.on('unhandledRejection', hear)
  })
  afterEach(() => {
    unhandled.length = 0
  })
  afterAll(() => {
    process.off('unhandledRejection', hear)
    vi.useRealTimers()
  })

  test(`${row}: no two cells have one name`, () => {
    const names = cells.map(({ id }) => id)
    expect(names).toEqual([...new Set(names)])
  })

  for (const { id, run } of chosen(row, cells, oneIn)) {
    test(id, async ({ task }) => {
      const open = (options?: TrialOptions) => openTrial({ moved: (now) => vi.setSystemTime(now), ...options })
      let said: readonly string[]
      let ended = ''
      try {
        const { observed, unmet = [] } = await run(open)
        await new Promise((resolve) => setImmediate(resolve))
        ended = observed.ends.map(({ error }) => codeOf(error)).join(' ')
        said = [...unmet, ...breaches({ ...observed, unhandled: [...observed.unhandled, ...unhandled] })]
      } catch (error) {
        said = [`the cell did not come to its end: ${String(error)}`]
        task.meta.cell = result(row, id, said, ended)
        throw error
      }
      task.meta.cell = result(row, id, said, ended)
      expect(said, `replay: ${replay(row, id)}`).toEqual([])
    })
  }
}

function chosen(row: string, cells: readonly Cell[], oneIn: number): readonly Cell[] {
  const { FAULT_CELL: one } = process.env
  if (one !== undefined) return cells.filter(({ id }) => `${row}/${id}` === one)
  return isWholeRun ? cells : cells.filter((_cell, place) => place % oneIn === 0)
}

function codeOf(error: unknown): string {
  if (error === null) return 'done'
  return error instanceof ProblemError ? error.problem.code : 'no-problem'
}

function replay(row: string, id: string): string {
  return `npm run test:faults -- --cell '${row}/${id}'`
}

function result(row: string, cell: string, said: readonly string[], ended: string): CellResult {
  return {
    row,
    cell,
    passed: said.length === 0,
    ended,
    message: said.join('; '),
    replay: replay(row, cell),
  }
}
