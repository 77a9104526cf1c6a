import { Server } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Answer } from '#core/answer.ts'
import {
  filterPage,
  fromMicrosoft,
  responseOf,
  scriptedConnection,
  type Scripted,
} from '#support/scripted-connection.ts'
import type { SignInPage } from '#core/session/desktop.ts'
import type { HttpRequest } from '../http.ts'
import { createSignIn } from './sign-in.ts'

const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const otherTenantId = '91c4e7d0-2a6b-4f38-8e5d-7b0f3c9a1642'
const clientId = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
const ada = { oid: '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90', name: 'Ada' }
const luc = { oid: '8e3d1f06-92c4-4b7a-8f13-5a0c6e9d2b41', name: 'Luc' }
const pages = () => ({ done: '<h1>done</h1>', failed: '<h1>failed</h1>', foreign: '<h1>foreign</h1>' })
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const deviceCode = {
  user_code: 'H4KQ7PZ2M',
  device_code: 'the device',
  verification_uri: 'https://login.microsoft.com/device',
  expires_in: 900,
  interval: 5,
}

type Person = typeof ada
/** What a person does on Microsoft's page: signs in, is refused, or nothing. */
type OnPage = Person | { readonly error: string; readonly description: string } | null

afterEach(() => {
  vi.restoreAllMocks()
})

/** A sign-in, a browser that does as it is told, and a token endpoint that answers as it is told. */
function open() {
  const { connection, clock } = scriptedConnection()
  const requests: HttpRequest[] = []
  const pagesShown: URL[] = []
  let show: () => void = () => undefined
  const firstPage = new Promise<void>((resolve) => {
    show = resolve
  })
  const state = { onPage: ada as OnPage, nonce: '', token: null as Scripted | Answer<never> | null, expiresIn: 3600 }
  const signIn = createSignIn({
    ...connection,
    clientId,
    pages,
    transport: (request) => {
      requests.push(request)
      if (request.url.endsWith('/devicecode')) return Promise.resolve({ done: responseOf({ body: deviceCode }) })
      const { token } = state
      if (token && ('no' in token || 'unknown' in token || 'notYet' in token)) return Promise.resolve(token)
      return Promise.resolve({ done: responseOf((token as Scripted | null) ?? tokens(request)) })
    },
  })

  function tokens({ body = '' }: HttpRequest): Scripted {
    const person = state.onPage && 'oid' in state.onPage ? state.onPage : ada
    const scope = new URLSearchParams(body).get('scope') ?? ''
    const now = Math.floor(Date.parse('2026-11-23T14:00:00Z') / 1000)
    const claims = {
      iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      aud: clientId,
      iat: now,
      nbf: now,
      exp: now + 3600,
      nonce: state.nonce,
      tid: tenantId,
      oid: person.oid,
      sub: person.oid,
      name: person.name,
      preferred_username: `${person.name}@nord.example`,
    }
    return {
      body: {
        token_type: 'Bearer',
        scope,
        expires_in: state.expiresIn,
        access_token: `token for ${scope}`,
        refresh_token: 'refresh',
        id_token: `${part({ alg: 'none' })}.${part(claims)}.x`,
        client_info: part({ uid: person.oid, utid: tenantId }),
      },
    }
  }

  const browser = async ({ url: address }: Pick<SignInPage, 'url'>) => {
    const url = new URL(address)
    pagesShown.push(url)
    show()
    const query = url.searchParams
    state.nonce = query.get('nonce') ?? ''
    if (!state.onPage) return
    const fields: Record<string, string> =
      'oid' in state.onPage
        ? { code: 'the code' }
        : { error: state.onPage.error, error_description: state.onPage.description }
    await fetch(query.get('redirect_uri') ?? '', {
      method: 'POST',
      body: new URLSearchParams({ ...fields, state: query.get('state') ?? '' }),
    })
  }
  const { signal } = new AbortController()
  const begin = (into: string | null = null) => signIn.begin({ tenantId: into, way: 'browser' }, browser, signal)
  const allow = (...scopes: readonly string[]) =>
    signIn.allow(scopes, () => Promise.resolve('browser'), browser, signal)
  const token = () => signIn.graphToken(signal)
  return { signIn, state, requests, pagesShown, firstPage, clock, begin, allow, token, browser }
}

const refusal = (number: number, error: string, suberror?: string): Scripted => ({
  status: 400,
  headers: fromMicrosoft,
  body: { error, suberror, error_description: `AADSTS${number}: text.`, error_codes: [number] },
})

