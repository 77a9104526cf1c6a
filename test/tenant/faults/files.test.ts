import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { faultEffects, type Faults } from '#practice/faults/faults.ts'
import { readFaults } from '#practice/faults/read-faults.ts'
import { graph, marieEve, signIn, stoppedClock } from '#support/tenant-client.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import { openCompany } from '../signed-in-company.ts'

const me = { url: 'https://graph.microsoft.com/v1.0/me' }
const noFiles = () => {
  throw new Error('no file was to be read')
}

describe('Dev Proxy’s files', () => {
  const mocks = {
    $schema:
      'https://raw.githubusercontent.com/dotnet/dev-proxy/main/schemas/v3.2.0/mockresponseplugin.mocksfile.schema.json',
    mocks: [
      { request: { url: `${me.url}*`, method: 'GET', nth: 2 }, response: { statusCode: 502, body: '@sorry.html' } },
      {
        request: { url: 'https://graph.microsoft.com/v1.0/applications', method: 'POST', bodyFragment: 'Prextra' },
        response: { statusCode: 507, headers: [{ name: 'x-note', value: 'full' }] },
      },
    ],
  }

  test('a mocks file works as it is, with a body from another file', async () => {
    const faults = readFaults(mocks, (name) => `<h1>${name}</h1>`)
    const { get, send, tenant } = await openCompany({ faults, account: marieEve })
    expect((await get('/me')).body).toMatchObject({ id: marieEve })
    const headers = { authorization: 'Bearer x' }
    const second = await tenant.fetch(new Request(me.url, { headers }))
    expect([second.status, await second.text()]).toEqual([502, '<h1>sorry.html</h1>'])
    const full = await send('POST', '/applications', { displayName: 'Prextra' })
    expect(full).toMatchObject({ status: 507, body: { error: { code: 'InsufficientStorage' } } })
    expect(full.headers.get('x-note')).toBe('full')
    expect((await send('POST', '/applications', { displayName: 'Other' })).body).toMatchObject({ displayName: 'Other' })
  })

  const errors = {
    errors: [
      {
        request: { url: 'https://graph.microsoft.com/v1.0/organization*' },
        responses: [
          {
            statusCode: 429,
            headers: [{ name: 'Retry-After', value: '@dynamic' }],
            body: { error: { code: 'TooManyRequests', message: 'slow' } },
          },
          { statusCode: 503 },
        ],
      },
    ],
  }

  const drawn = async (more: Partial<Faults>) => {
    const { get, clock } = await openCompany({ faults: { ...readFaults(errors, noFiles), ...more } })
    const statuses: number[] = []
    for (let n = 0; n < 40; n += 1) {
      statuses.push((await get('/organization')).status)
      clock.forward(60_000)
    }
    return statuses
  }

  test('an errors file fails half of what it names, drawn from a seed', async () => {
    const first = await drawn({ seed: 7 })
    expect(await drawn({ seed: 7 })).toEqual(first)
    expect(await drawn({ seed: 8 })).not.toEqual(first)
    const failed = first.filter((status) => status !== 200)
    expect(failed.length).toBeGreaterThan(10)
    expect(failed.length).toBeLessThan(30)
    expect(new Set(failed)).toEqual(new Set([429, 503]))
  })

  test.each([
    [0, [200]],
    [100, [429, 503]],
  ])('at a rate of %i percent', async (rate, statuses) => {
    expect([...new Set(await drawn({ rate }))].sort()).toEqual(statuses)
  })

  test.each([
    ['@dynamic', {}, '5'],
    ['@dynamic', { retryAfterInSeconds: 9 }, '9'],
    ['@dynamic=17', {}, '17'],
    ['30', {}, '30'],
  ])('Retry-After %s with %j is %s', async (value, more, expected) => {
    const response = { statusCode: 429, headers: [{ name: 'Retry-After', value }] }
    const { get } = await openCompany({ faults: { mocks: [{ request: me, response }], ...more } })
    expect((await get('/me')).headers.get('retry-after')).toBe(expected)
  })

  test.each([
    [null, 'the whole of it must be an object'],
    [[], 'the whole of it must be an object'],
    [{ mock: [] }, '"mock" is not known here'],
    [{ mocks: {} }, '"mocks" must be a list'],
    [{ mocks: [{ response: {} }] }, '"mocks[0].request" is missing'],
    [{ mocks: [{ request: {} }] }, '"mocks[0].request.url" is missing'],
    [{ mocks: [{ request: { url: 1 } }] }, '"mocks[0].request.url" must be a text'],
    [{ mocks: [{ request: { url: 'x', method: 'get' } }] }, '"mocks[0].request.method" must be one of "GET"'],
    [{ mocks: [{ request: { url: 'x' }, effect: 'explode' }] }, '"mocks[0].effect" must be one of "answer"'],
    [
      { mocks: [{ request: { url: 'x' }, response: { statusCode: '429' } }] },
      '"mocks[0].response.statusCode" must be a number',
    ],
    [{ errors: [{ request: { url: 'x' } }] }, '"errors[0].responses" is missing'],
    [{ lag: { apps: 1 } }, '"lag.apps" is not known here'],
    [
      { replication: { seed: 1, seconds: { application: [5] } } },
      '"replication.seconds.application" must be [least, most]',
    ],
    [
      { replication: { seed: 1, seconds: { application: [5, 2] } } },
      '"replication.seconds.application" must be [least, most]',
    ],
  ])('%j is answered with a sentence', (json, words) => {
    expect(() => readFaults(json, noFiles)).toThrow(`The faults file is not right: ${words}`)
  })
})

