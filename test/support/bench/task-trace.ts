import { readFileSync } from 'node:fs'
import type { ElectronApplication } from 'playwright-core'

/**
 * A task of a thread on which a person waits, or of a window that is never shown. `processorMs` is how long it had the
 * processor: how long it took in all says more of what else the machine did.
 */
export interface Task {
  readonly of: 'window' | 'main process' | 'hidden window'
  readonly processorMs: number
  readonly elapsedMs: number
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** Begins to record every task of Electron's processes; Chromium's own trace tells of them, and nothing in the assistant. */
export async function recordTasks(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({
      included_categories: ['disabled-by-default-devtools.timeline', '__metadata'],
      excluded_categories: ['*'],
    }),
  )
}

/** Ends the recording, and returns the tasks, longest first. `file` receives the trace, which chrome://tracing opens. */
export async function recordedTasks(app: ElectronApplication, file: string): Promise<readonly Task[]> {
  const window = await app.evaluate(async ({ contentTracing, webContents }, path) => {
    await contentTracing.stopRecording(path)
    return webContents.getAllWebContents()[0]?.getOSProcessId()
  }, file)
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] }
  return tasksIn(traceEvents, window)
}

function tasksIn(events: readonly TraceEvent[], window: number | undefined): readonly Task[] {
  const names = new Map<string, string>()
  for (const { name, pid, tid, args } of events) {
    if (name === 'thread_name') names.set(`${pid} ${tid}`, args?.name ?? '')
  }
  const ownerOf = ({ pid, tid }: TraceEvent): Task['of'] | null => {
    const thread = names.get(`${pid} ${tid}`)
    if (thread === 'CrBrowserMain') return 'main process'
    if (thread !== 'CrRendererMain') return null
    return pid === window ? 'window' : 'hidden window'
  }
  const tasks = events.flatMap((event): Task[] => {
    const of = ownerOf(event)
    if (event.name !== 'RunTask' || event.ph !== 'X' || of === null) return []
    if (event.tdur === undefined) throw new Error('this trace does not tell how long a task had the processor')
    return [{ of, processorMs: event.tdur / 1000, elapsedMs: (event.dur ?? 0) / 1000 }]
  })
  for (const owner of ['window', 'main process']) {
    if (!tasks.some(({ of }) => of === owner)) throw new Error(`the trace has no task of the ${owner}`)
  }
  return tasks.toSorted((one, other) => other.processorMs - one.processorMs)
}
