import type { Mailbox } from '#core/ports.ts'
import type { MailboxConnection } from './connection.ts'
import { openByEws } from './exchange/exchange.ts'
import { openByGraph } from './graph/graph-mailbox.ts'

/** The Mailbox port: EWS for the permission that EWS needs, Microsoft Graph for all others. */
export function createMailbox(connection: MailboxConnection): Mailbox {
  return {
    open: (probe, address, token, signal) =>
      probe === 'mailbox'
        ? openByEws(connection, address, token, signal)
        : openByGraph(connection, probe, address, token, signal),
  }
}
