import { expect, test } from 'vitest'
import { networkWords, sayFinding } from './network.ts'

const proxy = 'proxy.nord.example:8080'

test('a route is said with its proxies, in order', () => {
  expect(sayFinding({ level: 'ok', kind: 'route-proxy', routes: [{ proxy }] }, 'en')).toBe(
    'Windows leads the assistant to the proxy server `proxy.nord.example:8080`.',
  )
  expect(sayFinding({ level: 'ok', kind: 'route-proxy', routes: [{ proxy }, 'direct'] }, 'en')).toBe(
    'Windows gives several routes, tried in this order (PAC file or list): `proxy.nord.example:8080`, direct connection.',
  )
})

test('the network stack’s own name of an error stands behind the sentence, where there is one', () => {
  const refused = (error: string | null) =>
    sayFinding({ level: 'refused', kind: 'no-answer', failure: 'refused', error }, 'en')
  expect(refused('ERR_CONNECTION_REFUSED')).toBe('The connection is refused (ERR_CONNECTION_REFUSED).')
  expect(refused(null)).toBe('The connection is refused.')
})

test('a 401 is not taken for a failure', () => {
  const answer = (status: number) => sayFinding({ level: 'ok', kind: 'microsoft', status, ms: 1240 }, 'en')
  expect(answer(200)).toBe('Microsoft answers: HTTP 200 (1.2\u00a0s).')
  expect(answer(401)).toBe('Microsoft answers: HTTP 401, as expected without an account (1.2\u00a0s).')
})

test('the values of a company are shortened while the screen is shared', () => {
  const shown = { name: () => 'N. I.', domain: () => 'pr…xy.example' }
  const inspected = { level: 'warning', kind: 'certificate-inspected', issuer: 'Nord Inspection' } as const
  expect(sayFinding(inspected, 'en', shown)).toContain('**N. I.**')
  expect(sayFinding({ level: 'refused', kind: 'proxy-sign-in', proxy, error: null }, 'en', shown)).toBe(
    'The proxy server `pr…xy.example` requires credentials.',
  )
})

test('an issuer cannot break the line it is said in', () => {
  const issuer = 'Nord\nInspection\u202e'
  expect(sayFinding({ level: 'ok', kind: 'certificate-usual', issuer }, 'en')).toContain('**Nord Inspection**')
})

test('every level has a word of its own', () => {
  for (const language of ['fr', 'en'] as const) {
    expect(new Set(Object.values(networkWords[language].levels)).size).toBe(4)
  }
})
