import { app, shell, type Session } from 'electron'
import type { World } from '#core/ports.ts'
import { appOrigin } from './app-protocol.ts'
import { isDevSocket } from './development.ts'

/** Denies a session every permission, device, screen capture and network: the window only draws, and asks main. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((request, answer) => {
    const allowed =
      request.url.startsWith(`${appOrigin}/`) || request.url.startsWith('devtools://') || isDevSocket(request.url)
    answer({ cancel: !allowed })
  })
  forbidDictionaries(session)
}

/**
 * Keeps Electron from downloading dictionaries for its spell checker, from servers that are none of Microsoft's. Where it
 * is only disabled, the download of the system's language has begun already (Electron 25.1.1, measured).
 */
export function forbidDictionaries(session: Session): void {
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerEnabled(false)
}

/** Keeps every page of this application where it is: it cannot navigate, open a window or attach a webview. */
export function lockContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
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