describe('signing in', () => {
  test('opens one page, redeems its code with PKCE, and tells who it is', async () => {
    const { begin, pagesShown, requests } = open()
    expect(await begin()).toEqual({
      done: {
        tenantId,
        name: 'Ada',
        username: 'Ada@nord.example',
        kind: 'unknown',
        homeDomain: null,
        otherScopes: [],
        roles: null,
      },
    })
    expect(pagesShown).toHaveLength(1)
    expect(Object.fromEntries(pagesShown[0]?.searchParams ?? [])).toMatchObject({
      response_type: 'code',
      response_mode: 'form_post',
      code_challenge_method: 'S256',
      prompt: 'select_account',
      client_id: clientId,
    })
    expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toMatchObject({
      grant_type: 'authorization_code',
      code: 'the code',
    })
    expect(requests).toHaveLength(1)
  })

  test('in a tenant that was named uses that tenant from the page on, and a token for another one is forgotten', async () => {
    const { begin, token, state, pagesShown } = open()
    expect(await begin(tenantId)).toMatchObject({ done: { tenantId } })
    expect(pagesShown[0]?.pathname).toBe(`/${tenantId}/oauth2/v2.0/authorize`)
    const other = open()
    expect(await other.begin(otherTenantId)).toMatchObject({ no: { code: 'tenant-changed' } })
    expect(await other.token()).toMatchObject({ no: { code: 'signed-out' } })
    expect(await token()).toMatchObject({ done: expect.any(String) as unknown })
    expect(state.token).toBeNull()
  })

  test('ends when nobody answers in time', async () => {
    const { begin, state, clock, firstPage } = open()
    state.onPage = null
    const signingIn = begin()
    await firstPage
    clock.ringAlarms()
    expect(await signingIn).toMatchObject({ no: { code: 'sign-in-timeout' } })
  })

  test('is cancelled at once', async () => {
    const { signIn, state, firstPage, browser } = open()
    state.onPage = null
    const stopper = new AbortController()
    const signingIn = signIn.begin({ tenantId: null, way: 'browser' }, browser, stopper.signal)
    await firstPage
    stopper.abort(new Error('cancelled'))
    await expect(signingIn).rejects.toThrow('cancelled')
  })

  test.each([
    ['access_denied', 'AADSTS65004: User declined to consent.', 'sign-in-declined'],
    ['access_denied', '', 'sign-in-declined'],
    [
      'server_error',
      'AADSTS50105: not assigned. Correlation ID: 0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90',
      'sign-in-not-assigned',
    ],
    ['temporarily_unavailable', 'AADSTS90033: busy.', 'sign-in-busy'],
    ['something_new', '', 'sign-in-refused'],
  ])('the page refuses: %s %s', async (error, description, code) => {
    const { begin, state, requests } = open()
    state.onPage = { error, description }
    expect(await begin()).toMatchObject({ no: { code } })
    expect(requests).toEqual([])
  })

  test.each([
    [refusal(530003, 'invalid_grant', 'message_only'), { no: { code: 'device-not-managed' } }],
    [refusal(7000112, 'unauthorized_client'), { no: { code: 'sign-in-app-disabled' } }],
    [{ status: 403, headers: {}, body: filterPage }, { no: { code: 'not-microsoft' } }],
    [{ status: 503, headers: fromMicrosoft, body: {} }, { no: { code: 'sign-in-busy', microsoft: { status: 503 } } }],
    [{ status: 503, headers: {}, body: filterPage }, { no: { code: 'perhaps-not-microsoft' } }],
    [refusal(90033, 'temporarily_unavailable'), { no: { code: 'sign-in-busy' } }],
  ] satisfies [Scripted, object][])(
    'the token endpoint answers %j, and the code is not redeemed again',
    async (token, answer) => {
      const { begin, state, requests } = open()
      state.token = token
      expect(await begin()).toMatchObject(answer)
      expect(requests).toHaveLength(1)
    },
  )

  test('a connection that breaks while the code is redeemed ends the sign-in', async () => {
    const { begin, state } = open()
    state.token = { notYet: 'busy', problem: { code: 'unreachable', at: '' } }
    expect(await begin()).toEqual({ no: { code: 'unreachable', at: '' } })
  })

  test('a host that was busy is asked again at the next try', async () => {
    const { begin, state } = open()
    state.token = { status: 429, headers: { ...fromMicrosoft, 'retry-after': '60' }, body: {} }
    expect(await begin()).toMatchObject({ no: { code: 'sign-in-busy' } })
    state.token = null
    expect(await begin()).toMatchObject({ done: { name: 'Ada' } })
  })

  test('a computer on which nothing may listen says so, and opens no page', async () => {
    vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      queueMicrotask(() => this.emit('error', Object.assign(new Error('no'), { code: 'EACCES' })))
      return this
    })
    const { begin, pagesShown } = open()
    expect(await begin()).toMatchObject({ no: { code: 'loopback-refused' } })
    expect(pagesShown).toEqual([])
  })
})

