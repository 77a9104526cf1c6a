import { app, shell, type Session, type WebContents } from 'electron'
import type { World } from '#core/ports.ts'

/**
 * A proxy that nothing can be behind: no program listens on port 0. Names are then not looked up either, because a proxy is
 * asked by name.
 */
const deadProxy = { mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:0', proxyBypassRules: '<-loopback>' } as const

/**
 * Closes each session as it is created: no permission, device, screen capture, download or network. A session whose page
 * or requests need something opens just that (`openSession`).
 */
export function closeSessions(): void {
  // Electron knows no setting of a session for it. Blink obeys this one in every page.
  app.commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false')
  app.on('session-created', (session) => {
    session.setPermissionRequestHandler((_contents, _permission, answer) => {
      answer(false)
    })
    session.setPermissionCheckHandler(() => false)
    session.setDevicePermissionHandler(() => false)
    session.on('will-download', (event) => {
      event.preventDefault()
    })
    openSession(session, () => false)
    void session.setProxy(deadProxy)
    forbidDictionaries(session)
  })
}

/** The schemes that Chromium serves by itself, and that lead out of the application. */
const leadingOut = ['file', 'ftp', 'http', 'https'] as const

/**
 * Answers every address that leads out of the application with nothing, in a session that draws its pages: it stays closed
 * even if a later change lets such an address through.
 */
export function closeSchemes({ protocol }: Session): void {
  for (const scheme of leadingOut) protocol.handle(scheme, () => new Response(null, { status: 404 }))
}

/** Lets a session send the requests that `isAllowed` allows, and no others. */
export function openSession(session: Session, isAllowed: (url: URL) => boolean): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isAllowed(new URL(url)) })
  })
}

/**
 * Keeps Electron from downloading dictionaries for its spell checker, from servers that are none of Microsoft's. Where it
 * is only disabled, the download of the system's language has begun already (Electron 25.1.1, measured).
 */
function forbidDictionaries(session: Session): void {
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerEnabled(false)
}

/**
 * Refuses the file pickers of a page, which Electron has no setting for: the assistant opens its own dialogs. The debugger
 * is Chromium's own, inside of this process; it opens no port.
 */
export async function refuseFilePickers({ debugger: own }: WebContents): Promise<void> {
  if (!own.isAttached()) own.attach('1.3')
  await own.sendCommand('Page.enable')
  await own.sendCommand('Page.setInterceptFileChooserDialog', { enabled: true })
}

/** Keeps every page of this application where it is: it cannot navigate, open a window or attach a webview. */
export function lockContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    // WebRTC heeds neither the page's policy nor `webRequest`. Like this it knows no way but the proxy, which is dead.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    const stay = (event: { readonly preventDefault: () => void }) => {
      event.preventDefault()
    }
    contents.on('will-navigate', stay)
    contents.on('will-frame-navigate', stay)
    contents.on('will-redirect', stay)
  })
}

/**
 * Opens a page in the system's browser: only the sign-in or the admin centre of the world's own cloud, over https or, in
 * practice, a page on this computer.
 */
export async function openPage(address: string, { practice, cloud }: Pick<World, 'practice' | 'cloud'>): Promise<void> {
  const url = new URL(address)
  const allowed = practice
    ? url.protocol === 'http:' && url.hostname === '127.0.0.1'
    : url.protocol === 'https:' && [cloud.login, cloud.entra, ...cloud.devicePages].includes(url.host)
  if (!allowed) throw new Error('this page is not one the assistant opens')
  await shell.openExternal(url.href)
}
