import { randomBytes } from 'node:crypto'
import { html, raw } from 'hono/html'
import { style } from './page-style.ts'
import type { Language } from './language.ts'
import { words, type PagePart } from './words.ts'

export type Markup = ReturnType<typeof html>

/** Returns a page whose content security policy allows nothing but its forms to this host or to `formAction`. */
export async function page(options: {
  language: Language
  title: string
  part?: PagePart
  body: Markup
  status?: number
  formAction?: string
  script?: string
}): Promise<Response> {
  const { language, title, part = 'sign-in', body, status = 200, formAction, script } = options
  const w = words[language]
  const nonce = randomBytes(16).toString('base64')
  const markup = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${w.practice} – ${title}</title>
        <style nonce="${nonce}">
          ${raw(style)}
        </style>
      </head>
      <body>
        <header>
          <strong>${w.practice}</strong>
          <span>${w.about[part]}</span>
        </header>
        <main class="${part}">
          <h1>${title}</h1>
          ${body}
        </main>
        ${
          script === undefined
            ? ''
            : html`<script nonce="${nonce}">
                ${raw(script)}
              </script>`
        }
      </body>
    </html>`
  return new Response(markup.toString(), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language === 'fr' ? 'fr-CA' : 'en-CA',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action 'self'${formAction === undefined ? '' : ` ${formAction}`}; base-uri 'none'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      // With `no-referrer` a browser would post the forms of these pages with `Origin: null`.
      'referrer-policy': 'same-origin',
    },
  })
}
