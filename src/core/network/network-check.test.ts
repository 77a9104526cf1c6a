import { expect, test } from 'vitest'
import { publicCloud } from '../access/cloud.ts'
import { checksToMake, hostsOf, withResult } from './network-check.ts'
import { hostsToAllow } from './hosts.ts'

const checks = checksToMake(publicCloud)

test('each host is looked at, then this computer', () => {
  expect(checks.map(({ subject }) => subject)).toEqual(['sign-in', 'graph', 'exchange', 'loopback', 'keychain'])
  expect(checks.every(({ findings }) => findings === null)).toBe(true)
  expect(hostsOf(checks)).toEqual(hostsToAllow(publicCloud))
})

test('a result fills in its own line alone', () => {
  const findings = [{ level: 'ok', kind: 'loopback-open' }] as const
  const after = withResult(checks, { subject: 'loopback', findings, details: null })
  expect(after.filter((check) => check.findings !== null).map(({ subject }) => subject)).toEqual(['loopback'])
  expect(after.map(({ subject }) => subject)).toEqual(checks.map(({ subject }) => subject))
})