describe('effects on the connection', () => {
  const withEffect = (effect: (typeof faultEffects)[number], more: object = {}) => ({
    mocks: [{ request: { ...me, nth: 1 }, effect, ...more }],
  })
  const raw = async (faults: Faults) => {
    const { tenant, token } = await openCompany({ faults, account: marieEve })
    return { tenant, ask: () => tenant.fetch(new Request(me.url, { headers: { authorization: `Bearer ${token}` } })) }
  }

  test('half a body: the headers promise the whole, the line breaks in the middle', async () => {
    const { ask, tenant } = await raw(withEffect('half-body'))
    const response = await ask()
    const whole = Number(response.headers.get('content-length'))
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect((first?.value as Uint8Array).length).toBe(Math.floor(whole / 2))
    await expect(reader?.read()).rejects.toMatchObject({ message: 'terminated', cause: { code: 'UND_ERR_SOCKET' } })
    expect(tenant.requests.at(-1)?.status).toBe(200)
  })

  test('a drip: every byte arrives, a few at a time', async () => {
    const { ask } = await raw(withEffect('drip', { drip: { bytes: 100, everyMs: 1 } }))
    const response = await ask()
    const chunks: number[] = []
    for await (const chunk of response.body ?? []) chunks.push((chunk as Uint8Array).length)
    expect(chunks.length).toBeGreaterThan(3)
    expect(chunks.slice(0, -1).every((length) => length === 100)).toBe(true)
    expect(chunks.reduce((sum, one) => sum + one, 0)).toBe(Number(response.headers.get('content-length')))
  })

  test('wrong-tls: requests are rejected, and the TLS server is told', async () => {
    const { ask, tenant } = await raw(withEffect('wrong-tls'))
    await expect(ask()).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    })
    expect(tenant.hasWrongCertificate('graph.microsoft.com')).toBe(true)
    expect(tenant.hasWrongCertificate('login.microsoftonline.com')).toBe(false)
    const everywhere = createTenant({ faults: { mocks: [{ request: { url: '*' }, effect: 'wrong-tls' }] } })
    expect(everywhere.hasWrongCertificate('login.microsoftonline.com')).toBe(true)
  })

  test('a captive portal: 200, HTML, and nothing done', async () => {
    const { ask, tenant } = await raw(withEffect('captive-portal'))
    const response = await ask()
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(await response.text()).toContain('Welcome to the guest network')
    expect(tenant.requests.at(-1)?.status).toBe(200)
  })

  test('duplicate-reply: the next request is carried out and gets the earlier answer', async () => {
    const { tenant, send } = await openCompany({
      faults: {
        mocks: [
          {
            request: { url: 'https://graph.microsoft.com/v1.0/applications', method: 'POST', nth: 1 },
            effect: 'duplicate-reply',
          },
        ],
      },
    })
    const first = await send('POST', '/applications', { displayName: 'one' })
    const second = await send('POST', '/applications', { displayName: 'two' })
    const third = await send('POST', '/applications', { displayName: 'three' })
    expect([first, second, third].map(({ body }) => body.displayName)).toEqual(['one', 'one', 'three'])
    expect(tenant.state.applications.map(({ displayName }) => displayName)).toEqual(['one', 'two', 'three'])
  })

  test('every effect that a file may name is implemented', () => {
    const source = readFileSync(new URL('../../../src/practice/faults/connection.ts', import.meta.url), 'utf8')
    expect(faultEffects.filter((effect) => !source.includes(`'${effect}'`))).toEqual([])
  })
})

test('a fault affects only the requests it names', async () => {
  const clock = stoppedClock()
  const tenant = createTenant({
    clock,
    faults: { mocks: [{ request: { url: 'https://graph.microsoft.com/v1.0/me', method: 'POST' } }] },
  })
  const token = await signIn(tenant, marieEve)
  expect((await graph(tenant, token, 'GET', '/me')).body).toMatchObject({ id: marieEve })
})
