import type { Cloud } from '../access/cloud.ts'

/** What the assistant reaches a host for. */
export type HostUse = 'sign-in' | 'graph' | 'exchange'

/** A host that a company's network has to let the assistant reach, over TLS. */
export interface HostToAllow {
  readonly use: HostUse
  readonly host: string
  readonly port: number
}

/** Returns every host that the assistant itself contacts in a cloud. The transport allows these and no other. */
export function hostsToAllow({ login, graph, exchange }: Cloud): readonly HostToAllow[] {
  return [
    { use: 'sign-in', host: login, port: 443 },
    { use: 'graph', host: graph, port: 443 },
    { use: 'exchange', host: exchange, port: 443 },
  ]
}
