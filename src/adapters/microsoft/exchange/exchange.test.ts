import { describe, expect, test } from 'vitest'
import type { Answer } from '#core/answer.ts'
import { Secret } from '#core/secret.ts'
import { filterPage, scriptedConnection, type Scripted } from '#support/scripted-connection.ts'
import { openByEws } from './exchange.ts'

const exchange = { 'request-id': 'r-1', 'X-FEServer': 'YQBPR0101CA0042' }
const soap = (code: string, extra = '') =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><ResponseCode>${code}</ResponseCode>${extra}</s:Body></s:Envelope>`

async function open(scripted: Scripted | Answer<never>, at?: string) {
  const { connection, requests, clock } = scriptedConnection(scripted)
  if (at !== undefined) clock.set(new Date(at))
  const answer = await openByEws(connection, 'a&b@nord.example', new Secret('token'), new AbortController().signal)
  return { answer, requests }
}

test('the request opens one folder of one mailbox, and asks for its id alone', async () => {
  const { answer, requests } = await open({ headers: exchange, body: soap('NoError') })
  expect(answer).toEqual({ done: null })
  expect(requests).toHaveLength(1)
  const { body = '', headers } = requests[0] ?? {}
  expect(body).toContain('<t:SmtpAddress>a&#38;b@nord.example</t:SmtpAddress>')
  expect(body).toContain('<t:BaseShape>IdOnly</t:BaseShape>')
  expect(headers).toMatchObject({
    authorization: 'Bearer token',
    'x-anchormailbox': 'a&b@nord.example',
    'user-agent': 'CDID-PrextraSetup/test',
  })
})

describe('an answer of Exchange’s', () => {
  test.each([
    ['a transient code with 500', { status: 500, body: soap('ErrorInternalServerError') }, { notYet: 'busy' }],
    ['a transient code with 200', { status: 200, body: soap('ErrorServerBusy') }, { notYet: 'throttled' }],
    [
      'how long to wait, in the body',
      { status: 500, body: soap('ErrorServerBusy', '<Value Name="BackOffMilliseconds">4200</Value>') },
      { notYet: 'throttled', afterMs: 4200 },
    ],
    [
      'how long to wait, in a header',
      { status: 503, headers: { ...exchange, 'retry-after': '9' } },
      { notYet: 'throttled', afterMs: 9000, problem: { code: 'exchange-busy' } },
    ],
    ['429', { status: 429, headers: exchange }, { notYet: 'throttled' }],
    ['502 without a code', { status: 502, headers: exchange }, { notYet: 'throttled' }],
    [
      'servers that are not reached',
      { status: 500, body: soap('ErrorNoRespondingCASInDestinationSite') },
      { notYet: 'busy', problem: { code: 'mailbox-elsewhere' } },
    ],
    [
      'no such mailbox',
      { status: 500, body: soap('ErrorNonExistentMailbox') },
      { no: { code: 'mailbox-unknown', microsoft: { status: 500, code: 'ErrorNonExistentMailbox' } } },
    ],
    ['no right', { status: 500, body: soap('ErrorAccessDenied') }, { no: { code: 'mailbox-out-of-reach' } }],
    [
      'an alias',
      { status: 500, body: soap('ErrorNonPrimarySmtpAddress', '<Value Name="Primary">p@nord.example</Value>') },
      { no: { code: 'mailbox-alias', primaryAddress: 'p@nord.example' } },
    ],
    ['a code nobody knows', { status: 500, body: soap('ErrorOfTomorrow') }, { no: { code: 'microsoft-unexpected' } }],
    ['404 of Exchange’s own', { status: 404, headers: exchange }, { no: { code: 'ews-ended' } }],
    ['410 of Exchange’s own', { status: 410, headers: exchange }, { no: { code: 'ews-ended' } }],
    ['403 without a reason', { status: 403, headers: exchange }, { no: { code: 'mailbox-refused' } }],
  ] satisfies [string, Scripted, object][])('%s', async (_name, scripted, meaning) => {
    expect((await open(scripted)).answer).toMatchObject(meaning)
  })

  test.each([
    ['EWS is disabled for this user or tenant', 'ews-disabled'],
    ['EWS is blocked by policy for this user or tenant', 'ews-blocked'],
  ])('403, %s', async (policyReason, code) => {
    const headers = { 'X-EWS-Policy-Reason': policyReason }
    expect((await open({ status: 403, headers })).answer).toMatchObject({ no: { code, microsoft: { policyReason } } })
  })

  test('401 has all details that support asks for', async () => {
    const headers = {
      ...exchange,
      'client-request-id': 'c-9',
      'x-ms-diagnostics': '2000008;reason="The token has expired."',
      date: 'Mon, 23 Nov 2026 14:00:00 GMT',
    }
    expect((await open({ status: 401, headers })).answer).toEqual({
      no: {
        code: 'exchange-unauthorized',
        at: '2026-11-23T14:00:00.000Z',
        facts: { host: 'outlook.office365.com' },
        microsoft: {
          host: 'outlook.office365.com',
          status: 401,
          requestId: 'r-1',
          clientRequestId: 'c-9',
          diagnostics: '2000008;reason="The token has expired."',
          date: '2026-11-23T14:00:00.000Z',
        },
      },
    })
  })
})

describe('a page that is not Microsoft’s', () => {
  const page = (status: number) => ({ status, headers: {}, body: filterPage })

  test.each([200, 401, 403, 404])('%i opens nothing, and says nothing of EWS', async (status) => {
    expect((await open(page(status))).answer).toMatchObject({
      no: { code: 'not-microsoft', microsoft: { status, pageTitle: 'Accès refusé' } },
    })
  })

  test.each([502, 503])('%i is waited for', async (status) => {
    expect((await open(page(status))).answer).toMatchObject({
      notYet: 'busy',
      problem: { code: 'perhaps-not-microsoft' },
    })
  })

  test.each([
    ['2027-03-31T23:59:59Z', 404, 'not-microsoft'],
    ['2027-04-01T00:00:00Z', 404, 'ews-ended-or-filtered'],
    ['2027-04-01T00:00:00Z', 410, 'ews-ended-or-filtered'],
    ['2027-04-01T00:00:00Z', 403, 'not-microsoft'],
  ])('at %s, %i means %s', async (at, status, code) => {
    expect((await open(page(status), at)).answer).toMatchObject({ no: { code } })
  })
})

test('an answer that never came is passed on as it is', async () => {
  const unreachable: Answer<never> = { unknown: true, problem: { code: 'unreachable', at: '' } }
  expect((await open(unreachable)).answer).toBe(unreachable)
})
