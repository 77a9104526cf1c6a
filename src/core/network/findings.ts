import type { FailureKind, HostCertificate, HostObservation, HostWay, ProxyRoute } from './observation.ts'

/** How a finding bears on the work. `unseen`: it could not be observed, so nobody knows. */
export type Level = 'ok' | 'warning' | 'refused' | 'unseen'

/** What one observation means: one line of the result. It has no words; `words/screens/network.ts` says each of them. */
export type Finding = { readonly level: Level } & FindingData

export type FindingData =
  | { readonly kind: 'name-found' | 'name-by-proxy' | 'name-not-found' | 'name-unseen' }
  | { readonly kind: 'route-direct' | 'route-unseen' }
  | { readonly kind: 'route-proxy'; readonly routes: readonly ProxyRoute[] }
  | {
      readonly kind: 'proxy-sign-in' | 'proxy-unreachable' | 'proxy-refused'
      /** `null` when the proxy could not be observed. */
      readonly proxy: string | null
      readonly error: string | null
    }
  | { readonly kind: 'certificate-usual' | 'certificate-unusual' | 'certificate-inspected'; readonly issuer: string }
  | { readonly kind: 'certificate-untrusted'; readonly issuer: string | null; readonly error: string | null }
  | { readonly kind: 'certificate-unseen' }
  | { readonly kind: 'microsoft' | 'microsoft-busy'; readonly status: number; readonly ms: number }
  | {
      readonly kind: 'not-microsoft' | 'perhaps-not-microsoft'
      readonly status: number
      readonly pageTitle: string | null
    }
  | { readonly kind: 'redirected' }
  | { readonly kind: 'no-answer'; readonly failure: NoAnswer; readonly error: string | null }
  | { readonly kind: 'clock-right' }
  | { readonly kind: 'clock-ahead' | 'clock-behind'; readonly ms: number }
  | { readonly kind: 'loopback-open' | 'loopback-refused' | 'keychain-works' | 'keychain-refused' }

/** Why no answer came, where neither the name nor the proxy nor the certificate says it. */
export type NoAnswer = Extract<FailureKind, 'offline' | 'refused' | 'unreachable' | 'lost' | 'time-limit'>

/**
 * The organizations that issue the certificates of Microsoft's hosts. A public authority that is missing here is only
 * worth a look. Source: https://learn.microsoft.com/azure/security/fundamentals/azure-ca-details
 */
const usualIssuers = ['Microsoft Corporation', 'DigiCert Inc', 'DigiCert, Inc.']

/**
 * The difference of clocks from which it is worth a warning. The assistant itself follows Microsoft's clock; the browser,
 * Windows and Kerberos do not, and Kerberos allows five minutes.
 */
const clockWarningMs = 60_000

/** Returns what the look at one host means, in the order in which a connection is made. */
export function hostFindings({ way, answer, ms, aheadMs }: HostObservation): readonly Finding[] {
  const failure = answer.kind === 'failed' ? answer.failure : null
  const error = answer.kind === 'failed' ? answer.error : null
  return [
    ...(way === null ? [] : wayFindings(way, failure, error)),
    ...answerFindings(answer, ms, way === null),
    ...(aheadMs === null ? [] : [clockFinding(aheadMs)]),
  ]
}

function wayFindings(way: HostWay, failure: FailureKind | null, error: string | null): readonly Finding[] {
  const proxy = firstProxy(way.routes)
  const findings = [nameFinding(way, failure, proxy !== null), routeFinding(way.routes, failure, error)]
  const certificate = certificateFinding(way.certificate, failure, error)
  return certificate === null ? findings : [...findings, certificate]
}

function nameFinding({ name }: HostWay, failure: FailureKind | null, byProxy: boolean): Finding {
  if (name === 'found') return { level: 'ok', kind: 'name-found' }
  // Where a proxy leads, the proxy resolves the name, and many networks resolve no public name themselves.
  if (byProxy) return { level: 'ok', kind: 'name-by-proxy' }
  if (name === 'not-found' || failure === 'name-not-found') return { level: 'refused', kind: 'name-not-found' }
  return { level: 'unseen', kind: 'name-unseen' }
}

