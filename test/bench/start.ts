import { makeBareWindow } from '#support/bench/bare-window.ts'
import { medianOf, printAlone } from '#support/bench/figures.ts'
import { openMeasured } from '#support/bench/window-over-cdp.ts'

/** A button of a window, and what is true in its page once a click on it was answered. */
interface Answer {
  readonly button: string
  readonly answered: string
}

const bareAnswer: Answer = {
  button: '#button',
  answered: `document.querySelector('#button[data-clicked]') !== null`,
}

/** The longest way that a click on the welcome goes: to the main process and back, with the page in the other language. */
const assistantAnswer: Answer = {
  button: 'nav button[lang]',
  answered: `document.documentElement.lang === 'en-CA'`,
}

/** How long the assistant takes to start, beside a bare window of the same Electron. */
export interface StartFigures {
  readonly ratio: number
  readonly assistantMs: number
  readonly bareMs: number
}

/**
 * Measures from the spawn until the window has answered a click: medians of starts that take turns, so that whatever else
 * the machine does is in both. The first turn is not counted, because it fills the system's cache of files.
 */
export async function startTimes({ starts = 25 } = {}): Promise<StartFigures> {
  const bareWindow = makeBareWindow()
  const bare: number[] = []
  const assistant: number[] = []
  try {
    for (let turn = 0; turn <= starts; turn += 1) {
      const [bareMs, assistantMs] = [await startOnce(bareWindow.app, bareAnswer), await startOnce('.', assistantAnswer)]
      if (turn === 0) continue
      bare.push(bareMs)
      assistant.push(assistantMs)
    }
  } finally {
    bareWindow.remove()
  }
  const [assistantMs, bareMs] = [medianOf(assistant), medianOf(bare)]
  return { ratio: assistantMs / bareMs, assistantMs, bareMs }
}

async function startOnce(app: string, { button, answered }: Answer): Promise<number> {
  const window = await openMeasured(app)
  try {
    await window.until(`document.querySelector(${JSON.stringify(button)})?.getBoundingClientRect().width > 0`)
    await window.click(button)
    await window.until(answered)
    return performance.now() - window.startedAt
  } finally {
    await window.close()
  }
}

/** The part of the summary. */
export async function measureStart(): Promise<{ readonly start: { readonly ratio: number } }> {
  const { ratio } = await startTimes()
  return { start: { ratio } }
}

await printAlone(import.meta.url, startTimes)
