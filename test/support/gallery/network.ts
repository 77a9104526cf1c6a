import { publicCloud } from '#core/access/cloud.ts'
import { hostFindings, keychainFinding, loopbackFinding } from '#core/network/findings.ts'
import { hostsToAllow, type HostToAllow } from '#core/network/hosts.ts'
import type { CheckResult } from '#core/network/network-check.ts'
import type { FailureKind, HostObservation, HostWay } from '#core/network/observation.ts'
import { now, problem, type Scene } from './facts.ts'
import { identityStage, networkStage, realSessionAt, sessionAt } from './sessions.ts'

const digicert = { issuer: 'DigiCert Inc', isPublic: true }
const direct: HostWay = { name: 'found', routes: ['direct'], certificate: digicert }
const proxy = { proxy: 'proxy.erablieredunord.example:8080' }
const inspected = { issuer: 'Érablière du Nord – Inspection TLS', isPublic: false }
const hosts = hostsToAllow(publicCloud)

/** What an answer of Microsoft's without an account shows. */
export function answered({ use, host }: HostToAllow, way: HostWay | null = direct, aheadMs = 400): HostObservation {
  const status = use === 'sign-in' ? 200 : 401
  const requestId = '5b1f0c9e-7d42-4a6b-8f3e-90c1d2e3f4a5'
  const details = { host, status, requestId, date: now }
  const answer = { kind: 'answered', status, isMicrosoft: true, isBusy: false, pageTitle: null, details } as const
  return { way, answer, ms: 182, aheadMs }
}

/** What a request shows to which no answer came. */
export function failed(failure: FailureKind, error: string | null, way: HostWay = direct): HostObservation {
  return { way, answer: { kind: 'failed', failure, error }, ms: 210, aheadMs: null }
}

/** What the page of a captive portal shows. */
export function portal({ host }: HostToAllow): HostObservation {
  const pageTitle = 'Portail des invités'
  const details = { host, status: 200, pageTitle }
  const answer = { kind: 'answered', status: 200, isMicrosoft: false, isBusy: false, pageTitle, details } as const
  return { way: { ...direct, certificate: inspected }, answer, ms: 40, aheadMs: null }
}

const result = (host: HostToAllow, observation: HostObservation): CheckResult => ({
  subject: host.use,
  findings: hostFindings(observation),
  details: observation.answer.kind === 'answered' ? observation.answer.details : null,
})
const each = (look: (host: HostToAllow) => HostObservation): readonly CheckResult[] =>
  hosts.map((host) => result(host, look(host)))
const computer = (works: boolean): readonly CheckResult[] => [
  { subject: 'loopback', findings: [loopbackFinding(works)], details: null },
  { subject: 'keychain', findings: [keychainFinding(works)], details: null },
]
const mixed = (host: HostToAllow): HostObservation => {
  const way = { ...direct, routes: [proxy, 'direct'] as const, certificate: inspected }
  if (host.use === 'exchange') return portal(host)
  return host.use === 'graph' ? failed('proxy-refused', 'ERR_TUNNEL_CONNECTION_FAILED', way) : answered(host, way)
}

/** What the check of the connection finds. */
export const networkScenes: readonly Scene[] = [
  { name: '13-network-ok', session: realSessionAt(networkStage([...each(answered), ...computer(true)])) },
  {
    name: '13b-network-proxy-password',
    session: realSessionAt(
      networkStage([
        ...each(() =>
          failed('proxy-sign-in', 'ERR_PROXY_AUTH_REQUESTED', {
            name: 'not-found',
            routes: [proxy],
            certificate: 'unseen',
          }),
        ),
        ...computer(true),
      ]),
    ),
  },
  {
    name: '13c-network-inspected',
    session: realSessionAt(
      networkStage([
        ...each((host) => answered(host, { ...direct, routes: [proxy, 'direct'], certificate: inspected }, -305_000)),
        ...computer(true),
      ]),
    ),
  },
  {
    name: '13d-network-blocked',
    session: realSessionAt(
      networkStage([
        ...each(() => failed('name-not-found', 'ERR_NAME_NOT_RESOLVED', { ...direct, name: 'not-found' })),
        ...computer(false),
      ]),
    ),
  },
  {
    name: '13e-network-practice',
    session: sessionAt(networkStage([...each((host) => ({ ...answered(host, null), ms: 4 })), ...computer(true)])),
  },
  {
    name: '13f-network-looking',
    session: realSessionAt(networkStage([...each(answered).slice(0, 1), ...computer(true).slice(0, 1)]), {
      busy: true,
    }),
  },
  {
    name: '13g-network-mixed',
    session: realSessionAt(networkStage([...each(mixed), ...computer(true)])),
    press: ['Détails pour le soutien'],
  },
  {
    name: '13h-network-untrusted',
    session: realSessionAt(
      networkStage(
        [
          ...each(() => failed('untrusted', 'ERR_CERT_AUTHORITY_INVALID', { ...direct, certificate: inspected })),
          ...computer(true),
        ],
        realSessionAt(identityStage(), {
          problem: {
            ...problem('certificate-untrusted', { host: publicCloud.graph }),
            facts: { host: publicCloud.graph, issuer: inspected.issuer },
          },
        }) as Extract<ReturnType<typeof realSessionAt>, { readonly at: 'identity' }>,
      ),
    ),
  },
  {
    name: '13j-network-proxy-asks',
    session: realSessionAt(networkStage(computer(true)), { busy: true }),
    view: { proxy: { proxy: proxy.proxy, refused: false } },
  },
  {
    name: '13k-proxy-password',
    session: realSessionAt(networkStage(computer(true)), { busy: true }),
    view: { proxy: { proxy: proxy.proxy, refused: true } },
    press: ['Entrer le mot de passe'],
  },
  {
    name: '13i-network-stopped',
    session: realSessionAt(networkStage(each(answered).slice(0, 1)), { problem: problem('stopped') }),
  },
]
