import type { Cloud } from '#core/access/cloud.ts'
import type { Clock, Mailbox } from '#core/ports.ts'
import { openByEws } from './exchange/exchange.ts'
import { openByGraph } from './graph/graph-mailbox.ts'
import type { Transport } from './transport.ts'

export interface MailboxOptions {
  readonly transport: Transport
  readonly cloud: Cloud
  readonly clock: Clock
  readonly userAgent: string
}

/** The Mailbox port: EWS or Microsoft Graph, as the permission that is tried has it. */
export function createMailbox(options: MailboxOptions): Mailbox {
  return {
    open: (probe, address, token, signal) =>
      probe === 'mailbox'
        ? openByEws(options, address, token, signal)
        : openByGraph(options, probe, address, token, signal),
  }
}
