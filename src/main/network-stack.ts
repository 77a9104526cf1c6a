import type { Certificate, Session } from 'electron'
import type { NetworkStack } from '#adapters/microsoft/network/network.ts'
import type { HostCertificate } from '#core/network/observation.ts'

/** What `setCertificateVerifyProc` answers to leave the verdict to Chromium. */
const verdictOfChromium = -3

const observed = new WeakMap<Session, NetworkStack>()

/**
 * Returns what a session tells of the way to a host. Certificates are only observed: Chromium judges each of them as it
 * would without us.
 */
export function observeNetwork(session: Session): NetworkStack {
  const known = observed.get(session)
  if (known) return known
  const certificates = new Map<string, HostCertificate>()
  session.setCertificateVerifyProc(({ hostname, certificate, isIssuedByKnownRoot }, decide) => {
    certificates.set(hostname, { issuer: issuerOf(certificate), isPublic: isIssuedByKnownRoot })
    decide(verdictOfChromium)
  })
  const stack: NetworkStack = {
    // The Electron that development falls back to may have no such function.
    resolveHost: 'resolveHost' in session ? (host) => session.resolveHost(host) : null,
    resolveProxy: (url) => session.resolveProxy(url),
    certificateOf: (host) => certificates.get(host) ?? null,
  }
  observed.set(session, stack)
  return stack
}

function issuerOf({ issuer, issuerName }: Certificate): string {
  return issuer.organizations[0] ?? (issuer.commonName || issuerName)
}
