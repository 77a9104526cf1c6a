import type { Answer } from './answer.ts'
import type { Cloud, CloudId } from './access/cloud.ts'
import type { Directory } from './directory.ts'
import type { Mail } from './handoff/mail.ts'
import type { AwaitLine, JournalLine } from './ledger.ts'
import type { HostToAllow } from './network/hosts.ts'
import type { HostObservation } from './network/observation.ts'
import type { Probe } from './access/profile.ts'
import type { Secret } from './secret.ts'

/** The outside world as a few small interfaces. Only `main/world.ts` builds one. */
export interface World {
  readonly practice: boolean
  /** After how many milliseconds every server of the tenant shows what was made. */
  readonly settlesMs: number
  readonly cloud: Cloud
  readonly clock: Clock
  readonly directory: Directory
  readonly tokens: Tokens
  readonly mailbox: Mailbox
  readonly discovery: Discovery
  readonly outbox: Outbox
  readonly network: Network
  readonly vault: Vault
  readonly journal: Journal
  readonly seal: Seal
  /** The keys that the handoff is sealed to: CDID's from the build, or the practice tenant's. No setting can change them. */
  readonly recipients: readonly Recipient[]
  /** A new UUID. */
  readonly newId: () => string
  /** A number from 0 to below 1. It is only used to spread waits. */
  readonly random: () => number
}

export interface Clock {
  now(): Date
  /** Resolves after `ms`; rejects at once with the signal's reason when it is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>
  /** Calls `ring` once after `ms`, unless the function it returns is called before: a time limit for calls that may never end. */
  alarm(ms: number, ring: () => void): () => void
}

/** A token for the application itself, and what the token says about itself. */
export interface AppToken {
  readonly token: Secret
  readonly tenantId: string
  readonly roles: readonly string[]
}

export interface Tokens {
  /** Returns a new token from Microsoft, never one from a cache: a cached token does not carry roles that were granted since. */
  appOnly(
    credentials: {
      readonly tenantId: string
      readonly appId: string
      readonly secret: Secret
      readonly resource: string
    },
    signal: AbortSignal,
  ): Promise<Answer<AppToken>>
}

/** What Microsoft tells anybody about a tenant, without an account: OpenID discovery. */
export interface Discovery {
  /**
   * Returns the tenant with that id or domain, in whatever cloud it is. `null`: Microsoft knows no such tenant.
   * `unknown-cloud`: it is in a cloud that the table of clouds does not have.
   */
  tenant(idOrDomain: string, signal: AbortSignal): Promise<Answer<FoundTenant | null>>
}

/** A tenant as discovery found it; its id is in lower case. */
export interface FoundTenant {
  readonly tenantId: string
  readonly cloud: CloudId
}

/** Access to one mailbox with an app-only token. */
export interface Mailbox {
  /** Makes one call on the mailbox with this SMTP address, by EWS for the probe `mailbox` and by Graph for others. It reads ids only. */
  open(probe: Probe, address: string, token: Secret, signal: AbortSignal): Promise<Answer<null>>
}

/** The mailbox of the person who signed in. */
export interface Outbox {
  /**
   * Sends a mail. `done`: Microsoft has accepted it, and has not delivered it yet. `unknown`: it may have been sent.
   * `onTheWay` is told whether the mail itself is on its way, and not something that comes before it.
   */
  send(mail: Mail, signal: AbortSignal, onTheWay?: (isOnTheWay: boolean) => void): Promise<Answer<null>>
}

/** The network between this computer and Microsoft, looked at without an account. */
export interface Network {
  /** Makes one request to a host, at most ten seconds, and never again by itself. Rejects only when it is stopped. */
  look(host: HostToAllow, signal: AbortSignal): Promise<HostObservation>
  /** Whether this computer lets the assistant listen on localhost, where the browser brings the answer to a sign-in. */
  canListen(): Promise<boolean>
}

/** This assistant's entries in the operating system's keychain, by the names in `vault-account.ts`. */
export interface Vault {
  /** Writes, reads back and removes a value as long as a secret: it shows before a secret is made whether one could be kept. */
  canary(signal: AbortSignal): Promise<Answer<null>>
  read(account: string): Promise<Answer<Secret | null>>
  write(account: string, secret: Secret, label: EntryLabel): Promise<Answer<null>>
  /** Changes the label of an entry, and reads it back. `false`: there is no such entry. */
  relabel(account: string, label: EntryLabel): Promise<Answer<boolean>>
  remove(account: string): Promise<Answer<null>>
  /** Returns all entries there are. Some may be of another computer: Windows lets them roam. */
  entries(): Promise<Answer<readonly VaultEntry[]>>
}

/** What an entry of the keychain says of itself. */
export interface EntryLabel {
  /** `pending`: a secret that was made and not handed over. `delivered`: CDID has it as well. `pasted`: it belongs to the guide. `canary`: no secret. */
  readonly kind: 'pending' | 'delivered' | 'pasted' | 'canary'
  /** From when it is of no use, or need not be kept, in ISO 8601. */
  readonly until: string
}

export interface VaultEntry {
  readonly account: string
  /** `null`: the assistant did not write it so. */
  readonly label: EntryLabel | null
}

/**
 * What this computer did, kept in files for support. It never holds a secret, and a line that cannot be written stops
 * nothing. Ids that are read from it only say where to look: a plan counts what was then read in the tenant.
 */
export interface Journal {
  note(line: JournalLine): void
  /** Returns what is still waited for in that tenant, or `null` when nothing is or a proof has passed since. */
  awaited(tenantId: string): AwaitLine | null
  /** Returns the object ids of the applications that this computer made or changed in that tenant, newest first. */
  applications(tenantId: string): readonly string[]
}

/** A public key of somebody who may open what is sealed. */
export interface Recipient {
  readonly id: string
  /** `age1…` */
  readonly publicKey: string
  /** The ISO date after which nothing may be sealed to this key. */
  readonly notAfter: string
}

/** Encrypts for the recipients, who must be at least one and of one class of key, as age v1 in binary form. Rejects otherwise. */
export type Seal = (plain: Uint8Array, recipients: readonly Recipient[]) => Promise<Uint8Array>
