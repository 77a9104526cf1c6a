import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen, session, type Rectangle } from 'electron'
import type { SettingsFile } from '#adapters/files/settings-file.ts'
import type { Language } from '#words/format/language.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { appOrigin, serveApp } from './app-protocol.ts'
import { isJourneyBuild } from './build-facts.ts'
import { isDevelopment, isDevSocket, offerDeveloperTools, serveFromDevServer } from './development.ts'
import { closeSchemes, openSession, refuseFilePickers } from './security.ts'
import { titleBar } from './title-bar.ts'
import { closedPreferences, windowOptions } from './window-options.ts'
import { windowPlace } from './window-place.ts'
import { followZoom } from './zoom.ts'

/** Creates the only window: sandboxed, isolated, in a session that is not kept. `appFolder` is the built `out/app`. */
export function createWindow(appFolder: string, language: Language, settings: SettingsFile): BrowserWindow {
  const kept = settings.read()
  const own = session.fromPartition('assistant', { cache: false })
  openSession(
    own,
    ({ href }) => href.startsWith(`${appOrigin}/`) || href.startsWith('devtools://') || isDevSocket(href),
  )
  closeSchemes(own)
  if (!serveFromDevServer(own)) serveApp(own, join(appFolder, 'renderer'))
  const window = new BrowserWindow({
    ...windowOptions,
    ...windowPlace(kept.window, workAreaOf(kept.window)),
    title: windowTitle(language, false),
    backgroundColor: titleBar().color,
    titleBarOverlay: titleBar(),
    webPreferences: {
      ...closedPreferences,
      ...(isDevelopment && { devTools: true }),
      session: own,
      preload: join(appFolder, 'preload', 'index.cjs'),
    },
  })
  keepPlace(window, settings)
  followZoom(window, { initial: kept.zoom, changed: (zoom) => void settings.write({ zoom }) })
  offerDeveloperTools(window)
  // The title is main's.
  window.on('page-title-updated', (event) => {
    event.preventDefault()
  })
  window.once('ready-to-show', () => {
    // Electron shows what it maximizes.
    if (kept.window?.isMaximized) window.maximize()
    else window.show()
  })
  nativeTheme.on('updated', () => {
    if (process.platform === 'win32' && !window.isDestroyed()) window.setTitleBarOverlay(titleBar())
  })
  return window
}

/** Returns the work area of the screen that the window was left on, or that is nearest to it now. */
function workAreaOf(place: Rectangle | null): Rectangle {
  return (place === null ? screen.getPrimaryDisplay() : screen.getDisplayMatching(place)).workArea
}

/** Keeps where the window stands when it closes. */
function keepPlace(window: BrowserWindow, settings: SettingsFile): void {
  window.on('close', () => {
    void settings.write({ window: { ...window.getNormalBounds(), isMaximized: window.isMaximized() } })
  })
}

/** A page that is being loaded. */
export interface LoadingPage {
  /** Resolves once all files that the page names are served. */
  readonly served: Promise<void>
  /**
   * Resolves once the page is drawn, to whether it is shown: a window that is closed meanwhile ends the loading. Rejects when
   * it cannot be shown.
   */
  readonly drawn: Promise<boolean>
}

/** Loads the page. `appFolder` is the built `out/app`. */
export function load(window: BrowserWindow, appFolder: string): LoadingPage {
  return { served: servePage(window, join(appFolder, 'renderer')), drawn: drawPage(window) }
}

function servePage(window: BrowserWindow, folder: string): Promise<void> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const named = new Set(
    Array.from(page.matchAll(/(?:src|href)="\.(\/[^"]+)"/g), ([, path]) => `${appOrigin}${path ?? ''}`),
  )
  return new Promise((resolve) => {
    window.webContents.session.webRequest.onCompleted(({ url }) => {
      named.delete(url)
      if (named.size === 0) resolve()
    })
  })
}

async function drawPage(window: BrowserWindow): Promise<boolean> {
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

/** The title is main's: it says what is practice, and what is no release. */
export function windowTitle(language: Language, practice: boolean): string {
  const words = mainProcessWords[language]
  return `${words.windowTitle(practice)}${isJourneyBuild ? words.journeyBuild : ''}`
}
