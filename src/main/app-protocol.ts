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
].join('; ')

/**
 * Registers `app://` as a standard, secure scheme that bypasses no check. Electron asks for this before it is `ready`.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
}

/** Serves the files of the built window. They are listed once at the start, and no other address is answered. */
export function serveApp(session: Session, folder: string): void {
  const files = new Map(filesOf(folder).map((path) => [`/${path}`, path]))
  session.protocol.handle('app', (request) => {
    const url = new URL(request.url)
    const path = files.get(url.pathname === '/' ? '/index.html' : url.pathname)
    const type = contentTypes[extname(path ?? '')]
    if (`${url.protocol}//${url.host}` !== appOrigin || path === undefined || type === undefined) {
      return new Response(null, { status: 404 })
    }
    return new Response(readFileSync(join(folder, path)), {
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
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
