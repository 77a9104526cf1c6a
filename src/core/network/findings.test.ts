import { describe, expect, test } from 'vitest'
import { hostFindings, keychainFinding, loopbackFinding, worstLevel, type Finding } from './findings.ts'
import type { FailureKind, HostAnswer, HostObservation, HostWay } from './observation.ts'

const host = 'graph.microsoft.com'
const proxy = 'proxy.nord.example:8080'
const digicert = { issuer: 'DigiCert Inc', isPublic: true }
const companyAuthority = { issuer: 'Nord Inspection', isPublic: false }
const direct: HostWay = { name: 'found', routes: ['direct'], certificate: digicert }
const byProxy: HostWay = { name: 'not-found', routes: [{ proxy }], certificate: digicert }
const microsoft: HostAnswer = {
  kind: 'answered',
  status: 401,
  isMicrosoft: true,
  isBusy: false,
  pageTitle: null,
  details: { host, status: 401 },
}

function look(change: Partial<HostObservation>): readonly Finding[] {
  return hostFindings({ way: direct, answer: microsoft, ms: 180, aheadMs: 300, ...change })
}

function failed(failure: FailureKind, way: HostWay | null = direct): readonly Finding[] {
  return look({ way, answer: { kind: 'failed', failure, error: `ERR_${failure}` }, aheadMs: null })
}

const inShort = (findings: readonly Finding[]) => findings.map(({ level, kind }) => `${level} ${kind}`)

test('Microsoft’s own answer, over a direct connection, by the clock', () => {
  expect(look({})).toEqual([
    { level: 'ok', kind: 'name-found' },
    { level: 'ok', kind: 'route-direct' },
    { level: 'ok', kind: 'certificate-usual', issuer: 'DigiCert Inc' },
    { level: 'ok', kind: 'microsoft', status: 401, ms: 180 },
    { level: 'ok', kind: 'clock-right' },
  ])
})

describe('the name', () => {
  test('is not known to this computer', () => {
    expect(failed('name-not-found', { ...direct, name: 'not-found' })).toEqual([
      { level: 'refused', kind: 'name-not-found' },
      { level: 'ok', kind: 'route-direct' },
    ])
  })

  test('is left to a proxy', () => {
    expect(inShort(look({ way: byProxy }))).toContain('ok name-by-proxy')
  })

  test('could not be observed, unless the failure tells', () => {
    const unseen: HostWay = { ...direct, name: 'unseen' }
    expect(inShort(look({ way: unseen }))).toContain('unseen name-unseen')
    expect(inShort(failed('name-not-found', unseen))).toContain('refused name-not-found')
  })
})

describe('the proxy', () => {
  test('one that the system’s settings name, and several of a PAC file', () => {
    expect(look({ way: byProxy })).toContainEqual({ level: 'ok', kind: 'route-proxy', routes: [{ proxy }] })
    const routes = [{ proxy }, 'direct'] as const
    expect(look({ way: { ...direct, routes } })).toContainEqual({ level: 'ok', kind: 'route-proxy', routes })
  })

  test.each(['proxy-sign-in', 'proxy-unreachable', 'proxy-refused'] as const)(
    '%s: it is named, and only it',
    (kind) => {
      expect(failed(kind, byProxy)).toEqual([
        { level: 'ok', kind: 'name-by-proxy' },
        { level: 'refused', kind, proxy, error: `ERR_${kind}` },
      ])
    },
  )

  test('one that could not be observed', () => {
    const way: HostWay = { ...direct, routes: 'unseen' }
    expect(inShort(look({ way }))).toContain('unseen route-unseen')
    expect(failed('proxy-sign-in', way)).toContainEqual({
      level: 'refused',
      kind: 'proxy-sign-in',
      proxy: null,
      error: 'ERR_proxy-sign-in',
    })
  })
})

describe('the certificate', () => {
  test('of a company that inspects the connection, trusted here', () => {
    expect(look({ way: { ...direct, certificate: companyAuthority } })).toContainEqual({
      level: 'warning',
      kind: 'certificate-inspected',
      issuer: 'Nord Inspection',
    })
  })

  test('of the same company, not trusted here', () => {
    expect(failed('untrusted', { ...direct, certificate: companyAuthority })).toContainEqual({
      level: 'refused',
      kind: 'certificate-untrusted',
      issuer: 'Nord Inspection',
      error: 'ERR_untrusted',
    })
  })

  test('of a public authority that Microsoft does not use', () => {
    const certificate = { issuer: 'Another CA', isPublic: true }
    expect(inShort(look({ way: { ...direct, certificate } }))).toContain('warning certificate-unusual')
  })

  test('that could not be observed', () => {
    expect(inShort(look({ way: { ...direct, certificate: 'unseen' } }))).toContain('unseen certificate-unseen')
    expect(failed('untrusted', { ...direct, certificate: 'unseen' })).toContainEqual(
      expect.objectContaining({ kind: 'certificate-untrusted', issuer: null }),
    )
  })

  test('of an earlier connection says nothing of one that was not made', () => {
    expect(inShort(failed('refused')).filter((line) => line.includes('certificate'))).toEqual([])
  })
})

describe('the answer', () => {
  const page = { ...microsoft, status: 200, isMicrosoft: false, pageTitle: 'Portail' }

  test('is the page of a captive portal', () => {
    expect(look({ answer: page, aheadMs: null }).at(-1)).toEqual({
      level: 'refused',
      kind: 'not-microsoft',
      status: 200,
      pageTitle: 'Portail',
    })
    expect(inShort(failed('redirected'))).toContain('refused redirected')
  })

  test('is busy, whoever gave it', () => {
    expect(inShort(look({ answer: { ...microsoft, status: 503, isBusy: true } }))).toContain('warning microsoft-busy')
    expect(inShort(look({ answer: { ...page, status: 503, isBusy: true } }))).toContain('warning perhaps-not-microsoft')
  })

  test.each(['offline', 'refused', 'unreachable', 'lost', 'time-limit'] as const)('did not come: %s', (failure) => {
    expect(failed(failure).at(-1)).toEqual({ level: 'refused', kind: 'no-answer', failure, error: `ERR_${failure}` })
  })

  test('of the practice tenant comes by no way, and a failure is still said', () => {
    expect(inShort(look({ way: null }))).toEqual(['ok microsoft', 'ok clock-right'])
    expect(inShort(failed('untrusted', null))).toEqual(['refused no-answer'])
  })
})

test.each([
  [59_000, 'ok clock-right'],
  [-59_000, 'ok clock-right'],
  [305_000, 'warning clock-ahead'],
  [-305_000, 'warning clock-behind'],
])('a clock that is %i ms ahead', (aheadMs, line) => {
  expect(inShort(look({ aheadMs })).at(-1)).toBe(line)
})

test('this computer: localhost and the keychain', () => {
  expect(inShort([loopbackFinding(true), keychainFinding(true)])).toEqual(['ok loopback-open', 'ok keychain-works'])
  expect(inShort([loopbackFinding(false), keychainFinding(false)])).toEqual([
    'refused loopback-refused',
    'refused keychain-refused',
  ])
})

test('the gravest level of all counts', () => {
  const at = (level: Finding['level']): Finding => ({ level, kind: 'clock-right' })
  expect(worstLevel([])).toBe('ok')
  expect(worstLevel([at('ok'), at('unseen')])).toBe('unseen')
  expect(worstLevel([at('warning'), at('unseen'), at('ok')])).toBe('warning')
  expect(worstLevel([at('warning'), at('refused')])).toBe('refused')
})
