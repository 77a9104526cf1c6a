import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Assistant } from '../assistant.ts'
import { filesOf, type Sink } from '../leaks.ts'

/** What the functions that run in the page know of it. */
declare const localStorage: Record<string, string> & { setItem(name: string, value: string): void }
declare const sessionStorage: Record<string, string>

/** The clipboard of the Electron that development falls back to: since Electron 44 it is another one. */
interface OldClipboard {
  readText(kind: 'selection'): string
  writeText(text: string, kind: 'selection'): void
  write(content: { readonly html: string }): void
  readHTML(): string
}

const contentOf = (folder: string) => Buffer.concat(filesOf(folder).map((path) => readFileSync(path)))

/** More places where a secret could end up than the usual ones of createLeakScan (test/support/leaks.ts). */
export interface MoreSinks {
  readonly sinks: readonly Sink[]
  /** Notes what is on the screen besides the page; called at every screen. */
  look(): Promise<void>
  /** Notes an address that was opened in the browser. */
  opened(address: string): void
  close(): void
}

export async function createMoreSinks(
  assistant: Assistant,
  places: { readonly home: string; readonly temporary: string; readonly sentMail: { subject: string }[] },
): Promise<MoreSinks> {
  const { app, window } = assistant
  const cdp = await window.context().newCDPSession(window)
  const titles: string[] = []
  const addresses: string[] = []
  const trees: string[] = []
  const consoleLines: string[] = []
  const children: ChildProcess[] = []
  window.on('console', (message) => consoleLines.push(message.text()))

  const look = async () => {
    titles.push(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? ''))
    trees.push(JSON.stringify(await cdp.send('Accessibility.getFullAXTree')))
  }
  const ofProcesses = (file: string) =>
    Buffer.concat(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((id) => {
          try {
            return [readFileSync(`/proc/${id}/${file}`)]
          } catch {
            return []
          }
        }),
    )
  const started = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
    const child = spawn('sh', ['-c', 'sleep 60', ...args], { env: { PATH: process.env['PATH'] ?? '', ...env } })
    children.push(child)
    await new Promise((resolve) => child.once('spawn', resolve))
  }
  const fileIn = (folder: string): Pick<Sink, 'plant' | 'read'> => ({
    plant: (canary) => {
      writeFileSync(join(folder, 'canary.txt'), canary)
      return Promise.resolve()
    },
    read: () => Promise.resolve(contentOf(folder)),
  })

  const sinks: Sink[] = [
    { name: 'home folder', ...fileIn(places.home) },
    { name: 'temporary folder', ...fileIn(places.temporary) },
    {
      name: 'titles',
      plant: async (canary) => {
        await app.evaluate(({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.setTitle(text), canary)
        await look()
      },
      read: () => Promise.resolve(Buffer.from(titles.join('\n'))),
    },
    {
      name: 'accessibility tree',
      plant: async (canary) => {
        await window.evaluate((text) => {
          const { body } = (globalThis as unknown as { document: { body: { ariaLabel: string | null; role: string } } })
            .document
          body.role = 'application'
          body.ariaLabel = text
        }, canary)
        await look()
        await window.evaluate(() => {
          const { body } = (globalThis as unknown as { document: { body: { removeAttribute(name: string): void } } })
            .document
          body.removeAttribute('aria-label')
          body.removeAttribute('role')
        })
      },
      read: () => Promise.resolve(Buffer.from(trees.join('\n'))),
    },
    {
      name: 'console of the window',
      plant: async (canary) => {
        const heard = window.waitForEvent('console')
        // Text, because only the page may write to its console.
        await window.evaluate(`console.log(${JSON.stringify(canary)})`)
        await heard
      },
      read: () => Promise.resolve(Buffer.from(consoleLines.join('\n'))),
    },
    {
      name: 'storage of the window',
      plant: (canary) => window.evaluate((text) => localStorage.setItem('canary', text), canary),
      read: async () =>
        Buffer.from(await window.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))),
    },
    {
      name: 'memory of the window',
      plant: (canary) => window.evaluate((text) => void Object.assign(globalThis, { canary: `${text}!` }), canary),
      read: async () => {
        const chunks: string[] = []
        const listen = ({ chunk }: { chunk: string }) => chunks.push(chunk)
        cdp.on('HeapProfiler.addHeapSnapshotChunk', listen)
        await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
        cdp.off('HeapProfiler.addHeapSnapshotChunk', listen)
        return Buffer.from(chunks.join(''))
      },
    },
    {
      name: 'arguments of processes',
      plant: (canary) => started([canary], {}),
      read: () => Promise.resolve(ofProcesses('cmdline')),
    },
    {
      name: 'environments of processes',
      plant: (canary) => started([], { CANARY: canary }),
      read: () => Promise.resolve(ofProcesses('environ')),
    },
    {
      name: 'environment of main',
      plant: (canary) => app.evaluate((_electron, text) => void (process.env.CANARY = text), canary),
      read: async () => Buffer.from(await app.evaluate(() => JSON.stringify([process.env, process.argv]))),
    },
    {
      name: 'opened addresses',
      plant: async (canary) => {
        await app.evaluate(({ shell }, text) => shell.openExternal(`https://login.example/?${text}`), canary)
        addresses.push(await assistant.openedPage())
      },
      read: () => Promise.resolve(Buffer.from(addresses.join('\n'))),
    },
    {
      name: 'sent mail',
      plant: (canary) => {
        places.sentMail.push({ subject: canary })
        return Promise.resolve()
      },
      read: () => Promise.resolve(Buffer.from(JSON.stringify(places.sentMail))),
    },
    {
      name: 'selection',
      plant: (canary) =>
        app.evaluate(({ clipboard }, text) => {
          ;(clipboard as unknown as OldClipboard).writeText(text, 'selection')
        }, canary),
      read: async () =>
        Buffer.from(
          await app.evaluate(({ clipboard }) => (clipboard as unknown as OldClipboard).readText('selection')),
        ),
    },
    {
      name: 'clipboard as markup',
      plant: (canary) =>
        app.evaluate(({ clipboard }, text) => {
          ;(clipboard as unknown as OldClipboard).write({ html: `<p>${text}</p>` })
        }, canary),
      read: async () =>
        Buffer.from(await app.evaluate(({ clipboard }) => (clipboard as unknown as OldClipboard).readHTML())),
    },
  ]
  return {
    sinks,
    look,
    opened: (address) => {
      addresses.push(address)
    },
    close: () => {
      for (const child of children) child.kill()
    },
  }
}
