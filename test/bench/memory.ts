import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type Inspector from 'node:inspector'
import { basename, dirname, join } from 'node:path'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { makeBareWindow } from '#support/bench/bare-window.ts'
import { medianOf, printAlone } from '#support/bench/figures.ts'
import { removeWhatWasMade, setUpOnce } from '#support/bench/practice-run.ts'
import { proportionalMemory } from '#support/bench/proportional-memory.ts'
import { openMeasured } from '#support/bench/window-over-cdp.ts'

/** Memory beside a bare window's, and by how much more runs make it grow. */
export interface MemoryFigures extends Readonly<Record<string, number>> {
  readonly welcome: number
  readonly afterRun: number
  readonly growth: number
}

/** How long a window is left alone before it is measured, so that what is loaded when idle is there. */
const settlingMs = 10_000

export async function measureMemory({ windows = 3, runs = 10 } = {}): Promise<{ readonly memory: MemoryFigures }> {
  const folder = mkdtempSync(join(tmpdir(), 'prextra-bench-memory-'))
  const executable = copyElectron(folder)
  const bareWindow = makeBareWindow()
  const bare = await welcomeMemory(bareWindow.app, executable, windows)
  const welcome = await welcomeMemory('.', executable, windows)
  const assistant = await launchAssistant({ executable })
  try {
    await setUpOnce(assistant, folder)
    const afterRun = await settledMemory(assistant)
    const first = await keptMemory(assistant)
    for (let run = 0; run < runs; run += 1) {
      await removeWhatWasMade(assistant)
      await setUpOnce(assistant, folder)
    }
    const last = await keptMemory(assistant)
    return { memory: { welcome: welcome / bare, afterRun: afterRun / bare, growth: last / first - 1 } }
  } finally {
    await assistant.close()
    bareWindow.remove()
    rmSync(folder, { recursive: true })
  }
}

/** Copies Electron, so that no other program on the machine shares the pages of its files: theirs would count for less. */
function copyElectron(folder: string): string {
  const original = process.env.PREXTRA_ELECTRON
  if (original === undefined) throw new Error('run this through npm: it knows which Electron to start')
  cpSync(dirname(original), join(folder, 'electron'), { recursive: true, verbatimSymlinks: true })
  return join(folder, 'electron', basename(original))
}

async function welcomeMemory(app: string, executable: string, windows: number): Promise<number> {
  const found: number[] = []
  while (found.length < windows) {
    const window = await openMeasured(app, executable)
    await window.until(`document.querySelector('h1') !== null`)
    await new Promise((resolve) => setTimeout(resolve, settlingMs))
    found.push(proportionalMemory(window.processId))
    await window.close()
  }
  return medianOf(found)
}

async function settledMemory({ app }: Assistant): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, settlingMs))
  return proportionalMemory(app.process().pid ?? 0)
}

/** The memory that is left when garbage is collected in window and main: what only waits for that does not grow for ever. */
async function keptMemory(assistant: Assistant): Promise<number> {
  const { app, window } = assistant
  const devTools = await app.context().newCDPSession(window)
  await devTools.send('HeapProfiler.collectGarbage')
  await devTools.detach()
  await app.evaluate(async () => {
    // oxlint-disable-next-line typescript/no-deprecated -- Electron evaluates this without a require of its own
    const { Session } = process.mainModule?.require('node:inspector') as typeof Inspector
    const inspector = new Session()
    inspector.connect()
    await new Promise((resolve) => {
      inspector.post('HeapProfiler.collectGarbage', resolve)
    })
    inspector.disconnect()
  })
  return settledMemory(assistant)
}

await printAlone(import.meta.url, measureMemory)
