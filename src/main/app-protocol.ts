import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, posix } from 'node:path'
import { protocol, type Session } from 'electron'

export const appOrigin = 'app://assistant'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * The Content-Security-Policy. Its two Trusted Types policies are those of Svelte and Fluent: nothing else may turn
 * text into HTML.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html fast-html',
  // No dialogs, printing, downloads, popups, forms, pointer lock or navigation of the window.
  'sandbox allow-scripts allow-same-origin',
].join('; ')

/** What no page of ours uses. A browser takes a feature it does not know for a remark, so the list may name all. */
const deniedFeatures = [
  'accelerometer',
  'ambient-light-sensor',
  'attribution-reporting',
  'autoplay',
  'bluetooth',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'compute-pressure',
  'direct-sockets',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'speaker-selection',
  'storage-access',
  'sync-xhr',
  'unload',
  'usb',
  'web-share',
  'window-management',
  'xr-spatial-tracking',
]
const permissionsPolicy = deniedFeatures.map((feature) => `${feature}=()`).join(', ')

/**
 * Registers `app://` as a standard, secure scheme that bypasses no check. Electron asks for this before it is `ready`.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
}

/** Serves the files of the built window. */
export function serveApp(session: Session, folder: string): void {
  serveFiles(session, folder, { origin: appOrigin, policy: contentSecurityPolicy })
}

/** Serves the files of a folder to a session. They are listed once, and no other address is answered. */
export function serveFiles(
  session: Session,
  folder: string,
  { origin, policy }: { readonly origin: string; readonly policy: string },
): void {
  const files = new Map(filesOf(folder).map((path) => [`/${path}`, path]))
  session.protocol.handle('app', (request) => {
    const url = new URL(request.url)
    const path = files.get(url.pathname === '/' ? '/index.html' : url.pathname)
    const type = contentTypes[extname(path ?? '')]
    if (`${url.protocol}//${url.host}` !== origin || path === undefined || type === undefined) {
      return new Response(null, { status: 404 })
    }
    return new Response(readFileSync(join(folder, path)), {
      headers: {
        'content-type': type,
        'content-security-policy': policy,
        'permissions-policy': permissionsPolicy,
        'x-dns-prefetch-control': 'off',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    })
  })
}

function filesOf(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(below, entry.name)
    return entry.isDirectory() ? filesOf(folder, path) : [path]
  })
}
