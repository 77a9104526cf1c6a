import { join } from 'node:path'
import { BrowserWindow, nativeTheme, session } from 'electron'
import { appOrigin, serveApp } from './app-protocol.ts'
import { isDevelopment, isDevSocket, offerDeveloperTools, serveFromDevServer } from './development.ts'
import { openSession, refuseFilePickers } from './security.ts'
import { closedPreferences, overlay, windowOptions } from './window-options.ts'

const overlayNow = () => (nativeTheme.shouldUseDarkColors ? overlay.dark : overlay.light)

/** Creates the only window: sandboxed, isolated, in a session that is not kept. `appFolder` is the built `out/app`. */
export function createWindow(appFolder: string, title: string): BrowserWindow {
  const own = session.fromPartition('assistant', { cache: false })
  openSession(
    own,
    ({ href }) => href.startsWith(`${appOrigin}/`) || href.startsWith('devtools://') || isDevSocket(href),
  )
  if (!serveFromDevServer(own)) serveApp(own, join(appFolder, 'renderer'))
  const window = new BrowserWindow({
    ...windowOptions,
    title,
    backgroundColor: overlayNow().color,
    titleBarOverlay: overlayNow(),
    webPreferences: {
      ...closedPreferences,
      ...(isDevelopment && { devTools: true }),
      session: own,
      preload: join(appFolder, 'preload', 'index.cjs'),
    },
  })
  window.setMenu(null)
  offerDeveloperTools(window)
  // The title is main's: it says what is practice, and what is no release.
  window.on('page-title-updated', (event) => {
    event.preventDefault()
  })
  window.once('ready-to-show', () => {
    window.show()
  })
  nativeTheme.on('updated', () => {
    if (process.platform === 'win32' && !window.isDestroyed()) window.setTitleBarOverlay(overlayNow())
  })
  return window
}

/**
 * Loads the page, and resolves once it is drawn. Returns whether it is shown: a window that is closed meanwhile ends the
 * loading. Rejects when it cannot be shown.
 */
export async function load(window: BrowserWindow): Promise<boolean> {
  let isClosing = (): boolean => window.isDestroyed()
  window.once('close', () => {
    isClosing = () => true
  })
  const drawn = new Promise<void>((resolve) => {
    const done = () => {
      resolve()
    }
    window.once('ready-to-show', done)
    window.once('closed', done)
  })
  try {
    await loadPage(window)
    await drawn
    return !isClosing()
  } catch (error) {
    if (isClosing()) return false
    throw error
  }
}

async function loadPage(window: BrowserWindow): Promise<void> {
  await window.loadURL(`${appOrigin}/index.html`)
  if (!window.isDestroyed()) await refuseFilePickers(window.webContents)
}

/**
 * Brings the page back. A script can leave it for `about:blank`, about which nobody is asked (Electron 25.1.1, measured); and
 * its process can end: then the person is told once, and `failed` is called when it ends again.
 */
export function keepPage(
  window: BrowserWindow,
  ports: { readonly told: () => void; readonly failed: (error: Error) => void },
): void {
  const { webContents: contents } = window
  const again = () => {
    loadPage(window).catch(ports.failed)
  }
  contents.on('did-navigate', (_event, url) => {
    if (!url.startsWith(`${appOrigin}/`)) again()
  })
  let isFirst = true
  contents.on('render-process-gone', (_event, { reason }) => {
    if (window.isDestroyed() || reason === 'clean-exit') return
    if (!isFirst) {
      ports.failed(new Error('the process of the window has ended twice'))
      return
    }
    isFirst = false
    again()
    ports.told()
  })
}
