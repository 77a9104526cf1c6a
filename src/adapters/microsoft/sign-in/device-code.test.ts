import { describe, expect, test } from 'vitest'
import type { Answer } from '#core/answer.ts'
import { filterPage, fromMicrosoft, scriptedConnection, type Scripted } from '#support/scripted-connection.ts'
import type { HttpRequest } from '../http.ts'
import { pollForDeviceCode } from './device-code.ts'

const login = 'https://login.microsoftonline.com/organizations/oauth2/v2.0'
const { signal } = new AbortController()
const request = (path: string, body: string): HttpRequest => ({
  method: 'POST',
  url: `${login}/${path}`,
  headers: {},
  body,
})
const asking = request('devicecode', 'client_id=c&scope=s')
const polling = request('token', 'grant_type=device_code&device_code=d')

const code = {
  user_code: 'H4KQ7PZ2M',
  device_code: 'd',
  verification_uri: 'https://login.microsoft.com/device',
  expires_in: 900,
  interval: 5,
  message: 'To sign in …',
}
const refusal = (error: string, number = 70016, more: object = {}): Scripted => ({
  status: 400,
  headers: fromMicrosoft,
  body: { error, error_description: `AADSTS${number}: text.`, error_codes: [number], ...more },
})
const pending = refusal('authorization_pending')
const tokens: Scripted = { headers: fromMicrosoft, body: { access_token: 'a token' } }
const lost: Answer<never> = { unknown: true, problem: { code: 'unreachable', at: '' } }
const offline: Answer<never> = { no: { code: 'unreachable', at: '' } }

/** Asks for a code and polls for it; these are the answers to the polls. */
async function pollWith(given: Partial<typeof code>, ...answers: readonly (Scripted | Answer<never>)[]) {
  const { connection, requests, clock } = scriptedConnection(
    { headers: fromMicrosoft, body: { ...code, ...given } },
    ...answers,
  )
  const transport = pollForDeviceCode(connection)
  expect(await transport(asking, signal)).toMatchObject({ done: { status: 200 } })
  const answer = await transport(polling, signal)
  return { answer, polls: requests.length - 1, waits: clock.waits }
}

