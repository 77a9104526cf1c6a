import { describe, expect, test } from 'vitest'
import { readFaults } from '#practice/faults/read-faults.ts'
import type { FaultRule, Faults } from '#practice/faults/faults.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import {
  authorizeAddress,
  graph,
  luc,
  newProof,
  postToken,
  register,
  signIn,
  stoppedClock,
} from '#support/tenant-client.ts'
import { getFolderRequest, sharedMailbox } from '../exchange/exchange-client.ts'

const graphRoot = 'https://graph.microsoft.com/v1.0'
const ewsAddress = 'https://outlook.office365.com/EWS/Exchange.asmx'

/** A tenant whose faults can be added after somebody has signed in. */
async function openTenant(rules: readonly FaultRule[], more: Faults = {}) {
  const clock = stoppedClock()
  const mocks: FaultRule[] = []
  const tenant = createTenant({ clock, faults: { ...more, mocks } })
  const token = await signIn(tenant, luc)
  mocks.push(...rules)
  return { tenant, token, clock }
}

const post = (tenant: Tenant, address: string, body: string, headers: Record<string, string> = {}) =>
  tenant.fetch(new Request(address, { method: 'POST', headers, body }))

describe('an HTML page in place of an answer', () => {
  const cases = [200, 403, 404, 407, 429, 451, 502, 503].flatMap((statusCode) =>
    (['html-page', 'html-page-after-commit'] as const).map((effect) => [effect, statusCode] as const),
  )

  test.each(cases)('of Microsoft Graph: %s with %i', async (effect, statusCode) => {
    const { tenant, token } = await openTenant([
      { request: { method: 'POST', url: `${graphRoot}/applications` }, effect, response: { statusCode } },
    ])
    const answer = await tenant.fetch(
      new Request(`${graphRoot}/applications`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ displayName: 'Prextra' }),
      }),
    )
    expect([answer.status, answer.headers.get('content-type')]).toEqual([statusCode, 'text/html; charset=utf-8'])
    expect(await answer.text()).toContain('<title>Access blocked</title>')
    for (const name of ['request-id', 'x-ms-ags-diagnostic', 'date']) expect(answer.headers.has(name)).toBe(false)
    expect(tenant.state.applications).toHaveLength(effect === 'html-page' ? 0 : 1)
  })

  test.each([
    ['https://login.microsoftonline.com/*/token', 'login'],
    [ewsAddress, 'Exchange'],
  ])('of %s', async (url) => {
    const { tenant } = await openTenant([
      {
        request: { method: 'POST', url },
        effect: 'html-page',
        response: { statusCode: 404, headers: [{ name: 'server', value: 'filter' }] },
        page: { title: 'Blocked', text: 'Ask your network team.' },
      },
    ])
    const address = url.replace('*', 'organizations/oauth2/v2.0')
    const answer = await post(tenant, address, '')
    expect([answer.status, answer.headers.get('server')]).toEqual([404, 'filter'])
    expect(await answer.text()).toMatch(/<title>Blocked<\/title>[\s\S]*Ask your network team\./)
  })

  test('a body of the response is sent as HTML when it is HTML', async () => {
    const { tenant } = await openTenant([
      { request: { url: `${graphRoot}/me` }, response: { statusCode: 403, body: '<html><body>no</body></html>' } },
    ])
    const answer = await tenant.fetch(new Request(`${graphRoot}/me`))
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  })
})

describe('an answer that comes late', () => {
  test('is carried out at once and answered after the delay', async () => {
    const waited: number[] = []
    const { tenant, token, clock } = await openTenant(
      [{ request: { method: 'POST', url: `${graphRoot}/applications` }, effect: 'delay', delayMs: 90_000 }],
      {
        wait: async (milliseconds) => {
          await Promise.resolve()
          waited.push(milliseconds, tenant.state.applications.length)
          clock.forward(milliseconds)
        },
      },
    )
    const { status } = await graph(tenant, token, 'POST', '/applications', { displayName: 'Prextra' })
    expect([status, ...waited]).toEqual([201, 90_000, 1])
  })

  test('any other effect can be late too', async () => {
    const waited: number[] = []
    const { tenant, token } = await openTenant(
      [{ request: { url: `${graphRoot}/me` }, response: { statusCode: 504 }, delayMs: 5 }],
      { wait: (milliseconds) => Promise.resolve(void waited.push(milliseconds)) },
    )
    expect((await graph(tenant, token, 'GET', '/me')).status).toBe(504)
    expect(waited).toEqual([5])
  })

  test('a client that gives up does not wait for it', async () => {
    const { tenant } = await openTenant([{ request: { url: `${graphRoot}/me` }, effect: 'delay', delayMs: 60_000 }])
    const abort = new AbortController()
    const asked = tenant.fetch(new Request(`${graphRoot}/me`, { signal: abort.signal }))
    abort.abort(new Error('given up'))
    await expect(asked).rejects.toThrow('given up')
  })
})

