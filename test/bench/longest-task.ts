import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { printAlone } from '#support/bench/figures.ts'
import { removeWhatWasMade, saveReport, setUpOnce } from '#support/bench/practice-run.ts'
import { recordedTasks, recordTasks, type Task } from '#support/bench/task-trace.ts'

/** How much slower than this computer's the processor is in whose window each input must be answered. */
const slowdown = 6

/**
 * The longest task after the start in a whole journey: a set-up with its sealed file, the report as PDF, the removal. And,
 * with the window's processor slowed, how long an input waits for what it changes to be drawn.
 */
export async function measureLongestTask(): Promise<{
  readonly longestTaskMs: number
  readonly inputToPaintMs: number
}> {
  return { longestTaskMs: await longestTask(), inputToPaintMs: await inputToPaint() }
}

async function longestTask(): Promise<number> {
  const traces = join('out', 'bench')
  mkdirSync(traces, { recursive: true })
  return onJourney(
    ({ app }) => recordTasks(app),
    async ({ app }) => {
      const tasks = await recordedTasks(app, join(traces, 'tasks.json'))
      return longestOf(tasks)
    },
  )
}

/** The longest task of window and main process; a window that is never shown keeps nobody waiting. */
export function longestOf(tasks: readonly Task[]): number {
  return tasks.find(({ of }) => of !== 'hidden window')?.processorMs ?? NaN
}

/** A journey has some twenty inputs: in one alone, the 95th percentile would be the slowest of all. */
const journeys = 3

/** The 95th percentile of all inputs of the journeys, in milliseconds. */
async function inputToPaint(): Promise<number> {
  const inputs: number[] = []
  for (let journey = 0; journey < journeys; journey += 1) inputs.push(...(await inputsOfJourney()))
  return percentile(95, inputs)
}

/** How long each input of a journey waited for what it changes to be drawn, in milliseconds. */
function inputsOfJourney(): Promise<readonly number[]> {
  return onJourney(
    async ({ app, window }) => {
      const devTools = await app.context().newCDPSession(window)
      await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
      await window.evaluate(observeInputs)
    },
    ({ window }) => window.evaluate(observedInputs),
  )
}

async function onJourney<Found>(
  begin: (assistant: Assistant) => Promise<void>,
  end: (assistant: Assistant) => Promise<Found>,
): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'prextra-bench-journey-'))
  const assistant = await launchAssistant()
  try {
    await assistant.window.getByRole('heading', { level: 1 }).waitFor()
    await begin(assistant)
    await setUpOnce(assistant, folder)
    await saveReport(assistant, folder)
    await removeWhatWasMade(assistant)
    return await end(assistant)
  } finally {
    await assistant.close()
    rmSync(folder, { recursive: true })
  }
}

/** What the functions that run in the page know of it. */
interface EventTiming {
  readonly interactionId: number
  readonly duration: number
}
declare const PerformanceObserver: new (listener: (list: { getEntries(): EventTiming[] }) => void) => {
  observe(options: object): void
}

/** Runs in the page. An input is a key or a click with all its events; the longest of them counts. */
function observeInputs(): void {
  const inputs = new Map<number, number>()
  Object.assign(globalThis, { inputs })
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId > 0) inputs.set(interactionId, Math.max(duration, inputs.get(interactionId) ?? 0))
    }
  }).observe({ type: 'event', durationThreshold: 16 })
}

/** Runs in the page. */
function observedInputs(): readonly number[] {
  return [...(globalThis as unknown as { readonly inputs: Map<number, number> }).inputs.values()]
}

function percentile(percent: number, values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? NaN
}

await printAlone(import.meta.url, measureLongestTask)