describe('the polls of a device code', () => {
  test('come at Microsoft’s interval, the first one too, until the person has signed in', async () => {
    const { answer, waits } = await pollWith({ interval: 7 }, pending, pending, tokens)
    expect(answer).toMatchObject({ done: { status: 200 } })
    expect(waits).toEqual([7_000, 7_000, 7_000])
  })

  test('come every five seconds when Microsoft says nothing', async () => {
    const { waits } = await pollWith({ interval: undefined as unknown as number }, pending, tokens)
    expect(waits).toEqual([5_000, 5_000])
  })

  test('become slower for good each time that Microsoft wants it', async () => {
    const { waits } = await pollWith({}, refusal('slow_down'), pending, refusal('slow_down'), tokens)
    expect(waits).toEqual([5_000, 10_000, 10_000, 15_000])
  })

  test('go on through a network that is gone, a busy host and its loop detection, less and less often', async () => {
    const busy: Scripted = { status: 503, headers: { ...fromMicrosoft, 'retry-after': '50' }, body: {} }
    const loop = refusal('invalid_request', 50196)
    const { answer, waits } = await pollWith({}, lost, offline, busy, loop, lost, pending, tokens)
    expect(answer).toMatchObject({ done: { status: 200 } })
    expect(waits).toEqual([5_000, 10_000, 20_000, 50_000, 60_000, 60_000, 5_000])
  })

  test('end with the code, after one last poll', async () => {
    const { answer, waits, polls } = await pollWith({ expires_in: 12 }, pending, pending, pending)
    expect(answer).toMatchObject({ no: { code: 'sign-in-code-expired', microsoft: { status: 400 } } })
    expect([waits, polls]).toEqual([[5_000, 5_000, 2_000], 3])
  })

  test('say what stood in the way when the code ends without an answer', async () => {
    const { answer } = await pollWith({ expires_in: 5 }, offline)
    expect(answer).toEqual(offline)
  })

  test.each([
    ['expired_token', 70019, 'sign-in-code-expired'],
    ['code_expired', 70019, 'sign-in-code-expired'],
    ['bad_verification_code', 70018, 'sign-in-code-expired'],
    ['authorization_declined', 65004, 'sign-in-declined'],
    ['access_denied', 0, 'sign-in-declined'],
    ['invalid_grant', 53003, 'conditional-access'],
    ['invalid_grant', 53000, 'device-not-managed'],
    ['invalid_client', 7000218, 'sign-in-misconfigured'],
    ['something_new', 1, 'sign-in-refused'],
  ])('end at %s (%i) as %s, with Microsoft’s details', async (error, number, meaning) => {
    const { answer, polls } = await pollWith({}, refusal(error, number))
    expect(answer).toMatchObject({ no: { code: meaning, microsoft: { status: 400, requestId: 'r-1' } } })
    expect(polls).toBe(1)
  })

  test('end at a proxy that wants a sign-in', async () => {
    const proxy: Answer<never> = { no: { code: 'proxy-sign-in', at: '' } }
    expect((await pollWith({}, proxy)).answer).toEqual(proxy)
  })

  test('end at a page that is not Microsoft’s', async () => {
    const { answer } = await pollWith({}, { status: 403, headers: {}, body: filterPage })
    expect(answer).toMatchObject({ no: { code: 'not-microsoft' } })
  })

  test('end at once when the person stops', async () => {
    const { connection, requests } = scriptedConnection({ headers: fromMicrosoft, body: code })
    const stopper = new AbortController()
    const transport = pollForDeviceCode({
      ...connection,
      clock: {
        ...connection.clock,
        wait: (_ms, given) =>
          new Promise((_resolve, reject) => {
            given.addEventListener('abort', () => {
              reject(given.reason as Error)
            })
          }),
      },
    })
    await transport(asking, stopper.signal)
    const ended = transport(polling, stopper.signal)
    stopper.abort(new Error('stopped'))
    await expect(ended).rejects.toThrow('stopped')
    expect(requests).toHaveLength(1)
  })
})

describe('a request for a code', () => {
  const ask = (answer: Scripted | Answer<never>) =>
    pollForDeviceCode(scriptedConnection(answer).connection)(asking, signal)

  test.each([
    ['a refusal', refusal('unauthorized_client', 700016), { no: { code: 'sign-in-misconfigured' } }],
    ['a busy host', { status: 503, headers: fromMicrosoft, body: {} }, { notYet: 'busy' }],
    ['a filter', { status: 403, headers: {}, body: filterPage }, { no: { code: 'not-microsoft' } }],
    ['no code', { headers: fromMicrosoft, body: {} }, { no: { code: 'microsoft-unexpected' } }],
    [
      'an address that is not https',
      { headers: fromMicrosoft, body: { ...code, verification_uri: 'http://login.example/device' } },
      { no: { code: 'microsoft-unexpected' } },
    ],
    [
      'a code for ever',
      { headers: fromMicrosoft, body: { ...code, expires_in: 1e9 } },
      { no: { code: 'microsoft-unexpected' } },
    ],
  ] satisfies [string, Scripted, object][])('that meets %s shows none', async (_name, answer, meaning) => {
    expect(await ask(answer)).toMatchObject(meaning)
  })

  test('without a network shows none', async () => {
    expect(await ask(offline)).toEqual(offline)
  })
})

test('any other request passes once and unchanged', async () => {
  const { connection, requests } = scriptedConnection(pending)
  const other = request('token', 'grant_type=refresh_token')
  expect(await pollForDeviceCode(connection)(other, signal)).toMatchObject({ done: { status: 400 } })
  expect(requests).toEqual([other])
})
