import type { Cloud } from '#core/access/cloud.ts'
import type { Clock } from '#core/ports.ts'
import type { Transport } from './http.ts'

/** What every exchange with Microsoft needs: the way there, the hosts of the cloud, and the time. */
export interface Connection {
  readonly transport: Transport
  readonly cloud: Cloud
  readonly clock: Clock
}

/** The same for calls on a mailbox: Exchange has lists of the programs that may call, by their `User-Agent`. */
export interface MailboxConnection extends Connection {
  readonly userAgent: string
}