function routeFinding(routes: HostWay['routes'], failure: FailureKind | null, error: string | null): Finding {
  switch (failure) {
    case 'proxy-sign-in':
    case 'proxy-unreachable':
    case 'proxy-refused':
      return { level: 'refused', kind: failure, proxy: firstProxy(routes), error }
    default:
      if (routes === 'unseen' || routes.length === 0) return { level: 'unseen', kind: 'route-unseen' }
      if (routes.every((route) => route === 'direct')) return { level: 'ok', kind: 'route-direct' }
      return { level: 'ok', kind: 'route-proxy', routes }
  }
}

function firstProxy(routes: HostWay['routes']): string | null {
  const found = routes === 'unseen' ? undefined : routes.find((route) => route !== 'direct')
  return found?.proxy ?? null
}

/** Returns `null` where no certificate came, because the connection failed before. */
function certificateFinding(
  certificate: HostCertificate | 'unseen',
  failure: FailureKind | null,
  error: string | null,
): Finding | null {
  const issuer = certificate === 'unseen' ? null : certificate.issuer
  if (failure === 'untrusted') return { level: 'refused', kind: 'certificate-untrusted', issuer, error }
  // A certificate that was observed earlier says nothing about a connection that was not made.
  if (failure !== null && failure !== 'redirected') return null
  if (certificate === 'unseen') return { level: 'unseen', kind: 'certificate-unseen' }
  if (!certificate.isPublic) return { level: 'warning', kind: 'certificate-inspected', issuer: certificate.issuer }
  return usualIssuers.includes(certificate.issuer)
    ? { level: 'ok', kind: 'certificate-usual', issuer: certificate.issuer }
    : { level: 'warning', kind: 'certificate-unusual', issuer: certificate.issuer }
}

/** Returns no line where another one already says why no answer came. `alone`: there is no such line. */
function answerFindings(answer: HostObservation['answer'], ms: number, alone: boolean): readonly Finding[] {
  if (answer.kind === 'answered') {
    const { status, isMicrosoft, isBusy, pageTitle } = answer
    if (isMicrosoft) {
      return [
        isBusy
          ? { level: 'warning', kind: 'microsoft-busy', status, ms }
          : { level: 'ok', kind: 'microsoft', status, ms },
      ]
    }
    return [
      isBusy
        ? { level: 'warning', kind: 'perhaps-not-microsoft', status, pageTitle }
        : { level: 'refused', kind: 'not-microsoft', status, pageTitle },
    ]
  }
  const { failure, error } = answer
  switch (failure) {
    case 'redirected':
      return [{ level: 'refused', kind: 'redirected' }]
    case 'offline':
    case 'refused':
    case 'unreachable':
    case 'lost':
    case 'time-limit':
      return [{ level: 'refused', kind: 'no-answer', failure, error }]
    default:
      return alone ? [{ level: 'refused', kind: 'no-answer', failure: 'unreachable', error }] : []
  }
}

function clockFinding(aheadMs: number): Finding {
  const ms = Math.abs(aheadMs)
  if (ms < clockWarningMs) return { level: 'ok', kind: 'clock-right' }
  return { level: 'warning', kind: aheadMs > 0 ? 'clock-ahead' : 'clock-behind', ms }
}

/** Returns whether the browser's answer to a sign-in can come back to this computer. */
export function loopbackFinding(canListen: boolean): Finding {
  return canListen ? { level: 'ok', kind: 'loopback-open' } : { level: 'refused', kind: 'loopback-refused' }
}

/** Returns whether this computer's keychain can keep a secret. */
export function keychainFinding(works: boolean): Finding {
  return works ? { level: 'ok', kind: 'keychain-works' } : { level: 'refused', kind: 'keychain-refused' }
}

const gravity: readonly Level[] = ['ok', 'unseen', 'warning', 'refused']

/** Returns the gravest level of these findings; `ok` when there are none. */
export function worstLevel(findings: readonly Finding[]): Level {
  return gravity[Math.max(0, ...findings.map(({ level }) => gravity.indexOf(level)))] ?? 'ok'
}
