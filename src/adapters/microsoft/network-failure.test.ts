import { expect, test } from 'vitest'
import type { Problem } from '#core/problem.ts'
import { classifyFailure, failureOf, type NetworkFailure } from './network-failure.ts'

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

test.each<[string, NetworkFailure]>([
  ['net::ERR_NAME_NOT_RESOLVED', { kind: 'name-not-found', error: 'ERR_NAME_NOT_RESOLVED' }],
  ['net::ERR_PROXY_CONNECTION_FAILED', { kind: 'proxy-unreachable', error: 'ERR_PROXY_CONNECTION_FAILED' }],
  ['net::ERR_TUNNEL_CONNECTION_FAILED', { kind: 'proxy-refused', error: 'ERR_TUNNEL_CONNECTION_FAILED' }],
  ['net::ERR_CERT_AUTHORITY_INVALID', { kind: 'untrusted', error: 'ERR_CERT_AUTHORITY_INVALID' }],
  ['net::ERR_CONNECTION_REFUSED', { kind: 'refused', error: 'ERR_CONNECTION_REFUSED' }],
  ['connect ECONNREFUSED 127.0.0.1:443', { kind: 'refused', error: 'ECONNREFUSED' }],
  ['net::ERR_INTERNET_DISCONNECTED', { kind: 'offline', error: 'ERR_INTERNET_DISCONNECTED' }],
  ['net::ERR_ADDRESS_UNREACHABLE', { kind: 'unreachable', error: 'ERR_ADDRESS_UNREACHABLE' }],
  ['net::ERR_CONNECTION_RESET', { kind: 'lost', error: 'ERR_CONNECTION_RESET' }],
  ['unexpected redirect', { kind: 'redirected', error: null }],
  ['self-signed certificate SELF_SIGNED_CERT_IN_CHAIN', { kind: 'untrusted', error: 'SELF_SIGNED_CERT_IN_CHAIN' }],
])('%s has a name and a cause', (message, failure) => {
  expect(failureOf(failed(message))).toEqual(failure)
})
