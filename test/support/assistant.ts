import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { openedPages } from './opened-pages.ts'

/** The built assistant in real Electron, in a home of its own. */
export interface Assistant {
  readonly app: ElectronApplication
  readonly window: Page
  /** The app's user data folder. */
  readonly home: string
  /** The next page the assistant opens in "the browser", as the system's own opener was asked to. */
  openedPage(): Promise<string>
  /** Sets the path that every save dialog answers from now on. */
  savesTo(path: string): Promise<void>
  /** Sets the path that every open dialog answers from now on. */
  opens(path: string): Promise<void>
  /**
   * Sets what the person agrees to, from now on, when main asks: at first to what is to be confirmed, and not to what they
   * did not press.
   */
  agreesTo(kinds: readonly Question['type'][]): Promise<void>
  /** What main asked in its own dialogs until now. */
  questions(): Promise<readonly Question[]>
  /** Returns the Graph requests that changed something, from the practice tenant's own log. */
  tenantWrites(): readonly string[]
  tenantRequests(): number
  readonly output: () => string
  /** Resolves once the person has closed it. What it kept on the computer stays. */
  left(): Promise<void>
  /** Closes it, if it is open, and deletes what it kept. */
  close(): Promise<void>
}

/** A question of main's. `warning`: main saw no act of the person before the call. */
export interface Question {
  readonly type: 'question' | 'warning'
  readonly message: string
  readonly detail: string
}

export interface LaunchOptions {
  readonly executable?: string
  readonly args?: readonly string[]
  readonly home?: string
  readonly language?: 'fr-CA' | 'en-CA'
  /** Whether the real Chromium sandbox is on, which root cannot use. */
  readonly sandbox?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** Whether main's dialogs are shown, for somebody to answer. Otherwise `agreesTo` answers them. */
  readonly realDialogs?: boolean
}

const isRoot = process.getuid?.() === 0

/** How long Electron may take to show its window: ordinarily it is a second. */
const startLimitMs = 15_000

/**
 * Starts the assistant. On a busy machine Playwright sometimes attaches to the page just as it loads, misses that, and
 * waits for ever for a page that has long been shown (one start in a hundred): then it is started once more.
 */
export async function launchAssistant(options: LaunchOptions = {}): Promise<Assistant> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'prextra-assistant-'))
  const started = await within(startLimitMs, launchOnce(options, home))
  if (started) return started
  process.stderr.write(`Playwright saw no window in ${startLimitMs / 1000} s: the assistant is started once more\n`)
  killIn(home)
  return launchOnce(options, home)
}

/** Kills every process of an assistant with this home, where the system tells which those are. */
function killIn(home: string): void {
  if (process.platform !== 'linux') return
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8')
      if (command.includes(`--user-data-dir=${home}`)) process.kill(Number(id), 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Resolves to the result of `work`, or to `null` when it takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null)
    }, ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}

async function launchOnce(options: LaunchOptions, home: string): Promise<Assistant> {
  const opener = openedPages(home)
  // The hosted journeys run the application as the installer has laid it.
  const installed = process.env.PREXTRA_INSTALLED
  const executable = options.executable ?? installed ?? process.env.PREXTRA_ELECTRON
  if (executable === undefined) throw new Error('run this through npm: it knows which Electron to start')
  const app = await _electron.launch({
    executablePath: executable,
    args: [
      ...(options.args ?? (installed === undefined ? ['.'] : [])),
      `--user-data-dir=${home}`,
      `--lang=${options.language ?? 'fr-CA'}`,
    ],
    env: {
      ...(process.env as Record<string, string>),
      ...options.env,
      ...(opener.folder !== null && { PATH: opener.folder + delimiter + (process.env.PATH ?? '') }),
    },
    colorScheme: 'light',
    chromiumSandbox: options.sandbox ?? !isRoot,
  })
  let output = ''
  const listen = (chunk: Buffer) => (output += chunk.toString('utf8'))
  app.process().stdout?.on('data', listen)
  app.process().stderr?.on('data', listen)
  const gone = app.waitForEvent('close', { timeout: 0 })
  await opener.from(app)
  const window = await app.firstWindow()
  if (options.realDialogs !== true) await answerQuestions(app)
  const requests = () => {
    const log = join(home, 'logs', 'practice-tenant.jsonl')
    if (!existsSync(log)) return []
    const lines = readFileSync(log, 'utf8').trim().split('\n')
    return lines.map((line) => JSON.parse(line) as { method: string; host: string; path: string; status: number })
  }
  return {
    app,
    window,
    home,
    openedPage: () => opener.next(),
    savesTo: (path) =>
      app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, path),
    opens: (path) =>
      app.evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
      }, path),
    agreesTo: (kinds) =>
      app.evaluate((_electron, agreesTo) => {
        Object.assign(globalThis, { agreesTo })
      }, kinds),
    questions: () => app.evaluate(() => (globalThis as unknown as { asked: Question[] }).asked),
    tenantRequests: () => requests().length,
    tenantWrites: () =>
      requests()
        .filter(({ host, method, status }) => host === 'graph.microsoft.com' && method !== 'GET' && status < 300)
        // Only reads are sent in batches.
        .filter(({ path }) => !path.endsWith('/$batch'))
        .map(({ method, path }) => `${method} ${path}`),
    output: () => output,
    async left() {
      await gone
    },
    async close() {
      await app.close()
      // One whose page had crashed was seen to stay, and its window would be taken for that of the next one.
      killIn(home)
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/**
 * Answers main's dialogs as a person who agrees, but not to what main asks because it saw no act: what Playwright presses
 * comes to the window as input, so whoever meets such a question has pressed nothing.
 */
function answerQuestions(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ dialog }) => {
    const noted: { asked: Question[]; agreesTo: readonly string[] } = { asked: [], agreesTo: ['question'] }
    const answering = Object.assign(globalThis, noted)
    dialog.showMessageBox = ((_window: unknown, { type, message, detail }: Question) => {
      answering.asked.push({ type, message, detail })
      return Promise.resolve({ response: answering.agreesTo.includes(type) ? 1 : 0, checkboxChecked: false })
    }) as never
  })
}
