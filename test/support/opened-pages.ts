import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from 'playwright-core'

/** Takes the pages that the assistant opens in "the browser". */
export interface OpenedPages {
  /** The folder to put first in PATH, so that the system's opener is found there; `null` where it is not found by PATH. */
  readonly folder: string | null
  /** Begins to take pages from an application that has started. */
  from(app: ElectronApplication): Promise<void>
  /** Resolves to the next page. */
  next(): Promise<string>
}

/** Returns the way of this system: its opener is replaced, or, on Windows, Electron's call of it. */
export function openedPages(home: string, platform = process.platform): OpenedPages {
  return platform === 'win32' ? pagesOfElectron() : pagesOfXdgOpen(home)
}

/** Makes an `xdg-open` that writes down what it was asked to open, so that nothing in the assistant is replaced. */
function pagesOfXdgOpen(home: string): OpenedPages {
  const folder = join(home, 'bin')
  const opened = join(home, 'opened')
  mkdirSync(folder, { recursive: true })
  mkdirSync(opened, { recursive: true })
  const script = join(folder, 'xdg-open')
  writeFileSync(script, `#!/bin/sh\nprintf %s "$1" > "${opened}/.$$" && mv "${opened}/.$$" "${opened}/url"\n`)
  chmodSync(script, 0o755)
  chmodSync(opened, 0o777)
  const url = join(opened, 'url')
  return {
    folder,
    from: () => Promise.resolve(),
    next: () =>
      new Promise((resolve) => {
        const take = () => {
          if (!existsSync(url)) return false
          const address = readFileSync(url, 'utf8')
          rmSync(url)
          resolve(address)
          return true
        }
        const look = () => {
          if (take()) watcher.close()
        }
        // It watches before it looks: a page that came in between would never be seen.
        const watcher = watch(opened, look)
        look()
      }),
  }
}

/** What the replaced call keeps in the main process. */
interface Taken {
  readonly pages: string[]
  wake: (() => void) | null
}

/** Replaces Electron's call of the system's opener, which Windows finds in its registry and by no PATH. */
function pagesOfElectron(): OpenedPages {
  let application: ElectronApplication | null = null
  return {
    folder: null,
    async from(app) {
      application = app
      await app.evaluate(({ shell }) => {
        const taken: Taken = { pages: [], wake: null }
        Object.assign(globalThis, { taken })
        shell.openExternal = (url) => {
          taken.pages.push(url)
          taken.wake?.()
          return Promise.resolve()
        }
      })
    },
    async next() {
      if (!application) throw new Error('the application has not started')
      return application.evaluate(async () => {
        const { taken } = globalThis as unknown as { readonly taken: Taken }
        if (taken.pages.length === 0) await new Promise<void>((resolve) => (taken.wake = resolve))
        return taken.pages.shift() ?? ''
      })
    },
  }
}