test('the page opened again asks for its answer in the address, which is then accepted', async () => {
  const { signIn } = open()
  const opened: URL[] = []
  const show = async ({ url, again }: SignInPage) => {
    const first = new URL(url)
    const second = new URL(again())
    opened.push(first, second)
    const query = second.searchParams
    const answer = new URLSearchParams({ error: 'access_denied', state: query.get('state') ?? '' })
    await fetch(`${query.get('redirect_uri') ?? ''}/?${answer.toString()}`)
  }
  const answer = await signIn.begin({ tenantId: null, way: 'browser' }, show, new AbortController().signal)
  expect(answer).toMatchObject({ no: { code: 'sign-in-declined' } })
  const [first, second] = opened.map(({ searchParams }) => Object.fromEntries(searchParams))
  expect([first?.['response_mode'], second?.['response_mode']]).toEqual(['form_post', 'query'])
  expect(second).toEqual({ ...first, response_mode: 'query' })
})

describe('signing in with a code', () => {
  const show = () => Promise.resolve()
  const never = new AbortController().signal
  const byCode = (tenant: string | null) => ({ tenantId: tenant, way: 'device-code' }) as const

  test('shows the code and tells who it is, at the tenant that was named', async () => {
    const { signIn, requests, token } = open()
    const shown: SignInPage[] = []
    const keep = (page: SignInPage) => {
      shown.push(page)
      return Promise.resolve()
    }
    expect(await signIn.begin(byCode(tenantId), keep, never)).toMatchObject({ done: { tenantId, name: 'Ada' } })
    expect(shown).toMatchObject([{ url: deviceCode.verification_uri, userCode: 'H4KQ7PZ2M', openForMs: 900_000 }])
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
      `/${tenantId}/oauth2/v2.0/devicecode`,
      `/${tenantId}/oauth2/v2.0/token`,
    ])
    expect(await token()).toMatchObject({ done: expect.any(String) as unknown })
  })

  test('in another tenant than the one that was named is forgotten', async () => {
    const { signIn, token } = open()
    expect(await signIn.begin(byCode(otherTenantId), show, never)).toMatchObject({ no: { code: 'tenant-changed' } })
    expect(await token()).toMatchObject({ no: { code: 'signed-out' } })
  })

  test('for one more right is refused to somebody else', async () => {
    const { signIn, state, requests } = open()
    await signIn.begin(byCode(null), show, never)
    state.onPage = luc
    const before = requests.length
    const consent = refusal(65001, 'invalid_grant', 'consent_required')
    Object.defineProperty(state, 'token', { get: () => (requests.length === before + 1 ? consent : null) })
    const choose = () => Promise.resolve('device-code' as const)
    const answer = await signIn.allow(['Mail.Send'], choose, show, never)
    expect(answer).toMatchObject({ no: { code: 'other-account' } })
  })

  test('that a policy refuses is refused as a code', async () => {
    const { signIn, state } = open()
    state.token = refusal(530003, 'invalid_grant', 'message_only')
    const answer = await signIn.begin(byCode(null), show, never)
    expect(answer).toMatchObject({ no: { code: 'device-code-blocked', microsoft: { code: 'AADSTS530003' } } })
    expect(signIn.explain(53003, 'device-code')).toMatchObject({ code: 'device-code-blocked' })
    expect(signIn.explain(50020, 'device-code')).toMatchObject({ code: 'wrong-account' })
  })
})

describe('what was signed in', () => {
  test('is forgotten when it is signed out, and no token is renewed for it', async () => {
    const { begin, signIn, token, allow, requests } = open()
    await begin()
    signIn.forget()
    const before = requests.length
    expect(await token()).toMatchObject({ no: { code: 'signed-out' } })
    expect(await allow('Mail.Send')).toMatchObject({ no: { code: 'signed-out' } })
    expect(requests).toHaveLength(before)
  })

  test('is forgotten as soon as another sign-in begins, even if that one fails', async () => {
    const { begin, token, state } = open()
    await begin()
    state.onPage = { error: 'access_denied', description: '' }
    expect(await begin()).toMatchObject({ no: { code: 'sign-in-declined' } })
    expect(await token()).toMatchObject({ no: { code: 'signed-out' } })
  })
})

