import { BrowserWindow, session, type Session } from 'electron'
import type { Session as AssistantSession } from '#core/session/session.ts'
import type { Language } from '#words/format/language.ts'
import { codeOf } from '#words/screens/shell/path.ts'
import { serveFiles } from './app-protocol.ts'
import { closeSchemes, openSession } from './security.ts'
import { closedPreferences } from './window-options.ts'

const origin = 'app://help'

/** Pages of text and pictures, and nothing else. The pages' own policy is added to it. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The documentation beside one window: at most one window of its own. */
export interface Help {
  /** Opens the page of the step that the session is at, in that language. */
  readonly open: (at: AssistantSession, language: Language) => void
}

/**
 * Creates the window of the documentation when it is first asked for. It has no script, preload or network, and goes to
 * its own pages only. Escape closes it, and so does closing the assistant. `folder` is the built `out/app/help`.
 */
export function createHelp(assistant: BrowserWindow, folder: string): Help {
  let window: BrowserWindow | null = null
  /** The pages that were left, the last one last. */
  const left: string[] = []
  assistant.once('closed', () => window?.destroy())

  function show(): BrowserWindow {
    if (window && !window.isDestroyed()) return window
    const made = new BrowserWindow({
      width: 1000,
      height: 760,
      minWidth: 480,
      minHeight: 400,
      webPreferences: { ...closedPreferences, session: helpSession(folder), javascript: false },
    })
    made.setMenu(null)
    made.webContents.on('before-input-event', (event, input) => {
      if (input.type !== 'keyDown') return
      const page = input.alt && input.key === 'ArrowLeft' ? left.pop() : undefined
      if (page !== undefined) load(made, page)
      if (page !== undefined || obey(made, input)) event.preventDefault()
    })
    // Every page of this application is kept where it is (security.ts): a link among these is followed from here.
    made.webContents.on('will-frame-navigate', ({ url }) => {
      if (!url.startsWith(`${origin}/`)) return
      left.push(made.webContents.getURL())
      load(made, url)
    })
    made.once('closed', () => {
      window = null
      left.length = 0
    })
    window = made
    return made
  }

  return {
    open(at, language) {
      const shown = show()
      const page = `${origin}/${language}/steps/${codeOf(at).toLowerCase()}.html`
      const before = shown.webContents.getURL()
      if (before !== '' && before !== page) left.push(before)
      load(shown, page)
      shown.show()
    },
  }
}

/** Loads a page. Another one that is asked for meanwhile ends this loading. */
function load(window: BrowserWindow, page: string): void {
  void window.loadURL(page).catch(() => undefined)
}

/** Does what a key of the documentation does. Returns whether it has a meaning there. */
function obey(window: BrowserWindow, { key, control }: Electron.Input): boolean {
  const { webContents } = window
  if (key === 'Escape') window.close()
  else if (control && (key === '+' || key === '='))
    webContents.setZoomLevel(Math.min(webContents.getZoomLevel() + 1, 5))
  else if (control && key === '-') webContents.setZoomLevel(Math.max(webContents.getZoomLevel() - 1, -2))
  else if (control && key === '0') webContents.setZoomLevel(0)
  else return false
  return true
}

let closed: Session | undefined

function helpSession(folder: string): Session {
  if (closed) return closed
  closed = session.fromPartition('help', { cache: false })
  openSession(closed, ({ href }) => href.startsWith(`${origin}/`))
  closeSchemes(closed)
  serveFiles(closed, folder, { origin, policy })
  return closed
}
