import { expect, test } from 'vitest'
import type { Answer } from '#core/answer.ts'
import { Secret } from '#core/secret.ts'
import { filterPage, fromMicrosoft, scriptedConnection, type Scripted } from '#support/scripted-connection.ts'
import { createTokens } from './tokens.ts'

const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const appId = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const tokenWith = (claims: object): Scripted => ({
  body: { token_type: 'Bearer', expires_in: 3599, access_token: `${part({ alg: 'none' })}.${part(claims)}.x` },
})
const refusal = (number: number, change: object = {}): Scripted => ({
  status: 401,
  headers: { ...fromMicrosoft, 'x-ms-request-id': 'r-2' },
  body: {
    error: 'invalid_client',
    error_description: `AADSTS${number}: text. Trace ID: t Correlation ID: c`,
    error_codes: [number],
    correlation_id: 'f3a1c0de-0000-4000-8000-000000000001',
    ...change,
  },
})

/** MSAL knows the public cloud, so the only request is the one for the token. */
function appOnly(...answers: readonly (Scripted | Answer<never>)[]) {
  const { connection, requests } = scriptedConnection(...answers)
  const tokens = createTokens(connection)
  const credentials = { tenantId, appId, secret: new Secret('s3cret'), resource: 'https://outlook.office365.com' }
  const get = () => tokens.appOnly(credentials, new AbortController().signal)
  return { get, requests }
}

test('a token, its tenant and its roles', async () => {
  const { get, requests } = appOnly(tokenWith({ tid: tenantId, roles: ['full_access_as_app'] }))
  const answer = await get()
  expect(answer).toMatchObject({ done: { tenantId, roles: ['full_access_as_app'] } })
  const sent = new URLSearchParams(requests[0]?.body)
  expect(Object.fromEntries(sent)).toMatchObject({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: 's3cret',
    scope: 'https://outlook.office365.com/.default',
  })
  expect(requests[0]?.url).toContain(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`)
})

test('each token is a new one: a cached one has no new roles', async () => {
  const { get, requests } = appOnly(tokenWith({ tid: tenantId }), tokenWith({ tid: tenantId, roles: ['x'] }))
  expect(await get()).toMatchObject({ done: { roles: [] } })
  expect(await get()).toMatchObject({ done: { roles: ['x'] } })
  expect(requests).toHaveLength(2)
})

test.each([
  [7000215, { notYet: 'secret-not-active', problem: { code: 'secret-not-accepted' } }],
  [7000222, { notYet: 'secret-not-active', problem: { code: 'secret-expired' } }],
  [700016, { notYet: 'secret-not-active', problem: { code: 'application-unknown' } }],
  [7000112, { no: { code: 'application-disabled' } }],
  [500011, { no: { code: 'exchange-missing' } }],
  [90033, { notYet: 'busy' }],
])('AADSTS%i', async (number, answer) => {
  const { get, requests } = appOnly(refusal(number))
  expect(await get()).toMatchObject(answer)
  expect(requests).toHaveLength(1)
})

test('a refusal has all details that support asks for', async () => {
  const { get } = appOnly(refusal(7000112))
  expect(await get()).toMatchObject({
    no: {
      microsoft: {
        host: 'login.microsoftonline.com',
        status: 401,
        code: 'AADSTS7000112',
        requestId: 'r-1',
        clientRequestId: 'c-1',
      },
    },
  })
})

test.each([
  ['a filter’s page', { status: 403, headers: {}, body: filterPage }, { no: { code: 'not-microsoft' } }],
  [
    'a token without its claims',
    { body: { token_type: 'Bearer', expires_in: 1, access_token: 'x' } },
    { no: { code: 'microsoft-unexpected' } },
  ],
] satisfies [string, Scripted, object][])('%s', async (_name, scripted, answer) => {
  const { get } = appOnly(scripted)
  expect(await get()).toMatchObject(answer)
})

test('a lost answer is passed on as it is', async () => {
  const lost: Answer<never> = { unknown: true, problem: { code: 'unreachable', at: '' } }
  const { get } = appOnly(lost)
  expect(await get()).toBe(lost)
})