describe('how often a rule applies', () => {
  test.each([
    ['times: 2', { times: 2 }, [503, 503, 200, 200]],
    ['nth: 2', { nth: 2 }, [200, 503, 200, 200]],
    ['nth: 2, times: 2', { nth: 2, times: 2 }, [200, 503, 503, 200]],
    ['always', {}, [503, 503, 503, 503]],
  ] as const)('%s', async (_, count, statuses) => {
    const { tenant, token } = await openTenant([{ request: { url: `${graphRoot}/me`, ...count } }])
    const seen: number[] = []
    for (let n = 0; n < 4; n += 1) seen.push((await graph(tenant, token, 'GET', '/me')).status)
    expect(seen).toEqual(statuses)
  })
})

describe('a claims challenge of Microsoft Graph', () => {
  test.each([
    ['revoked', 'TokenIssuedBeforeRevocationTimestamp'],
    ['location', 'LocationConditionEvaluationSatisfied'],
    ['policy', 'TokenCreatedWithOutdatedPolicies'],
  ] as const)('%s', async (challenge, code) => {
    const { tenant, token } = await openTenant([
      { request: { method: 'POST', url: `${graphRoot}/applications`, nth: 1 }, effect: 'claims-challenge', challenge },
    ])
    const answer = await graph(tenant, token, 'POST', '/applications', { displayName: 'Prextra' })
    expect([answer.status, answer.body.error?.code]).toEqual([401, 'InvalidAuthenticationToken'])
    expect(answer.body.error?.message).toContain(code)
    const header = answer.headers.get('www-authenticate') ?? ''
    expect(header).toContain('error="insufficient_claims"')
    const claims = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString()
    expect(JSON.parse(claims)).toMatchObject({ access_token: { nbf: { essential: true } } })
    expect(claims.includes('xms_rp_ipaddr')).toBe(challenge === 'location')
    expect(answer.headers.get('request-id')).toBe(answer.body.error?.innerError['request-id'])
    expect(tenant.state.applications).toEqual([])
    expect((await graph(tenant, token, 'POST', '/applications', { displayName: 'Prextra' })).status).toBe(201)
  })
})

describe('a sign-in that never returns', () => {
  const rule: FaultRule = {
    request: { url: 'https://login.microsoftonline.com/*/authorize*' },
    effect: 'sign-in-error-page',
    aadsts: 50105,
  }

  test('ends on Microsoft’s error page, with the number and no address to go back to', async () => {
    const tenant = createTenant({ faults: { mocks: [rule] } })
    const page = await tenant.fetch(new Request(authorizeAddress(newProof())))
    const text = await page.text()
    expect(text).toContain('AADSTS50105')
    expect(text).not.toContain('http://localhost')
    expect(page.headers.has('location')).toBe(false)
  })

  test('ends there in the browser on this machine too', async () => {
    const tenant = createTenant({ faults: { mocks: [rule] } })
    const served = await tenant.serve()
    try {
      const address = authorizeAddress(newProof()).replace('https://login.microsoftonline.com', served.origin)
      expect(await (await fetch(address)).text()).toContain('AADSTS50105')
    } finally {
      await served.close()
    }
  })
})

describe('a transient error of Exchange', () => {
  async function ask(tenant: Tenant, token: string) {
    const answer = await post(tenant, ewsAddress, getFolderRequest(sharedMailbox), {
      authorization: `Bearer ${token}`,
      'content-type': 'text/xml; charset=utf-8',
      'x-anchormailbox': sharedMailbox,
    })
    const text = await answer.text()
    const codes = [...text.matchAll(/ResponseCode[^>]*>(\w+)</g)].map(([, code]) => code)
    return `${answer.status} ${[...new Set(codes)].join(',')}`
  }

  async function openExchange(exchangeError: FaultRule['exchangeError'], times: number) {
    const opened = await openTenant([
      {
        request: { method: 'POST', url: ewsAddress, times },
        effect: 'exchange-error',
        ...(exchangeError === undefined ? {} : { exchangeError }),
      },
    ])
    const { appId, secretText } = await register(opened.tenant, opened.token)
    const answer = await postToken(opened.tenant, {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: secretText,
      scope: 'https://outlook.office365.com/.default',
    })
    const { access_token: token } = (await answer.json()) as { access_token: string }
    return { tenant: opened.tenant, token }
  }

  test.each([
    'ErrorInternalServerError',
    'ErrorConnectionFailedTransientError',
    'ErrorNoRespondingCASInDestinationSite',
    'ErrorMailboxStoreUnavailable',
  ])('%s twice, then success', async (code) => {
    const { tenant, token } = await openExchange({ code }, 2)
    const seen = [await ask(tenant, token), await ask(tenant, token), await ask(tenant, token)]
    expect(seen).toEqual([`500 ${code}`, `500 ${code}`, '200 NoError'])
  })

  test('in each message, with status 200', async () => {
    const { tenant, token } = await openExchange({ code: 'ErrorInternalServerTransientError', as: 'message' }, 1)
    expect([await ask(tenant, token), await ask(tenant, token)]).toEqual([
      '200 ErrorInternalServerTransientError',
      '200 NoError',
    ])
  })
})

