import { expect, test } from 'vitest'
import { clouds } from '#core/access/cloud.ts'
import { hostFindings, keychainFinding, loopbackFinding } from '#core/network/findings.ts'
import { checksToMake, hostsOf, type CheckResult } from '#core/network/network-check.ts'
import { answered, failed } from '#support/gallery/network.ts'
import { networkStage } from '#support/gallery/sessions.ts'
import { networkWords } from '../screens/network.ts'
import { conclusionOf, networkText } from './network.ts'

const computer: readonly CheckResult[] = [
  { subject: 'loopback', findings: [loopbackFinding(true)], details: null },
  { subject: 'keychain', findings: [keychainFinding(true)], details: null },
]
const [signIn, graph, exchange] = hostsOf(networkStage().checks).map((host): CheckResult => {
  const { answer, ...observation } = answered(host)
  const details = answer.kind === 'answered' ? answer.details : null
  return { subject: host.use, findings: hostFindings({ ...observation, answer }), details }
}) as [CheckResult, CheckResult, CheckResult]
const blocked: CheckResult = {
  subject: 'exchange',
  findings: hostFindings(failed('proxy-refused', 'ERR_TUNNEL_CONNECTION_FAILED')),
  details: null,
}

test('the result names the hosts to allow, each line with its level, and what support needs', () => {
  const text = networkText(networkStage([signIn, graph, blocked, ...computer]), false, 'en')
  expect(text).toContain('[OK] Microsoft answers: HTTP 401, as expected without an account (0.2\u00a0s).')
  expect(text).toContain('[Blocked] The proxy server refuses to lead to this server (ERR_TUNNEL_CONNECTION_FAILED).')
  expect(text).toContain('For support: graph.microsoft.com\u00a0· HTTP 401\u00a0· 5b1f0c9e-7d42-4a6b-8f3e-90c1d2e3f4a5')
  for (const host of ['login.microsoftonline.com', 'graph.microsoft.com', 'outlook.office365.com']) {
    expect(text).toMatch(new RegExp(`^ {2}${host}:443`, 'm'))
  }
  expect(text).not.toMatch(/[*`]|practice/)
})

test('a host that no source confirms is marked, and no other', () => {
  const { begunAt } = networkStage()
  const text = networkText({ begunAt, checks: checksToMake(clouds.china) }, false, 'en')
  const marked = text.split('\n').filter((line) => line.includes(networkWords.en.allow.unconfirmed))
  expect(marked).toEqual([expect.stringContaining(`${clouds.china.exchange}:443`)])
})

test('what was not looked at is said so, and practice as well', () => {
  const text = networkText(networkStage([signIn]), true, 'en')
  expect(text.match(/\[Not checked\]/g)).toHaveLength(4)
  expect(text).toContain('nothing leaves this computer')
})

test('the gravest finding is the conclusion, once everything was looked at', () => {
  const conclusion = (...results: readonly CheckResult[]) => conclusionOf(networkStage(results).checks)
  expect(conclusion(signIn, graph, exchange)).toBe('unfinished')
  expect(conclusion(signIn, graph, exchange, ...computer)).toBe('ok')
  expect(conclusion(signIn, graph, blocked, ...computer)).toBe('refused')
})
