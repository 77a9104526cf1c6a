import { randomBytes } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { SeedUser } from '../../seed.ts'
import type { RefusalBody } from './refusal.ts'
import { style } from './page-style.ts'
import type { AuthorizeRequest } from './sign-ins.ts'
import { words, type Language } from './words.ts'

/** Where the forms of these pages are posted: paths of the practice tenant's own, unlike any of Microsoft's. */
export const accountPath = '/practice/account'
export const consentPath = '/practice/consent'
export const returnPath = '/practice/return'

type Markup = ReturnType<typeof html>

/** A whole page under a policy that lets it do nothing but post to us, or to the client's own address. */
async function page(options: {
  language: Language
  title: string
  body: Markup
  status?: number
  formAction?: string
  script?: string
}): Promise<Response> {
  const { language, title, body, status = 200, formAction, script } = options
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
          <span>${w.notMicrosoft}</span>
        </header>
        <main>
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
      // Not `no-referrer`: with it a browser posts our own forms with `Origin: null`.
      'referrer-policy': 'same-origin',
    },
  })
}

export function accountPage(
  language: Language,
  transaction: string,
  request: AuthorizeRequest,
  company: string,
): Promise<Response> {
  const w = words[language]
  const hinted = (user: SeedUser): number => (user.userPrincipalName === request.loginHint ? 0 : 1)
  const accounts = [...request.accounts].sort((one, other) => hinted(one) - hinted(other))
  return page({
    language,
    title: w.chooseTitle,
    formAction: new URL(request.redirectUri).origin,
    body: html`<p>${w.chooseLead(request.client.displayName, company)}</p>
      <form method="post" action="${accountPath}">
        <input type="hidden" name="transaction" value="${transaction}" />
        <ul class="accounts">
          ${accounts.map(
            (user) =>
              html`<li>
                <button name="account" value="${user.id}">
                  <b>${user.name}</b>
                  <span>${user.mail ?? user.userPrincipalName}</span>
                  <small>${standing(language, user)}</small>
                </button>
              </li>`,
          )}
        </ul>
      </form>`,
  })
}

export function consentPage(
  language: Language,
  transaction: string,
  request: AuthorizeRequest,
  account: SeedUser,
): Promise<Response> {
  const w = words[language]
  const { names, isDefault, resource, openId } = request.scopes
  const wanted = isDefault ? request.client.requiredScopes : names
  const lines = [
    ...wanted.map((name) => resource.scopes.find((scope) => scope.value === name)?.says[language] ?? name),
    ...openId.map((name) => w.openId[name] ?? name),
  ]
  return page({
    language,
    title: w.consentTitle,
    formAction: new URL(request.redirectUri).origin,
    body: html`<p class="who">${w.signedInAs(account.name)}</p>
      <p>${w.consentLead(request.client.displayName, request.client.publisher)}</p>
      <ul class="scopes">
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>
      <form method="post" action="${consentPath}">
        <input type="hidden" name="transaction" value="${transaction}" />
        <div class="buttons">
          <button class="primary" name="decision" value="accept">${w.accept}</button>
          <button name="decision" value="cancel">${w.cancel}</button>
        </div>
      </form>`,
  })
}

export function adminNeededPage(
  language: Language,
  transaction: string,
  request: AuthorizeRequest,
  refusal: RefusalBody,
): Promise<Response> {
  const w = words[language]
  return page({
    language,
    title: w.adminTitle,
    formAction: new URL(request.redirectUri).origin,
    body: html`<p>${w.adminLead(request.client.displayName)}</p>
      <p class="code">${refusal.error_description}</p>
      <form method="post" action="${returnPath}">
        <input type="hidden" name="transaction" value="${transaction}" />
        <div class="buttons"><button class="primary">${w.goBack}</button></div>
      </form>`,
  })
}

/** The form_post answer: posts itself to the client; the button is for a browser without scripts. */
export function answerPage(language: Language, redirectUri: string, fields: Record<string, string>): Promise<Response> {
  const w = words[language]
  return page({
    language,
    title: w.answerTitle,
    formAction: new URL(redirectUri).origin,
    script: 'document.forms[0].submit()',
    body: html`<p>${w.answerLead}</p>
      <form method="post" action="${redirectUri}">
        ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <div class="buttons"><button class="primary">${w.proceed}</button></div>
      </form>`,
  })
}

export function errorPage(language: Language, refusal: RefusalBody): Promise<Response> {
  return page({
    language,
    status: 400,
    title: words[language].errorTitle,
    body: html`<p class="code">${refusal.error_description}</p>`,
  })
}

export function expiredPage(language: Language): Promise<Response> {
  const w = words[language]
  return page({ language, status: 400, title: w.expiredTitle, body: html`<p>${w.expiredLead}</p>` })
}

function standing(language: Language, user: SeedUser): string {
  const w = words[language]
  const roles = user.roles.map((role) => w.roles[role])
  const parts = [...(roles.length === 0 ? [w.noRole] : roles), ...(user.kind === 'guest' ? [w.guest] : [])]
  return parts.join(' · ')
}