describe('a faults file with these effects', () => {
  const read = (json: unknown) => readFaults(json, () => '')
  const mock = (rule: object) => ({ mocks: [rule] })
  const url = `${graphRoot}/me`

  test('is read as it is', () => {
    const file = {
      mocks: [
        { request: { url, nth: 2, times: 3 }, effect: 'delay', delayMs: 100 },
        { request: { url }, effect: 'html-page', response: { statusCode: 502 }, page: { title: 'Proxy' } },
        { request: { url: '*' }, effect: 'claims-challenge', challenge: 'location' },
        { request: { url: 'https://login.microsoftonline.com/*' }, effect: 'sign-in-error-page', aadsts: 50105 },
        {
          request: { url: ewsAddress, method: 'POST' },
          effect: 'exchange-error',
          exchangeError: { code: 'ErrorServerBusy' },
        },
      ],
      expiredSecretAnswers: 2,
      servicePrincipals: [{ displayName: 'Prextra*', accountEnabled: false }],
      shownRestrictions: [{ restrictionType: null, somethingNew: 1 }],
      lag: { policyAssignment: 2 },
    }
    expect(read(file)).toEqual(file)
  })

  test.each([
    [mock({ request: { url, nth: 0 } }), '"mocks[0].request.nth" must be a whole number from 1 on.'],
    [mock({ request: { url, times: 1.5 } }), '"mocks[0].request.times" must be a whole number from 1 on.'],
    [
      mock({ request: { url }, response: { statusCode: 99 } }),
      '"mocks[0].response.statusCode" must be a whole number from 200 to 599.',
    ],
    [mock({ request: { url }, effect: 'delay' }), '"mocks[0]" has the effect "delay" and no "delayMs".'],
    [mock({ request: { url }, delayMs: -1 }), '"mocks[0].delayMs" must be a number.'],
    [
      mock({ request: { url: 'https://login.microsoftonline.com/*' }, effect: 'sign-in-error-page' }),
      '"mocks[0]" has the effect "sign-in-error-page" and no "aadsts".',
    ],
    [
      mock({ request: { url }, page: { title: 'x' } }),
      '"mocks[0].page" is only for the effect "html-page" or "html-page-after-commit".',
    ],
    [
      mock({ request: { url }, effect: 'html-page', challenge: 'location' }),
      '"mocks[0].challenge" is only for the effect "claims-challenge".',
    ],
    [
      mock({ request: { url }, effect: 'claims-challenge', challenge: 'weather' }),
      '"mocks[0].challenge" must be one of "revoked", "location", "policy".',
    ],
    [
      mock({ request: { url: ewsAddress }, effect: 'claims-challenge' }),
      '"mocks[0].request.url" must be an address of graph.microsoft.com for the effect "claims-challenge".',
    ],
    [
      mock({ request: { url }, effect: 'exchange-error' }),
      '"mocks[0].request.url" must be an address of outlook.office365.com for the effect "exchange-error".',
    ],
    [
      mock({ request: { url: ewsAddress }, effect: 'exchange-error', exchangeError: { code: 'busy' } }),
      '"mocks[0].exchangeError.code" must be a response code such as "ErrorInternalServerError".',
    ],
    [{ expiredSecretAnswers: 'two' }, '"expiredSecretAnswers" must be a number.'],
    [{ servicePrincipals: [{ accountEnabled: false }] }, '"servicePrincipals[0].displayName" is missing.'],
    [
      { servicePrincipals: [{ displayName: 'x', accountEnabled: true }] },
      '"servicePrincipals[0].accountEnabled" must be one of false.',
    ],
    [{ shownRestrictions: ['none'] }, '"shownRestrictions[0]" must be an object.'],
    [{ lag: { policies: 1 } }, '"lag.policies" is not known here.'],
  ])('that contradicts itself is refused in one sentence (%#)', (json, sentence) => {
    expect(() => read(json)).toThrow(`The faults file is not right: ${sentence}`)
  })
})
