import { createHash, randomBytes } from 'node:crypto'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { hiddenFields } from './markup.ts'

/** How tests use the practice tenant: through its pages and its endpoints, as a browser and a plain client do. */

export const marieEve = '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90'
export const luc = '8e3d1f06-92c4-4b7a-8f13-5a0c6e9d2b41'
export const nadia = '3c9a5e78-0d26-4f81-b64e-71f2c8a3d05b'
export const sophie = 'd41b8f2a-5c73-4e96-a0d8-9b62e7f1c34d'
export const alex = '67e2a9d4-1f58-4c0b-93a7-e8d05b4c6f12'
/** A delegated administrator, without a user object in the company. */
export const camille = 'b81c5e20-94d7-4f36-8a0b-3e6d2f97c158'

export const signInClientId = 'b3f0a6c2-58d7-4e19-9c4b-1d7e2f80a365'
export const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
export const redirectUri = 'http://localhost:43117'
export const adminScopes = 'openid profile offline_access User.Read Application.ReadWrite.All'

type Send = (request: Request) => Promise<Response>

/** Posts one of the pages' own forms. */
export function postForm(send: Send, origin: string, path: string, fields: Record<string, string>): Promise<Response> {
  return send(
    new Request(`${origin}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' }),
  )
}

/** Walks the sign-in pages that begin at an authorize address. Returns what the client gets, and the pages shown. */
export async function walk(
  send: Send,
  address: string,
  who: { account: string; decision?: 'accept' | 'cancel' },
): Promise<{ answer: Record<string, string>; pages: string[] }> {
  const { origin } = new URL(address)
  const pages = [await (await send(new Request(address))).text()]
  const { transaction } = hiddenFields(pages[0] ?? '')
  if (transaction === undefined) return { answer: hiddenFields(pages[0] ?? ''), pages }
  let response = await postForm(send, origin, '/practice/account', { transaction, account: who.account })
  for (const path of ['/practice/challenge', '/practice/consent', '/practice/return']) {
    if (response.status === 302) break
    const page = await response.clone().text()
    if (!page.includes(`action="${path}"`)) continue
    pages.push(page)
    response = await postForm(send, origin, path, { transaction, decision: who.decision ?? 'accept' })
  }
  const location = response.headers.get('location')
  if (location !== null) return { answer: Object.fromEntries(new URL(location).searchParams), pages }
  const last = await response.text()
  return { answer: hiddenFields(last), pages: [...pages, last] }
}

export interface Proof {
  readonly verifier: string
  readonly challenge: string
}

export function newProof(): Proof {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** An authorize address as a strict client writes it; `undefined` leaves a parameter out. */
export function authorizeAddress(
  proof: Proof,
  change: Record<string, string | undefined> = {},
  tenant = 'organizations',
  login = 'login.microsoftonline.com',
): string {
  const parameters: Record<string, string | undefined> = {
    client_id: signInClientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    response_mode: 'form_post',
    scope: adminScopes,
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: proof.challenge,
    code_challenge_method: 'S256',
    client_info: '1',
    prompt: 'select_account',
    ...change,
  }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value)
  return `https://${login}/${tenant}/oauth2/v2.0/authorize?${query.toString()}`
}

export function postToken(tenant: Tenant, fields: Record<string, string>, at = tenantId): Promise<Response> {
  const address = `https://${tenant.hosts[0] ?? ''}/${at}/oauth2/v2.0/token`
  return tenant.fetch(new Request(address, { method: 'POST', body: new URLSearchParams(fields) }))
}

/** Signs an account in, consents where asked, and returns its token for Microsoft Graph. */
export async function signIn(tenant: Tenant, account: string, scope = adminScopes): Promise<string> {
  const proof = newProof()
  const { answer } = await walk(tenant.fetch, authorizeAddress(proof, { scope }, tenantId, tenant.hosts[0]), {
    account,
  })
  const response = await postToken(tenant, {
    client_id: signInClientId,
    grant_type: 'authorization_code',
    code: answer.code ?? '',
    redirect_uri: redirectUri,
    code_verifier: proof.verifier,
    scope,
  })
  const { access_token: token } = (await response.json()) as { access_token?: string }
  if (token === undefined) throw new Error(`no token: ${JSON.stringify(answer)}`)
  return token
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  /** An empty body reads as an empty object. */
  readonly body: {
    readonly [name: string]: unknown
    readonly error?: { code: string; message: string; innerError: Record<string, string> }
  }
}

/** Calls Microsoft Graph v1.0 once and reads the answer. */
export async function graph(
  tenant: Tenant,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await tenant.fetch(
    new Request(`https://${tenant.hosts[1] ?? ''}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Answered['body']),
  }
}

export const exchangeAppId = '00000002-0000-0ff1-ce00-000000000000'
export const fullAccess = 'dc890d15-9560-4a4c-9b7f-a736ec74ec40'

/** Makes an application, its enterprise application, the grant of full_access_as_app and a secret. */
export async function register(
  tenant: Tenant,
  token: string,
): Promise<{
  id: string
  appId: string
  principalId: string
  resourceId: string
  keyId: string
  secretText: string
}> {
  const text = (answered: Answered, name: string): string => {
    const value = answered.body[name]
    if (typeof value !== 'string') throw new Error(`${name}: ${JSON.stringify(answered.body)}`)
    return value
  }
  const application = await graph(tenant, token, 'POST', '/applications', { displayName: 'Prextra Outlook Sync' })
  const appId = text(application, 'appId')
  const id = text(application, 'id')
  const principal = await graph(tenant, token, 'POST', '/servicePrincipals', { appId })
  const resource = await graph(tenant, token, 'GET', `/servicePrincipals(appId='${exchangeAppId}')`)
  const principalId = text(principal, 'id')
  const resourceId = text(resource, 'id')
  const grant = { principalId, resourceId, appRoleId: fullAccess }
  text(await graph(tenant, token, 'POST', `/servicePrincipals/${resourceId}/appRoleAssignedTo`, grant), 'id')
  const secret = await graph(tenant, token, 'POST', `/applications/${id}/addPassword`)
  return { id, appId, principalId, resourceId, keyId: text(secret, 'keyId'), secretText: text(secret, 'secretText') }
}

/** Returns a clock that only `forward` moves. */
export function stoppedClock(at = '2026-11-22T14:00:00Z'): {
  now: () => Date
  forward: (milliseconds: number) => void
} {
  let time = Date.parse(at)
  return {
    now: () => new Date(time),
    forward: (milliseconds) => {
      time += milliseconds
    },
  }
}

/** The application that Microsoft's page on EWS with OAuth describes. */
export const recipe = {
  displayName: 'Prextra Outlook Sync',
  signInAudience: 'AzureADMyOrg',
  publicClient: { redirectUris: ['https://login.microsoftonline.com/common/oauth2/nativeclient'] },
  requiredResourceAccess: [{ resourceAppId: exchangeAppId, resourceAccess: [{ id: fullAccess, type: 'Role' }] }],
  tags: ['cdid-prextra-outlook-sync'],
  notes: 'Created by CDID assistant',
}

/** Returns a new company and the token of an account that has signed in to it. */
export async function signedIn(account = marieEve, scope = adminScopes): Promise<{ tenant: Tenant; token: string }> {
  const tenant = createTenant()
  return { tenant, token: await signIn(tenant, account, scope) }
}
