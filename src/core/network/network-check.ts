import type { Cloud } from '../access/cloud.ts'
import type { MicrosoftDetails } from '../problem.ts'
import type { Finding } from './findings.ts'
import { hostsToAllow, type HostToAllow, type HostUse } from './hosts.ts'

/** What is looked at: a host of the cloud, or a thing of this computer that a sign-in or a secret needs. */
export type CheckSubject = HostUse | 'loopback' | 'keychain'

/** One look of the network page. */
export interface NetworkCheck {
  readonly subject: CheckSubject
  /** The host; `null` for a thing of this computer. */
  readonly host: HostToAllow | null
  /** What was found; `null` before that. */
  readonly findings: readonly Finding[] | null
  /** What support needs of the host's answer; `null` when none came. */
  readonly details: MicrosoftDetails | null
}

/** What one look has shown. */
export type CheckResult = Pick<NetworkCheck, 'subject' | 'details'> & { readonly findings: readonly Finding[] }

/** Returns the looks that a check of the connection takes, before any of them. */
export function checksToMake(cloud: Cloud): readonly NetworkCheck[] {
  const before = { findings: null, details: null }
  return [
    ...hostsToAllow(cloud).map((host) => ({ subject: host.use, host, ...before })),
    { subject: 'loopback', host: null, ...before },
    { subject: 'keychain', host: null, ...before },
  ]
}

/** Returns the looks with the result of one of them filled in. */
export function withResult(
  checks: readonly NetworkCheck[],
  { subject, findings, details }: CheckResult,
): readonly NetworkCheck[] {
  return checks.map((check) => (check.subject === subject ? { ...check, findings, details } : check))
}

/** Returns the hosts that a company's network has to allow. */
export function hostsOf(checks: readonly NetworkCheck[]): readonly HostToAllow[] {
  return checks.flatMap(({ host }) => host ?? [])
}
