import { expect, test } from 'vitest'
import { filterPage, responseOf } from '#support/scripted-connection.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import { classify } from './graph-answer.ts'
import { replicationErrors } from './replication-errors.ts'

const clock = createVirtualClock('2026-11-23T14:00:00Z')
const graph = 'graph.microsoft.com'

function answer(status: number, code: string, message: string, headers: Record<string, string> = {}) {
  const text = JSON.stringify({ error: { code, message } })
  return { status, text, headers: new Headers({ 'request-id': 'r-1', ...headers }) }
}

const refused = 'Insufficient privileges to complete the operation.'
const noApp = "The appId 'x' of the service principal does not reference a valid application object."
const misleading =
  'When using this permission, the backing application of the service principal being created must in the local tenant'
const notYet = "Resource 'x' does not exist or one of its queried reference-property objects are not present."

test.each([
  [
    'throttled',
    { writes: true },
    answer(429, 'TooManyRequests', '', { 'retry-after': '7' }),
    { notYet: 'throttled', afterMs: 7000 },
  ],
  [
    'throttled until a date',
    { writes: false },
    answer(429, '', '', { 'retry-after': 'Mon, 23 Nov 2026 14:00:30 GMT' }),
    { notYet: 'throttled', afterMs: 30_000 },
  ],
  ['busy, on a read', { writes: false }, answer(503, 'ServiceUnavailable', ''), { notYet: 'busy' }],
  [
    'busy, on a write: may have been done',
    { writes: true },
    answer(503, 'ServiceUnavailable', '', { 'retry-after': '5' }),
    { unknown: true, afterMs: 5000 },
  ],
  ['full, on a write', { writes: true }, answer(507, 'InsufficientStorage', ''), { unknown: true }],
  [
    'application not replicated',
    { writes: true, replicationErrors: replicationErrors.createServicePrincipal },
    answer(400, 'Request_BadRequest', noApp),
    { notYet: 'replication' },
  ],
  [
    'a 403 that is replication',
    { writes: true, replicationErrors: replicationErrors.createServicePrincipal },
    answer(403, 'Authorization_RequestDenied', misleading),
    { notYet: 'replication' },
  ],
  [
    'reference not replicated',
    { writes: true, replicationErrors: replicationErrors.grantAppRole },
    answer(400, 'Request_BadRequest', 'Not a valid reference update.'),
    { notYet: 'replication' },
  ],
  [
    'object not replicated',
    { writes: true, replicationErrors: replicationErrors.addPassword },
    answer(404, 'Request_ResourceNotFound', notYet),
    { notYet: 'replication' },
  ],
  [
    'the same words of another call are no wait',
    { writes: true, replicationErrors: replicationErrors.grantAppRole },
    answer(400, 'Request_BadRequest', noApp),
    { no: { code: 'microsoft-unexpected' } },
  ],
  [
    'what may not be read is an answer',
    { writes: false, mayBeDenied: true },
    answer(403, 'Authorization_RequestDenied', refused),
    { done: { status: 403 } },
  ],
  [
    'an upsert this cloud does not have',
    { writes: true, mayBeUnsupported: true },
    answer(404, 'Request_ResourceNotFound', ''),
    { done: { status: 404 } },
  ],
  [
    'granted already',
    { writes: true },
    answer(400, 'Request_BadRequest', 'Permission being assigned already exists on the object'),
    { unknown: true },
  ],
  ['made already', { writes: true }, answer(409, 'Request_MultipleObjectsWithSameKeyValue', ''), { unknown: true }],
  ['refused', { writes: true }, answer(403, 'Authorization_RequestDenied', refused), { no: { code: 'not-allowed' } }],
  ['signed out', { writes: false }, answer(401, 'InvalidAuthenticationToken', ''), { no: { code: 'signed-out' } }],
  [
    'a token of another cloud',
    { writes: false },
    answer(401, 'InvalidAuthenticationToken', 'InvalidCloudInstance'),
    { no: { code: 'other-cloud' } },
  ],
  ['quota', { writes: true }, answer(403, 'Directory_QuotaExceeded', ''), { no: { code: 'quota-exceeded' } }],
  [
    'secrets forbidden',
    { writes: true },
    answer(400, 'CredentialTypeNotAllowedAsPerAppPolicy', ''),
    { no: { code: 'secrets-forbidden' } },
  ],
  [
    'lifetime capped',
    { writes: true },
    answer(400, 'CredentialInvalidLifetimeAsPerAppPolicy', ''),
    { no: { code: 'lifetime-too-long' } },
  ],
  [
    'anything else',
    { writes: true },
    answer(400, 'Request_BadRequest', 'Invalid value'),
    { no: { code: 'microsoft-unexpected' } },
  ],
] as const)('%s', (_name, expected, response, meaning) => {
  expect(classify(response, graph, expected, clock)).toMatchObject(meaning)
})

