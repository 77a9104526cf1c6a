import { randomUUID } from 'node:crypto'
import { createJournal } from '#adapters/files/journal.ts'
import { createRunJournal, ledgerBeside, openLedger } from '#adapters/files/run-journal.ts'
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
import { clouds, loginHosts, publicCloud, type Cloud, type CloudId } from '#core/access/cloud.ts'
import { hostsToAllow } from '#core/network/hosts.ts'
import type { ProxySignIn } from '#core/network/proxy-sign-in.ts'
import type { Clock, Recipient, Seal, World } from '#core/ports.ts'
import type { Problem } from '#core/problem.ts'
import type { Workplace } from '#core/session/desktop.ts'

export interface WorkplaceParts {
  readonly fetch: Fetch
  /** What tells of the way to a host; `null` in practice, where there is no network. */
  readonly network?: NetworkStack | null
  /** Waits for a person's credentials for a proxy; there is none in practice. */
  readonly signInToProxy?: ProxySignIn['ask']
  readonly page: (url: string) => string
  readonly practice: boolean
  /** Where it is not Microsoft's: see `World`. */
  readonly settlesMs?: number
  readonly recipients: readonly Recipient[]
  readonly address: string
  readonly signIn: Workplace['signInApplication'] & {
    /** The client ids of the same application in other clouds, where it is registered a second time. */
    readonly otherClouds?: Readonly<Partial<Record<CloudId, string>>>
  }
  /** The keychain's service name; practice has its own. */
  readonly vaultService: string
  /** The keychain; by default the operating system's. */
  readonly keychain?: Keychain
  readonly clock: Clock
  readonly journal: string
  /** The ledger, which follows the person to other computers; by default beside the journal. */
  readonly ledger?: string
  readonly pages: () => LoopbackPages
  /** Shows the page that a claims challenge calls for. */
  readonly pageForClaims?: PageForClaims
  readonly requested: () => void
  readonly version: string
}

/** The Seal port with age, which is loaded when something is sealed. */
function sealWhenNeeded(clock: Clock): Seal {
  return async (plain, recipients) => {
    const { createSeal } = await import('#adapters/seal/age.ts')
    return createSeal(clock)(plain, recipients)
  }
}

/** The longest lag that was seen of one of Microsoft's servers is 8 s. */
const microsoftSettlesMs = 10_000

/** Builds the adapters. The real world and practice differ only in the parts that are handed in. */
export function createWorkplace(parts: WorkplaceParts): Workplace {
  const clock = createServerClock(parts.clock)
  const journal = createJournal(parts.journal)
  const record = (exchange: ExchangeRecord) => {
    journal.record(exchange)
    parts.requested()
  }
  const { network: stack = null, signInToProxy } = parts
  const transportTo = (hosts: readonly string[]) =>
    createTransport({
      fetch: parts.fetch,
      hosts,
      clock,
      record,
      onHeaders: clock.adjust,
      ...(signInToProxy && { signInToProxy }),
      ...(stack && { certificateOf: stack.certificateOf }),
    })
  const shared = {
    practice: parts.practice,
    settlesMs: parts.settlesMs ?? microsoftSettlesMs,
    clock,
    network: createNetwork({
      fetch: parts.fetch,
      clock: parts.clock,
      record,
      stack,
      ...(signInToProxy && { signInToProxy }),
    }),
    vault: createVault(parts.vaultService, clock, randomUUID, parts.keychain),
    journal: createRunJournal(journal, openLedger(parts.ledger ?? ledgerBeside(parts.journal)), clock),
    seal: sealWhenNeeded(clock),
    recipients: parts.recipients,
    newId: randomUUID,
    random: Math.random,
  }

  const { pages, pageForClaims } = parts
  const asked = pageForClaims ? { pages, pageForClaims } : { pages }

  /** Builds what depends on the cloud. Its hosts are the only ones that can be reached, but for the question in which cloud a tenant is. */
  function inCloud(cloud: Cloud): Workplace {
    const transport = transportTo(hostsToAllow(cloud).map(({ host }) => host))
    const clientId = cloud.id === publicCloud.id ? parts.signIn.clientId : parts.signIn.otherClouds?.[cloud.id]
    const signIn = createSignIn({
      transport,
      cloud,
      clock,
      clientId: clientId ?? parts.signIn.clientId,
      ...asked,
    })
    const graph = createGraph({ transport, cloud, clock, token: signIn.graphToken })
    const world: World = {
      ...shared,
      cloud,
      directory: createDirectory(graph, { cloud, clock }),
      tokens: createTokens({ transport, cloud, clock }),
      mailbox: createMailbox({ transport, cloud, clock, userAgent: `CDID-PrextraSetup/${parts.version}` }),
      discovery: createDiscovery({ transport: transportTo(loginHosts), cloud, clock }),
      outbox: createOutbox({ transport, cloud, clock, token: signIn.token(mailScopes) }),
    }
    const withoutClient = (): Promise<{ readonly no: Problem }> =>
      Promise.resolve({ no: { code: 'cloud-without-sign-in', at: clock.now().toISOString() } })
    const { name, isOurs } = parts.signIn
    return {
      world,
      signIn: {
        begin: clientId === undefined ? withoutClient : signIn.begin,
        allow: signIn.allow,
        explain: signIn.explain,
        forget: signIn.forget,
        mailScopes,
      },
      signInApplication: { clientId: clientId ?? parts.signIn.clientId, name, isOurs },
      inCloud: (id) => inCloud(clouds[id]),
      page: parts.page,
      address: parts.address,
    }
  }
  return inCloud(publicCloud)
}
