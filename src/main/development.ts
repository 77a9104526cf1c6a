import type { BrowserWindow, Session } from 'electron'

/**
 * True under `npm run dev` only. The build writes it in (electron.vite.config.ts), so that any other build leaves this
 * code out.
 */
declare const __DEVELOPMENT__: boolean

export const isDevelopment = __DEVELOPMENT__
const devServer = isDevelopment ? (process.env.ELECTRON_RENDERER_URL ?? null) : null
const devSocket = devServer?.replace(/^http/, 'ws') ?? null

/** The policy of the window under `npm run dev`: Vite inserts style elements and keeps a socket open to its server. */
const contentSecurityPolicy =
  `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; ` +
  `connect-src 'self' ${devSocket ?? ''}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/**
 * Serves the window's sources from the dev server of `npm run dev`. Returns false, and does nothing, in any other
 * build.
 */
export function serveFromDevServer(session: Session): boolean {
  if (devServer === null) return false
  // The socket of the dev server is on this computer, and the proxy of every session is a dead one.
  void session.setProxy({ mode: 'direct' })
  session.protocol.handle('app', async (request) => {
    const { pathname, search } = new URL(request.url)
    const { status, headers, body } = await fetch(`${devServer}${pathname}${search}`)
    const type = headers.get('content-type') ?? 'application/octet-stream'
    return new Response(body, {
      status,
      headers: { 'content-type': type, 'content-security-policy': contentSecurityPolicy, 'cache-control': 'no-store' },
    })
  })
  return true
}

/** Whether an address is the socket on which the dev server of `npm run dev` tells what changed. */
export function isDevSocket(address: string): boolean {
  return devSocket !== null && address.startsWith(devSocket)
}

/** Opens and closes the developer tools with F12 under `npm run dev`; the window of any other build has none. */
export function offerDeveloperTools({ webContents }: BrowserWindow): void {
  if (devServer === null) return
  webContents.on('before-input-event', (_event, { type, key }) => {
    if (type === 'keyDown' && key === 'F12') webContents.toggleDevTools()
  })
}