test('404 is an answer to a read of what may be missing', () => {
  const response = answer(404, 'Request_ResourceNotFound', '')
  expect(classify(response, graph, { writes: false, mayBeMissing: true }, clock)).toEqual({ done: response })
})

test('support gets host, status, Microsoft’s code, the request id and the time', () => {
  expect(classify(answer(403, 'Authorization_RequestDenied', refused), graph, { writes: true }, clock)).toMatchObject({
    no: {
      at: '2026-11-23T14:00:00.000Z',
      microsoft: { host: graph, status: 403, code: 'Authorization_RequestDenied', requestId: 'r-1' },
    },
  })
})

test('a call may say what its refusals mean, and the first that fits counts', () => {
  const refusals = [
    { code: 'ErrorAccessDenied', message: /odata is disabled/i, means: 'mailbox-refused' },
    { code: 'ErrorAccessDenied', means: 'mailbox-out-of-reach' },
    { status: 401, means: 'exchange-unauthorized' },
  ] as const
  const told = (status: number, code: string, message: string) => {
    const classified = classify(answer(status, code, message), graph, { writes: false, refusals }, clock)
    return 'no' in classified ? classified.no.code : classified
  }
  expect(told(403, 'ErrorAccessDenied', 'Access to OData is disabled.')).toBe('mailbox-refused')
  expect(told(403, 'ErrorAccessDenied', 'Access is denied.')).toBe('mailbox-out-of-reach')
  expect(told(401, 'InvalidAuthenticationToken', '')).toBe('exchange-unauthorized')
  expect(told(403, 'Authorization_RequestDenied', refused)).toBe('not-allowed')
  expect(told(503, 'ErrorAccessDenied', '')).toMatchObject({ notYet: 'busy' })
})

test.each([
  [{ writes: false, mayBeMissing: true }, { no: { code: 'not-microsoft' } }],
  [{ writes: true, mayBeMissing: true }, { unknown: true }],
  [{ writes: true, replicationErrors: replicationErrors.addPassword }, { unknown: true }],
  [{ writes: true, mayBeUnsupported: true }, { unknown: true }],
])('a filter’s 404 is never an answer of Graph’s: %j', (expected, meaning) => {
  const page = responseOf({ status: 404, headers: {}, body: filterPage })
  expect(classify(page, graph, expected, clock)).toMatchObject(meaning)
})

test('a filter’s 403 is no refusal, whatever the call', () => {
  const page = responseOf({ status: 403, headers: {}, body: filterPage })
  expect(classify(page, graph, { writes: false, mayBeDenied: true }, clock)).toMatchObject({
    no: { code: 'not-microsoft' },
  })
  const refusals = [{ means: 'mail-refused' }] as const
  expect(classify(page, graph, { writes: true, refusals }, clock)).toMatchObject({
    unknown: true,
    problem: { code: 'not-microsoft' },
  })
})

test('a page with 200 is no success, and 202 or 204 without a body is one', () => {
  const page = responseOf({ headers: {}, body: filterPage })
  expect(classify(page, graph, { writes: true }, clock)).toMatchObject({ unknown: true })
  for (const status of [202, 204]) {
    expect(classify(responseOf({ status, headers: {} }), graph, { writes: true }, clock)).toMatchObject({ done: {} })
  }
  expect(
    classify(responseOf({ status: 204, headers: {} }), graph, { writes: true, success: 202 }, clock),
  ).toMatchObject({ unknown: true })
})

test('a rule on where a token may be used from is not a session that has ended', () => {
  const said = 'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: '
  const challenged = (code: string) =>
    classify(answer(401, 'InvalidAuthenticationToken', said + code), graph, { writes: false }, clock)
  expect(challenged('LocationConditionEvaluationSatisfied')).toMatchObject({ no: { code: 'location-blocked' } })
  expect(challenged('TokenCreatedWithOutdatedPolicies')).toMatchObject({ no: { code: 'signed-out' } })
})
