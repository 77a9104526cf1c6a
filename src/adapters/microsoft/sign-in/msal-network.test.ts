import { expect, test } from 'vitest'
import type { Answer } from '#core/answer.ts'
import { filterPage, scriptedConnection, type Scripted } from '#support/scripted-connection.ts'
import { createMsalNetwork, SignInHostFailure } from './msal-network.ts'

const url = 'https://login.microsoftonline.com/common/oauth2/v2.0/token'

async function post(scripted: Scripted | Answer<never>) {
  const { connection, requests } = scriptedConnection(scripted)
  const responses: number[] = []
  const failures: Answer<never>[] = []
  const network = createMsalNetwork(connection, () => new AbortController().signal, {
    onResponse: ({ status }) => responses.push(status),
    onFailure: (answer) => failures.push(answer),
  })
  const outcome: unknown = await network
    .sendPostRequestAsync(url, { headers: { a: 'b' }, body: 'grant_type=x' })
    .catch((error: unknown) => error)
  return { outcome, requests, responses, failures }
}

test('MSAL gets status, headers and JSON', async () => {
  const { outcome, requests, responses, failures } = await post({ status: 400, body: { error: 'invalid_grant' } })
  expect(outcome).toMatchObject({ status: 400, headers: { 'request-id': 'r-1' }, body: { error: 'invalid_grant' } })
  expect(requests).toMatchObject([{ method: 'POST', url, headers: { a: 'b' }, body: 'grant_type=x' }])
  expect([responses, failures]).toEqual([[400], []])
})

const unreachable: Answer<never> = { unknown: true, problem: { code: 'unreachable', at: '' } }
test.each([
  ['a filter’s page', { status: 403, headers: {}, body: filterPage }, { no: { code: 'not-microsoft' } }],
  ['a captive portal’s page', { status: 200, headers: {}, body: filterPage }, { no: { code: 'not-microsoft' } }],
  [
    'a busy proxy',
    { status: 502, headers: {}, body: filterPage },
    { notYet: 'busy', problem: { code: 'perhaps-not-microsoft' } },
  ],
  [
    'a busy host of Microsoft’s',
    { status: 429, headers: { 'request-id': 'r', 'retry-after': '7' }, body: {} },
    { notYet: 'throttled', afterMs: 7000, problem: { code: 'microsoft-busy' } },
  ],
  ['half of Microsoft’s answer', { body: '{"access_token":' }, { no: { code: 'microsoft-unexpected' } }],
  ['a lost answer', unreachable, unreachable],
] satisfies [string, Scripted | Answer<never>, object][])('MSAL never sees %s', async (_name, scripted, answer) => {
  const { outcome, responses, failures } = await post(scripted)
  expect(outcome).toBeInstanceOf(SignInHostFailure)
  expect(outcome).toMatchObject({ answer })
  expect(failures).toMatchObject([answer])
  expect(responses).toEqual([])
})
