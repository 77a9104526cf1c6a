import type { Cloud, CloudHost } from '../access/cloud.ts'

/** What the assistant reaches a host for. */
export type HostUse = 'sign-in' | 'graph' | 'exchange'

/** A host that a company's network has to let the assistant reach, over TLS. */
export interface HostToAllow {
  readonly use: HostUse
  readonly host: string
  readonly port: number
  /** Whether a source of Microsoft's confirms the host. */
  readonly confirmed: boolean
}

/** Returns every host that the assistant itself contacts in a cloud. The transport allows these and no other. */
export function hostsToAllow(cloud: Cloud): readonly HostToAllow[] {
  const host = (use: HostUse, name: CloudHost): HostToAllow => {
    return { use, host: cloud[name], port: 443, confirmed: !cloud.unconfirmed.includes(name) }
  }
  return [host('sign-in', 'login'), host('graph', 'graph'), host('exchange', 'exchange')]
}
