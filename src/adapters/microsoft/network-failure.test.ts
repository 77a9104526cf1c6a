import { expect, test } from 'vitest'
import type { Problem } from '#core/problem.ts'
import { classifyFailure } from './network-failure.ts'

const problem = (code: Problem['code']): Problem => ({ code, at: '' })
const failed = (message: string, code?: string) =>
  Object.assign(
    new TypeError(message),
    code === undefined ? {} : { cause: Object.assign(new Error(message), { code }) },
  )

test.each([
  ['net::ERR_NAME_NOT_RESOLVED', undefined, { no: { code: 'unreachable' } }],
  ['net::ERR_INTERNET_DISCONNECTED', undefined, { no: { code: 'unreachable' } }],
  ['net::ERR_PROXY_CONNECTION_FAILED', undefined, { no: { code: 'unreachable' } }],
  ['net::ERR_CERT_AUTHORITY_INVALID', undefined, { no: { code: 'certificate-untrusted' } }],
  ['net::ERR_PROXY_AUTH_UNSUPPORTED', undefined, { no: { code: 'proxy-sign-in' } }],
  ['net::ERR_CONNECTION_RESET', undefined, { unknown: true, problem: { code: 'unreachable' } }],
  ['net::ERR_SSL_PROTOCOL_ERROR', undefined, { unknown: true }],
  ['fetch failed', 'ENOTFOUND', { no: { code: 'unreachable' } }],
  ['fetch failed', 'SELF_SIGNED_CERT_IN_CHAIN', { no: { code: 'certificate-untrusted' } }],
  ['fetch failed', 'ECONNRESET', { unknown: true }],
  ['the answer is larger than it may be', undefined, { unknown: true }],
])('%s %s', (message, code, answer) => {
  expect(classifyFailure(failed(message, code), true, problem)).toMatchObject(answer)
})

test('a redirect is a page of the network’s: a read is refused, and a write is unknown', () => {
  const redirected = failed('unexpected redirect')
  expect(classifyFailure(redirected, false, problem)).toMatchObject({ no: { code: 'proxy-sign-in' } })
  expect(classifyFailure(redirected, true, problem)).toMatchObject({
    unknown: true,
    problem: { code: 'proxy-sign-in' },
  })
})

test('what is thrown without being an error has an unknown outcome', () => {
  expect(classifyFailure('odd', false, problem)).toMatchObject({ unknown: true })
})
