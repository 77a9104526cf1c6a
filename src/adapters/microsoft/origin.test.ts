import { describe, expect, test } from 'vitest'
import { filterPage, responseOf, type Scripted } from '#support/scripted-connection.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import { foreignAnswer, isFromMicrosoft } from './origin.ts'

const clock = createVirtualClock('2026-11-23T14:00:00Z')
const host = 'graph.microsoft.com'
const none = {}

describe('a response is Microsoft’s', () => {
  test.each([
    ['Graph’s request id', { headers: { 'request-id': 'r-1' } }],
    ['Entra’s request id', { headers: { 'x-ms-request-id': 'r-1' } }],
    ['any header of Microsoft’s', { headers: { 'x-ms-ags-diagnostic': '{}' } }],
    ['Exchange’s server', { headers: { 'X-FEServer': 'YQBPR0101CA0042' } }],
    ['Exchange’s reason', { headers: { 'X-EWS-Policy-Reason': 'EWS is disabled for this user or tenant' } }],
    [
      'a challenge that leads to Microsoft’s sign-in',
      {
        headers: {
          'WWW-Authenticate':
            'Bearer client_id="00000002", authorization_uri="https://login.windows.net/common/oauth2/authorize"',
        },
      },
    ],
    ['Graph’s error body', { headers: none, body: { error: { code: 'Request_BadRequest', message: '' } } }],
    ['the token endpoint’s error', { headers: none, body: { error: 'invalid_grant', error_description: 'AADSTS1' } }],
    ['a token', { headers: none, body: { token_type: 'Bearer', access_token: 'a.b.c' } }],
    ['OpenID discovery', { headers: none, body: { issuer: 'https://login.microsoftonline.com/x/v2.0' } }],
    ['a Graph object', { headers: none, body: { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata' } }],
    [
      'a SOAP envelope',
      { headers: none, body: '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>' },
    ],
  ] satisfies [string, Scripted][])('by %s', (_name, scripted) => {
    expect(isFromMicrosoft(responseOf(scripted))).toBe(true)
  })
})

describe('a response is not Microsoft’s', () => {
  test.each([
    ['a page', { headers: none, body: filterPage }],
    ['nothing at all', { headers: none }],
    ['JSON of somebody else', { headers: none, body: { error: 'blocked', url: 'https://filter.example' } }],
    ['JSON that is no object', { headers: none, body: 'null' }],
    ['half of an object', { headers: none, body: '{"id":' }],
    ['a challenge of a proxy', { headers: { 'WWW-Authenticate': 'Basic realm="proxy"' } }],
    [
      'a challenge that leads elsewhere',
      { headers: { 'WWW-Authenticate': 'Bearer authorization_uri="https://login.example/authorize"' } },
    ],
    ['XML that is no SOAP', { headers: none, body: '<Envelope><ResponseCode>NoError</ResponseCode></Envelope>' }],
  ] satisfies [string, Scripted][])('with %s', (_name, scripted) => {
    expect(isFromMicrosoft(responseOf(scripted))).toBe(false)
  })
})

describe('an answer that is not Microsoft’s', () => {
  const answer = (status: number, writes: boolean, headers: Readonly<Record<string, string>> = none) =>
    foreignAnswer(responseOf({ status, headers, body: filterPage }), { host, writes }, clock)

  test.each([200, 301, 400, 401, 403, 404, 410, 451])('%i: a read is refused, and a write is unknown', (status) => {
    const microsoft = { host, status, pageTitle: 'Accès refusé' }
    expect(answer(status, false)).toMatchObject({ no: { code: 'not-microsoft', microsoft } })
    expect(answer(status, true)).toMatchObject({ unknown: true, problem: { code: 'not-microsoft', microsoft } })
  })

  test.each([408, 429, 500, 502, 503, 504, 507])('%i: a read waits, and a write is unknown', (status) => {
    const problem = { code: 'perhaps-not-microsoft', microsoft: { host, status } }
    expect(answer(status, false)).toMatchObject({ notYet: status === 429 ? 'throttled' : 'busy', problem })
    expect(answer(status, true)).toMatchObject({ unknown: true, problem })
  })

  test('a busy server’s Retry-After is honoured, whoever it is', () => {
    expect(answer(503, false, { 'retry-after': '17' })).toMatchObject({ afterMs: 17_000 })
    expect(answer(403, true, { 'retry-after': '17' })).not.toHaveProperty('afterMs')
  })

  test('there is none where something proves that it is Microsoft’s', () => {
    expect(foreignAnswer(responseOf({ status: 404 }), { host, writes: true }, clock)).toBeNull()
  })
})
