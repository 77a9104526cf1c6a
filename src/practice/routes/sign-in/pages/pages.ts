import { html } from 'hono/html'
import type { SeedUser } from '../../../company/seed.ts'
import type { Challenge } from '../conditional-access.ts'
import { page } from './page.ts'
import type { RefusalBody } from '../refusal.ts'
import type { SignInRequest } from '../sign-ins.ts'
import { wantedScopes } from '../steps.ts'
import type { Language } from './language.ts'
import { words } from './words.ts'

/** The paths to which the forms of the practice pages are posted. Microsoft has no such paths. */
export const accountPath = '/practice/account'
export const challengePath = '/practice/challenge'
export const consentPath = '/practice/consent'
export const returnPath = '/practice/return'
export const devicePath = '/practice/device'

/** What each page of a sign-in needs. */
export interface PageContext {
  readonly language: Language
  readonly transaction: string
  readonly request: SignInRequest
  /** The origin of the client's address, to which the last form of the sign-in is posted. */
  readonly formAction: string | undefined
}

function framed({ language, formAction }: PageContext): { language: Language; formAction?: string } {
  return { language, ...(formAction === undefined ? {} : { formAction }) }
}

export function accountPage(wanted: PageContext, company: string): Promise<Response> {
  const { language, transaction, request } = wanted
  const w = words[language]
  const hinted = (user: SeedUser): number => (user.userPrincipalName === request.loginHint ? 0 : 1)
  const accounts = [...request.accounts].sort((one, other) => hinted(one) - hinted(other))
  return page({
    ...framed(wanted),
    title: w.chooseTitle,
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

/** The page of a second factor, of its set-up or of the company's own step. A click on its button is enough. */
export function challengePage(wanted: PageContext, account: SeedUser, challenge: Challenge): Promise<Response> {
  const { language, transaction } = wanted
  const w = words[language]
  return page({
    ...framed(wanted),
    title: w.challengeTitles[challenge],
    body: html`<p class="who">${w.signedInAs(account.name)}</p>
      <p>${w.challengeLead}</p>
      <form method="post" action="${challengePath}">
        <input type="hidden" name="transaction" value="${transaction}" />
        <div class="buttons"><button class="primary">${w.approve}</button></div>
      </form>`,
  })
}

/** The page on which a person consents. `roles` are the names of application permissions. */
export function consentPage(wanted: PageContext, account: SeedUser, roles: readonly string[] = []): Promise<Response> {
  const { language, transaction, request } = wanted
  const w = words[language]
  const { resource, openId } = request.scopes
  const lines = [
    ...wantedScopes(request).map(
      (name) => resource.scopes.find((scope) => scope.value === name)?.says[language] ?? name,
    ),
    ...roles,
    ...openId.map((name) => w.openId[name] ?? name),
  ]
  return page({
    ...framed(wanted),
    title: w.consentTitle,
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

export function adminNeededPage(wanted: PageContext, refusal: RefusalBody): Promise<Response> {
  const { language, transaction, request } = wanted
  const w = words[language]
  return page({
    ...framed(wanted),
    title: w.adminTitle,
    body: html`<p>${w.adminLead(request.client.displayName)}</p>
      <p class="code">${refusal.error_description}</p>
      <form method="post" action="${returnPath}">
        <input type="hidden" name="transaction" value="${transaction}" />
        <div class="buttons"><button class="primary">${w.goBack}</button></div>
      </form>`,
  })
}

/** The page of a form_post answer. It posts itself to the client; its button is for browsers without scripts. */
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

/** The page on which the code of a device is typed. */
export function deviceCodePage(language: Language, refusal?: RefusalBody): Promise<Response> {
  const w = words[language]
  return page({
    language,
    title: w.deviceTitle,
    body: html`<p>${w.deviceLead}</p>
      ${refusal === undefined ? '' : html`<p class="code" role="alert">${refusal.error_description}</p>`}
      <form method="post" action="${devicePath}">
        <label>${w.deviceCode} <input name="otc" autocomplete="off" autofocus maxlength="16" required /></label>
        <div class="buttons"><button class="primary">${w.next}</button></div>
      </form>`,
  })
}

/** The last page of a sign-in on a device, or of signing out. */
export function endPage(
  language: Language,
  what: 'device' | 'declined' | 'signed-out',
  client = '',
): Promise<Response> {
  const w = words[language]
  const [title, lead] = w.ends[what](client)
  return page({ language, title, body: html`<p>${lead}</p>` })
}

function standing(language: Language, user: SeedUser): string {
  const w = words[language]
  const roles = user.roles.map((role) => w.roles[role])
  const parts = [
    ...(roles.length === 0 ? [w.noRole] : roles),
    ...(user.kind === 'guest' ? [w.guest] : []),
    ...(user.kind === 'delegated' ? [w.delegated] : []),
  ]
  return parts.join(' · ')
}
