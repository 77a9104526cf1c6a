import { measureCalendar } from './calendar.ts'
import type { Measured } from './figures.ts'
import { measureLarge } from './large.ts'
import { measureLongestTask } from './longest-task.ts'
import { measureMemory } from './memory.ts'
import { measureMerge } from './merge.ts'
import { measureRun } from './run.ts'
import { measureSize } from './size.ts'
import { measureStart } from './start.ts'

/** Measures, and resolves with its own part of out/bench/summary.json: the figures that it names. */
export type Measure = () => Promise<Measured>

/** The measurements, in the order in which they are made. Each has a file of its own, which says what it takes and how. */
export const measurements: Readonly<Record<string, Measure>> = {
  size: measureSize,
  start: measureStart,
  memory: measureMemory,
  'longest-task': measureLongestTask,
  run: async () => ({ run: { ...(await measureRun()) } }),
  large: () => measureLarge(),
  merge: measureMerge,
  calendar: measureCalendar,
}

/** Those whose counts and sizes `npm test` measures as well (`quick` in limits.ts). */
export const quickMeasurements: readonly string[] = ['size', 'run']
