import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Assistant } from './assistant.ts'

/** What the functions that run in the page know of it. */
declare const document: {
  readonly body: { setAttribute(name: string, value: string): void; removeAttribute(name: string): void }
}

/** A place where a secret's clear text could end up, and how to read all of it. */
export interface Sink {
  readonly name: string
  plant(canary: string): Promise<void>
  read(): Promise<Buffer>
}

/** Collects what every sink of a running assistant has held, and searches it for what must not be there. */
export interface LeakScan {
  readonly sinks: readonly string[]
  /** Plants a canary in every sink and rejects unless every sink finds its own: a scan that finds nothing must be able to. */
  prove(): Promise<void>
  /** Reads the page as it stands now; called at every screen. */
  lookAtPage(): Promise<void>
  /** Where the text was found, in whatever form; the application should still run. */
  search(secrets: readonly string[]): Promise<readonly string[]>
}

/** `more` are places besides those that every scan has. */
export async function createLeakScan(
  assistant: Assistant,
  folders: readonly string[],
  more: readonly Sink[] = [],
): Promise<LeakScan> {
  const { app, window } = assistant
  const pages: string[] = []
  const cdp = await window.context().newCDPSession(window)
  await listenToIpc(assistant)

  const lookAtPage = async () => {
    const dom = await cdp.send('DOMSnapshot.captureSnapshot', { computedStyles: [] })
    const accessibility = await cdp.send('Accessibility.getFullAXTree')
    pages.push(JSON.stringify(dom), JSON.stringify(accessibility))
  }

  const sinks: Sink[] = [
    {
      name: 'files',
      plant: (canary) => writeFile(join(assistant.home, 'canary.txt'), canary),
      read: () => Promise.resolve(Buffer.concat(folders.flatMap(filesOf).map((path) => readFileSync(path)))),
    },
    {
      name: 'logs',
      plant: (canary) => writeFile(join(assistant.home, 'logs', 'canary.jsonl'), canary),
      read: () =>
        Promise.resolve(Buffer.concat(filesOf(join(assistant.home, 'logs')).map((path) => readFileSync(path)))),
    },
    {
      name: 'pages',
      plant: async (canary) => {
        await window.evaluate((text) => {
          document.body.setAttribute('aria-description', text)
        }, canary)
        await lookAtPage()
        await window.evaluate(() => {
          document.body.removeAttribute('aria-description')
        })
      },
      read: () => Promise.resolve(Buffer.from(pages.join('\n'))),
    },
    {
      name: 'ipc',
      plant: (canary) =>
        app.evaluate(
          ({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.webContents.send('canary', text),
          canary,
        ),
      read: async () =>
        Buffer.from(await app.evaluate(() => (globalThis as { heardIpc?: string[] }).heardIpc?.join('\n') ?? '')),
    },
    {
      name: 'stdout',
      plant: async (canary) => {
        await app.evaluate((_electron, text) => void process.stdout.write(text), canary)
        while (!assistant.output().includes(canary)) await new Promise((resolve) => setImmediate(resolve))
      },
      read: () => Promise.resolve(Buffer.from(assistant.output())),
    },
    {
      name: 'clipboard',
      plant: (canary) => app.evaluate(({ clipboard }, text) => void clipboard.writeText(text), canary),
      read: async () => Buffer.from(await app.evaluate(({ clipboard }) => clipboard.readText())),
    },
    ...more,
  ]

  return {
    sinks: sinks.map(({ name }) => name),
    lookAtPage,
    async prove() {
      for (const sink of sinks) {
        const canary = `CANARY~${sink.name}~${crypto.randomUUID()}`
        await sink.plant(canary)
        if (!holds(await sink.read(), canary)) throw new Error(`a secret in ${sink.name} would not be found`)
      }
    },
    async search(secrets) {
      const found: string[] = []
      for (const sink of sinks) {
        const content = await sink.read()
        for (const secret of secrets) if (holds(content, secret)) found.push(sink.name)
      }
      return found
    },
  }
}

/**
 * Whether the text is in there: as it is, UTF-16, hex, URL- or JSON-escaped, or base64 at any of its three offsets;
 * in one piece, or over the lines of a mail or an armored file.
 */
export function holds(content: Buffer, text: string): boolean {
  const bytes = Buffer.from(text)
  const forms = [
    bytes,
    Buffer.from(text, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(JSON.stringify(text).slice(1, -1)),
    ...[0, 1, 2].map((offset) => base64Core(bytes, offset)),
  ]
  const joined = Buffer.from(content.toString('latin1').replace(/=?\r?\n/g, ''), 'latin1')
  return forms.some((form) => content.includes(form) || joined.includes(form))
}

/** The characters that base64 of a longer text must contain, when this text starts `offset` bytes into a group of three. */
function base64Core(bytes: Buffer, offset: number): Buffer {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes])
  const text = padded.toString('base64').replace(/=+$/, '')
  return Buffer.from(text.slice(offset === 0 ? 0 : offset + 1, text.length - 2))
}

export function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Keeps every message between main and the window, both ways. */
async function listenToIpc({ app }: Assistant): Promise<void> {
  await app.evaluate(({ BrowserWindow, ipcMain }) => {
    const heard: string[] = []
    ;(globalThis as { heardIpc?: string[] }).heardIpc = heard
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) throw new Error('there is no window')
    const send = contents.send.bind(contents)
    contents.send = (channel, ...values: unknown[]) => {
      heard.push(JSON.stringify([channel, values]))
      send(channel, ...values)
    }
    type Handler = (event: unknown, input: unknown) => Promise<unknown>
    const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> }
    if (handlers.size === 0) throw new Error('no call is served')
    for (const [name, handle] of handlers) {
      handlers.set(name, async (event, input) => {
        const reply = await handle(event, input)
        heard.push(JSON.stringify([name, input, reply]))
        return reply
      })
    }
  })
}
