import { html } from 'hono/html'
import { page, type Markup } from '../routes/sign-in/pages/page.ts'
import type { Language } from '../routes/sign-in/pages/language.ts'
import { portalWords } from './words.ts'

/** One application, and what else its page shows. */
export interface ShownApplication {
  readonly application: {
    readonly id: string
    readonly appId: string
    readonly displayName: string
    readonly requiredResourceAccess: readonly {
      readonly resourceAppId: string
      readonly resourceAccess: readonly { readonly id: string; readonly type: string }[]
    }[]
    readonly passwordCredentials: readonly {
      readonly keyId: string
      readonly displayName: string | null
      readonly endDateTime: string
    }[]
  }
  /** The ids of the app roles it has been granted. */
  readonly granted: readonly string[]
  readonly tenantId: string
}

export function registerPage(language: Language): Promise<Response> {
  const w = portalWords[language]
  const body = html`<form method="post" action="/register">
    <p>
      <label>${w.name}<br /><input name="name" required size="40" /></label>
    </p>
    <p>
      <label
        >${w.accounts}<br /><select name="accounts">
          <option value="AzureADMultipleOrgs">${w.several}</option>
          <option value="AzureADMyOrg">${w.single}</option>
        </select></label
      >
    </p>
    <p>
      <label
        >${w.redirect}<br /><select name="platform">
          <option value="web">Web</option>
          <option value="publicClient">${w.publicClient}</option>
        </select></label
      >
      <input name="redirect" aria-label="${w.redirect}" size="40" />
    </p>
    <button class="primary">${w.register}</button>
  </form>`
  return page({ language, part: 'portal', title: w.registerTitle, body })
}

/**
 * The page of one application. `value` is the text of the secret that was just made, which only this page shows;
 * `refused` says that the manifest could not be read.
 */
export function adminPage(
  language: Language,
  { application, granted, tenantId }: ShownApplication,
  more: { readonly value?: string; readonly refused?: boolean } = {},
): Promise<Response> {
  const w = portalWords[language]
  const { id, appId, displayName, requiredResourceAccess, passwordCredentials } = application
  const roles = requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess)
  const manifest = requiredResourceAccess.map((one) => JSON.stringify(one, null, 2)).join(',\n')
  const newest = more.value === undefined ? null : passwordCredentials.at(-1)
  const body = html`<h2>${w.overview}</h2>
    <dl>
      <dt>${w.appId}</dt>
      <dd><code id="application-id">${appId}</code></dd>
      <dt>${w.objectId}</dt>
      <dd><code id="object-id">${id}</code></dd>
      <dt>${w.tenantId}</dt>
      <dd><code id="tenant-id">${tenantId}</code></dd>
    </dl>
    <h2>${w.manifest}</h2>
    ${more.refused ? html`<p role="alert">${w.refused}</p>` : ''}
    <form method="post" action="/manifest/${appId}">
      <label
        ><code>"requiredResourceAccess": [</code><textarea name="requiredResourceAccess" rows="10">${manifest}</textarea
        ><code>]</code></label
      >
      <p><button>${w.save}</button></p>
    </form>
    <h2>${w.permissions}</h2>
    <ul>
      ${roles.map((role) => html`<li>${permission(role, granted, w)}</li>`)}
    </ul>
    <form method="post" action="/consent/${appId}"><button>${w.consent}</button></form>
    <h2>${w.secrets}</h2>
    <ul>
      ${passwordCredentials.map(
        ({ keyId, displayName: name, endDateTime }) =>
          html`<li>
            ${name} · ${endDateTime.slice(0, 10)} · ${w.value}:
            <code class="value">${newest?.keyId === keyId ? more.value : `${keyId.slice(0, 3)}******`}</code> ·
            ${w.secretId}:
            <code class="key-id">${keyId}</code>
            <form method="post" action="/delete-secret/${appId}">
              <input type="hidden" name="keyId" value="${keyId}" /><button>${w.delete}</button>
            </form>
          </li>`,
      )}
    </ul>
    <form method="post" action="/secret/${appId}">
      <label>${w.description} <input name="description" required /></label>
      <label
        >${w.expires}
        <select name="days">
          <option value="180">${w.days(180)}</option>
          <option value="90">${w.days(90)}</option>
          <option value="custom">${w.custom}</option>
        </select></label
      >
      <label>${w.end} <input name="end" type="date" /></label>
      <button>${w.newSecret}</button>
    </form>`
  return page({ language, part: 'portal', title: displayName, body })
}

export function notFoundPage(language: Language): Promise<Response> {
  const w = portalWords[language]
  return page({
    language,
    part: 'portal',
    title: w.nothing,
    body: html`<p><a href="/">${w.registerTitle}</a></p>`,
    status: 404,
  })
}

const known: Readonly<Record<string, string>> = {
  'dc890d15-9560-4a4c-9b7f-a736ec74ec40': 'full_access_as_app',
  'e1fe6dd8-ba31-4d61-89e7-88639da4683d': 'User.Read',
}

function permission(
  role: { readonly id: string; readonly type: string },
  granted: readonly string[],
  w: (typeof portalWords)[Language],
): Markup {
  const state = role.type !== 'Role' ? w.delegated : granted.includes(role.id) ? w.granted : w.notGranted
  return html`<code>${known[role.id] ?? role.id}</code> · ${state}`
}
