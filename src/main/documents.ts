import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, type Session } from 'electron'
import { escaped } from '#words/format/markup.ts'
import { closeSchemes, openSession } from './security.ts'
import { closedPreferences } from './window-options.ts'

const origin = 'app://document'

/**
 * The policy of a printed page: nothing but the styles and images written into it. The page's own policy is added to
 * it.
 */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** The plain text in the margins of every sheet. */
export interface Margins {
  readonly head: string
  readonly foot: string
}

/** Letter paper, with margins in inches. A page may set its own paper. */
const sheet = {
  pageSize: 'Letter',
  margins: { top: 0.75, bottom: 0.75, left: 0.75, right: 0.75 },
  printBackground: false,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
} as const

/**
 * Returns a page as the bytes of a PDF on letter paper. A hidden window draws it, without scripts, preload, network or
 * navigation, in a session that is not kept. The window is closed even when this rejects.
 */
export async function printPage(html: string, margins: Margins): Promise<Uint8Array> {
  const own = closedSession()
  const path = `/${randomUUID()}`
  pages.set(path, html)
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...closedPreferences, session: own, javascript: false },
  })
  const print = async () => {
    await window.loadURL(origin + path)
    return window.webContents.printToPDF({
      ...sheet,
      displayHeaderFooter: true,
      headerTemplate: margin(escaped(margins.head), ''),
      footerTemplate: margin(escaped(margins.foot), pageNumber),
    })
  }
  try {
    return await Promise.race([print(), tooLate()])
  } finally {
    pages.delete(path)
    window.destroy()
  }
}

/** Rejects after a time limit, because a hidden window must not keep the assistant from closing. */
function tooLate(): Promise<never> {
  const limit = AbortSignal.timeout(30_000)
  return new Promise((_resolve, reject) => {
    limit.addEventListener('abort', () => {
      reject(limit.reason as Error)
    })
  })
}

/** The pages that are being printed, by their path. No other address is answered. */
const pages = new Map<string, string>()
let closed: Session | undefined

function closedSession(): Session {
  if (closed) return closed
  closed = session.fromPartition('documents', { cache: false })
  openSession(closed, ({ href }) => href.startsWith(`${origin}/`) || href.startsWith('data:image/'))
  closeSchemes(closed)
  closed.protocol.handle('app', ({ url }) => {
    const html = pages.get(new URL(url).pathname)
    if (html === undefined) return new Response(null, { status: 404 })
    return new Response(html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    })
  })
  return closed
}

/** The place of the page number. Chromium draws each margin as a separate document, and fills in these two classes. */
const pageNumber = '<span class="pageNumber"></span> / <span class="totalPages"></span>'

function margin(left: string, right: string): string {
  const style =
    "display:flex;justify-content:space-between;width:100%;margin:0 0.53in;font:8px 'Segoe UI',system-ui,sans-serif"
  return `<div style="${style}"><span>${left}</span><span>${right}</span></div>`
}
