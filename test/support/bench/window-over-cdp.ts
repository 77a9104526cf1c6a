import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An Electron that was started for a measurement, with the DevTools protocol of its window's page. */
export interface MeasuredWindow extends MeasuredPage {
  /** When the process was spawned, on the clock of `performance.now()`. */
  readonly startedAt: number
  readonly processId: number
  close(): Promise<void>
}

interface MeasuredPage {
  /** Sends a command of the DevTools protocol. */
  send<Result = unknown>(method: string, params?: object): Promise<Result>
  /** Returns what an expression is in the page, once it is resolved. */
  evaluate<Value>(expression: string): Promise<Value>
  /** Clicks the first element of a selector, in its middle, as a mouse does. */
  click(selector: string): Promise<void>
  /** Returns the addresses of the scripts that the page has loaded so far. */
  scripts(): Promise<readonly string[]>
  /** Resolves once an expression is true in the page, which is asked again and again. */
  until(expression: string): Promise<void>
}

const isRoot = process.getuid?.() === 0
const limitMs = 60_000

/**
 * Starts an application with nothing in between but the DevTools protocol: Playwright itself would take longer than the
 * window does.
 */
export async function openMeasured(app: string, executable = process.env.PREXTRA_ELECTRON): Promise<MeasuredWindow> {
  if (executable === undefined) throw new Error('run this through npm: it knows which Electron to start')
  const home = mkdtempSync(join(tmpdir(), 'prextra-bench-'))
  // The assistant refuses these switches unless a debugger can hold it (src/main/start-guard.ts).
  const switches = ['--lang=fr-CA', '--remote-debugging-port=0', '--inspect=0', ...(isRoot ? ['--no-sandbox'] : [])]
  const startedAt = performance.now()
  const child = spawn(executable, [app, `--user-data-dir=${home}`, ...switches], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
    })
  })
  const close = async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const page = await connectToPage(await addressOf(child))
    return { startedAt, processId: child.pid ?? 0, ...page, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Resolves to the address of the DevTools protocol, which Chromium prints once. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.once('exit', () => {
      reject(new Error(`it ended before it had a window: ${output}`))
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      const address = /DevTools listening on (ws:\S+)/.exec(output)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: { readonly sessionId: string; readonly targetInfo: { readonly type: string }; readonly url: string }
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

async function connectToPage(address: string): Promise<MeasuredPage> {
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  let last = 0
  const waiting = new Map<number, (message: Message) => void>()
  const sendTo = (sessionId: string | null, method: string, params: object): Promise<unknown> => {
    last += 1
    const id = last
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`))
        else resolve(result)
      })
      socket.send(JSON.stringify({ id, method, params, ...(sessionId !== null && { sessionId }) }))
    })
  }
  const scripts: string[] = []
  const attached = new Promise<string>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as Message
      if (message.id !== undefined) {
        waiting.get(message.id)?.(message)
        waiting.delete(message.id)
      } else if (message.method === 'Target.attachedToTarget' && message.params?.targetInfo.type === 'page') {
        resolve(message.params.sessionId)
      } else if (message.method === 'Debugger.scriptParsed' && message.params?.url) {
        scripts.push(message.params.url)
      }
    })
  })
  await sendTo(null, 'Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true })
  const sessionId = await attached
  return pageOf((method, params = {}) => sendTo(sessionId, method, params), scripts)
}

function pageOf(send: (method: string, params?: object) => Promise<unknown>, scripts: readonly string[]): MeasuredPage {
  const evaluate = async <Value>(expression: string): Promise<Value> => {
    const answer = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })
    return (answer as { result: { value: Value } }).result.value
  }
  return {
    send: send as MeasuredPage['send'],
    evaluate,
    async until(expression) {
      const deadline = performance.now() + limitMs
      // A page that another one takes the place of cannot be asked meanwhile.
      while (!(await evaluate<boolean>(expression).catch(() => false))) {
        if (performance.now() > deadline) throw new Error(`this was never true: ${expression}`)
        await new Promise((resolve) => setTimeout(resolve, 4))
      }
    },
    async scripts() {
      await send('Debugger.enable')
      return [...scripts]
    },
    async click(selector) {
      const middle = await evaluate<{ x: number; y: number }>(`(() => {
        const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect()
        return { x: x + width / 2, y: y + height / 2 }
      })()`)
      for (const type of ['mousePressed', 'mouseReleased']) {
        await send('Input.dispatchMouseEvent', { type, ...middle, button: 'left', clickCount: 1 })
      }
    },
  }
}
