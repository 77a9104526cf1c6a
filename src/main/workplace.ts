import { randomUUID } from 'node:crypto'
import { createJournal } from '#adapters/files/journal.ts'
import { createRunJournal, openLedger } from '#adapters/files/run-journal.ts'
import { createVault, type Keychain } from '#adapters/keychain/keychain.ts'
import { createDiscovery } from '#adapters/microsoft/sign-in/discovery.ts'
import { createDirectory } from '#adapters/microsoft/graph/directory.ts'
import { createOutbox, mailScopes } from '#adapters/microsoft/graph/outbox.ts'
import { createMailbox } from '#adapters/microsoft/mailbox.ts'
import { createNetwork, type NetworkStack } from '#adapters/microsoft/network/network.ts'
import { createServerClock } from '#adapters/microsoft/server-clock.ts'
import { createGraph } from '#adapters/microsoft/graph/graph.ts'
import type { LoopbackPages } from '#adapters/microsoft/sign-in/loopback.ts'
import { createSignIn, type PageForClaims } from '#adapters/microsoft/sign-in/sign-in.ts'
import { createTokens } from '#adapters/microsoft/sign-in/tokens.ts'
import { createTransport, type ExchangeRecord, type Fetch } from '#adapters/microsoft/transport.ts'
import { createSeal } from '#adapters/seal/age.ts'
import { publicCloud } from '#core/access/cloud.ts'
import { hostsToAllow } from '#core/network/hosts.ts'
import type { ProxySignIn } from '#core/network/proxy-sign-in.ts'
import type { Clock, Recipient, World } from '#core/ports.ts'
import type { Workplace } from '#core/session/desktop.ts'

export interface WorkplaceParts {
  readonly fetch: Fetch
  /** What tells of the way to a host; `null` in practice, where there is no network. */
  readonly network?: NetworkStack | null
  /** Waits for a person's credentials for a proxy; there is none in practice. */
  readonly signInToProxy?: ProxySignIn['ask']
  readonly page: (url: string) => string
  readonly practice: boolean
  readonly recipients: readonly Recipient[]
  readonly address: string
  readonly signIn: Workplace['signInApplication']
  /** The keychain's service name; practice has its own. */
  readonly vaultService: string
  /** The keychain; by default the operating system's. */
  readonly keychain?: Keychain
  readonly clock: Clock
  readonly journal: string
  readonly pages: () => LoopbackPages
  /** Shows the page that a claims challenge calls for. */
  readonly pageForClaims?: PageForClaims
  readonly requested: () => void
  readonly version: string
}

/** Builds the adapters. The real world and practice differ only in the parts that are handed in. */
export function createWorkplace(parts: WorkplaceParts): Workplace {
  const clock = createServerClock(parts.clock)
  const cloud = publicCloud
  const journal = createJournal(parts.journal)
  const record = (exchange: ExchangeRecord) => {
    journal.record(exchange)
    parts.requested()
  }
  const { network: stack = null, signInToProxy } = parts
  const transport = createTransport({
    fetch: parts.fetch,
    hosts: hostsToAllow(cloud).map(({ host }) => host),
    clock,
    record,
    onHeaders: clock.adjust,
    ...(signInToProxy && { signInToProxy }),
    ...(stack && { certificateOf: stack.certificateOf }),
  })
  const { pages, pageForClaims } = parts
  const asked = pageForClaims ? { pages, pageForClaims } : { pages }
  const signIn = createSignIn({ transport, cloud, clock, clientId: parts.signIn.clientId, ...asked })
  const graph = createGraph({ transport, cloud, clock, token: signIn.graphToken })
  const world: World = {
    practice: parts.practice,
    cloud,
    clock,
    directory: createDirectory(graph, { cloud, clock }),
    tokens: createTokens({ transport, cloud, clock }),
    mailbox: createMailbox({ transport, cloud, clock, userAgent: `CDID-PrextraSetup/${parts.version}` }),
    discovery: createDiscovery({ transport, cloud, clock }),
    outbox: createOutbox({ transport, cloud, clock, token: signIn.token(mailScopes) }),
    network: createNetwork({
      fetch: parts.fetch,
      clock: parts.clock,
      record,
      stack,
      ...(signInToProxy && { signInToProxy }),
    }),
    vault: createVault(parts.vaultService, clock, randomUUID, parts.keychain),
    journal: createRunJournal(journal, openLedger(parts.journal), clock),
    seal: createSeal(clock),
    recipients: parts.recipients,
    newId: randomUUID,
    random: Math.random,
  }
  return {
    world,
    signIn: {
      begin: signIn.begin,
      allow: signIn.allow,
      explain: signIn.explain,
      forget: signIn.forget,
      mailScopes,
    },
    signInApplication: parts.signIn,
    page: parts.page,
    address: parts.address,
  }
}
