import { createHash, randomBytes } from 'node:crypto'
import { smallCompany } from '../company/seed.ts'
import type { Tenant } from '../tenant/tenant.ts'

/** Azure PowerShell, one of Microsoft's own clients: what it asks for needs nobody's consent. */
const clientId = '1950a258-227b-4e31-a9cf-717495945fc2'
const redirectUri = 'http://localhost'
const scope = 'https://graph.microsoft.com/.default'
const signInAddress = `https://login.microsoftonline.com/${smallCompany.tenantId}/oauth2/v2.0`
/** A token is used for half an hour, well within its life. */
const tokenUseMs = 30 * 60_000

/** What Microsoft Graph answered; an empty body reads as an empty object. */
export interface GraphAnswer {
  readonly status: number
  readonly body: { readonly [name: string]: unknown; readonly error?: { readonly message: string } }
}

/** A person at the portal. */
export interface Administrator {
  /** Calls Microsoft Graph v1.0. Rejects when the company does not let the administrator sign in. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<GraphAnswer>
}

/** Returns the company's Global Administrator, who signs in when the first call is made. */
export function createAdministrator(tenant: Tenant): Administrator {
  let token: { readonly text: string; readonly useUntil: number } | null = null
  return {
    call: async (method, path, body) => {
      if (token === null || token.useUntil < Date.now()) {
        token = { text: await signIn(tenant), useUntil: Date.now() + tokenUseMs }
      }
      const headers = new Headers({ authorization: `Bearer ${token.text}` })
      if (body !== undefined) headers.set('content-type', 'application/json')
      const response = await tenant.fetch(
        new Request(`https://graph.microsoft.com/v1.0${path}`, {
          method,
          headers,
          body: body === undefined ? null : JSON.stringify(body),
        }),
      )
      const text = await response.text()
      return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as GraphAnswer['body']) }
    },
  }
}

/** Walks the sign-in page as a browser does, and returns an access token for Microsoft Graph. */
async function signIn(tenant: Tenant): Promise<string> {
  const administrator = smallCompany.users.find((user) => user.roles.includes('Global Administrator'))
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state: 'portal',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const page = await tenant.fetch(new Request(`${signInAddress}/authorize?${query.toString()}`))
  const transaction = /name="transaction" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const chosen = await post(tenant, 'https://login.microsoftonline.com/practice/account', {
    transaction,
    account: administrator?.id ?? '',
  })
  const location = chosen.headers.get('location')
  const code = location === null ? null : new URL(location).searchParams.get('code')
  if (code === null) throw new Error('The practice portal could not sign its administrator in.')
  const answer = await post(tenant, `${signInAddress}/token`, {
    client_id: clientId,
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    scope,
  })
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  if (token === undefined) throw new Error('The practice portal got no token for its administrator.')
  return token
}

function post(tenant: Tenant, address: string, fields: Record<string, string>): Promise<Response> {
  return tenant.fetch(new Request(address, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' }))
}