describe('a token for Graph', () => {
  test('needs a sign-in first', async () => {
    const { token, requests } = open()
    expect([await token(), requests]).toMatchObject([{ no: { code: 'signed-out' } }, []])
  })

  test('comes from memory while it is fresh', async () => {
    const { begin, token, requests } = open()
    await begin()
    const first = await token()
    expect(await token()).toEqual(first)
    expect(first).toMatchObject({ done: expect.stringContaining('Application.ReadWrite.All') as unknown })
    expect(requests.length).toBeLessThanOrEqual(2)
  })

  test.each([
    [refusal(700082, 'invalid_grant', 'bad_token'), { no: { code: 'signed-out' } }],
    [refusal(53003, 'invalid_grant', 'message_only'), { no: { code: 'conditional-access' } }],
    [{ status: 404, headers: {}, body: filterPage }, { no: { code: 'not-microsoft' } }],
  ] satisfies [Scripted, object][])('that cannot be renewed: %j', async (answer, meaning) => {
    const { begin, token, state, pagesShown } = open()
    state.expiresIn = 0
    await begin()
    state.token = answer
    expect(await token()).toMatchObject(meaning)
    expect(pagesShown).toHaveLength(1)
  })
})

describe('allowing more', () => {
  const consentNeeded = refusal(65001, 'invalid_grant', 'consent_required')

  /** The token endpoint refuses the silent request, and answers the one that follows the page. */
  function refuseSilently({ state, requests }: ReturnType<typeof open>, answer: Scripted) {
    const before = requests.length
    Object.defineProperty(state, 'token', { get: () => (requests.length === before + 1 ? answer : null) })
  }

  test('opens nothing when the account has the right already', async () => {
    const { begin, allow, pagesShown } = open()
    await begin()
    expect(await allow('Mail.Send')).toEqual({ done: null })
    expect(pagesShown).toHaveLength(1)
  })

  test('waits for nothing itself while no page is open, and opens none', async () => {
    const opened = open()
    await opened.begin()
    opened.state.token = { status: 503, headers: fromMicrosoft, body: {} }
    expect(await opened.allow('Mail.Send')).toMatchObject({ notYet: 'busy', problem: { code: 'microsoft-busy' } })
    expect(opened.pagesShown).toHaveLength(1)
  })

  test('opens Microsoft’s page for that account in its tenant, when it asks for consent', async () => {
    const opened = open()
    await opened.begin()
    refuseSilently(opened, consentNeeded)
    expect(await opened.allow('Mail.Send')).toEqual({ done: null })
    const page = opened.pagesShown[1]
    expect(page?.pathname).toContain(tenantId)
    expect(page?.searchParams.get('login_hint')).toBe('Ada@nord.example')
  })

  test('asks the page for the claims that the refusal names', async () => {
    const opened = open()
    await opened.begin()
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })
    const challenge = refusal(50076, 'interaction_required', 'basic_action')
    refuseSilently(opened, { ...challenge, body: { ...(challenge.body as object), claims } })
    expect(await opened.allow('Mail.Send')).toEqual({ done: null })
    expect(JSON.parse(opened.pagesShown[1]?.searchParams.get('claims') ?? '')).toMatchObject(
      JSON.parse(claims) as object,
    )
    expect(opened.pagesShown[0]?.searchParams.get('claims') ?? '').not.toContain('acrs')
  })

  test('forgets somebody else who signed in on that page', async () => {
    const opened = open()
    await opened.begin()
    refuseSilently(opened, consentNeeded)
    opened.state.onPage = luc
    expect(await opened.allow('Mail.Send')).toMatchObject({ no: { code: 'other-account' } })
  })

  test.each([
    ['a policy’s last word', refusal(530003, 'invalid_grant', 'message_only'), 'device-not-managed'],
    ['a filter’s page', { status: 403, headers: {}, body: filterPage }, 'not-microsoft'],
  ] satisfies [string, Scripted, string][])('opens no page after %s', async (_name, answer, code) => {
    const opened = open()
    await opened.begin()
    refuseSilently(opened, answer)
    expect(await opened.allow('Mail.Send')).toMatchObject({ no: { code } })
    expect(opened.pagesShown).toHaveLength(1)
  })

  test('needs a sign-in first', async () => {
    expect(await open().allow('Mail.Send')).toMatchObject({ no: { code: 'signed-out' } })
  })
})

test.each([
  [50020, 'wrong-account'],
  [530003, 'device-not-managed'],
  [53999, 'conditional-access'],
  [90033, 'sign-in-busy'],
  [987657, 'sign-in-refused'],
])('number %i on Microsoft’s page means %s', (number, code) => {
  expect(open().signIn.explain(number, 'browser')).toMatchObject({ code, microsoft: { code: `AADSTS${number}` } })
})
