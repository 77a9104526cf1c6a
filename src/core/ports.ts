import type { Answer } from './answer.ts'
import type { Cloud } from './access/cloud.ts'
import type { Directory } from './directory.ts'
import type { Mail } from './handoff/mail.ts'
import type { AwaitLine, JournalLine } from './ledger.ts'
import type { Probe } from './access/profile.ts'
import type { Secret } from './secret.ts'

/** The outside world as a few small interfaces. `main/world.ts` is the one place that builds it. */
export interface World {
  readonly practice: boolean
  readonly cloud: Cloud
  readonly clock: Clock
  readonly directory: Directory
  readonly tokens: Tokens
  readonly mailbox: Mailbox
  readonly discovery: Discovery
  readonly outbox: Outbox
  readonly vault: Vault
  readonly journal: Journal
  readonly seal: Seal
  /** CDID's keys (or the practice tenant's own), from the build, never from a setting. */
  readonly recipients: readonly Recipient[]
  /** A new UUID. */
  readonly newId: () => string
  /** In [0, 1): spreads waits, nothing else. */
  readonly random: () => number
}

export interface Clock {
  now(): Date
  /** Resolves after `ms`; rejects at once with the signal's reason when it is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>
  /** Rings once after `ms`, unless what it answers is called first: a limit on what the outside may take. */
  alarm(ms: number, ring: () => void): () => void
}

/** What a fresh app-only token says of itself (diagnostic only). */
export interface AppToken {
  readonly token: Secret
  readonly tenantId: string
  readonly roles: readonly string[]
}

export interface Tokens {
  /** Always a new token from Microsoft, never one from a cache: a cached one does not carry new roles. */
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

/** What Microsoft says to anybody of a tenant: OpenID discovery. No account, no rights. */
export interface Discovery {
  /** The tenant's id, in lower case, by its id or one of its domains; `null`: Microsoft knows no such tenant. */
  tenantId(idOrDomain: string, signal: AbortSignal): Promise<Answer<string | null>>
}

/** One mailbox, with an app-only token. `address` is an SMTP address. */
export interface Mailbox {
  /** By EWS for `mailbox`, by Microsoft Graph for the others: ids only, nothing of its content. */
  open(probe: Probe, address: string, token: Secret, signal: AbortSignal): Promise<Answer<null>>
}

/** The mailbox of whoever signed in. */
export interface Outbox {
  /** One exchange. `done`: accepted, not yet delivered. `unknown`: it may have been sent. */
  send(mail: Mail, signal: AbortSignal): Promise<Answer<null>>
}

/** The operating system's keychain. Accounts are `tenantId/appId/keyId`, looked up one by one, never listed. */
export interface Vault {
  /** Writes, reads back and deletes a value as long as a secret, so that a keychain that refuses is known before one exists. */
  canary(signal: AbortSignal): Promise<Answer<null>>
  read(account: string): Promise<Answer<Secret | null>>
  write(account: string, secret: Secret): Promise<Answer<null>>
  remove(account: string): Promise<Answer<null>>
}

/**
 * What this computer did, kept for support: never a secret. A journal that cannot be written is never a reason to stop.
 * What it says is only where to look: it counts once it has been read in the tenant.
 */
export interface Journal {
  note(line: JournalLine): void
  /** What is still waited for in that tenant, unless it has been shown to work since. */
  awaited(tenantId: string): AwaitLine | null
  /** Object ids of the applications this computer made or changed in that tenant, newest first. */
  applications(tenantId: string): readonly string[]
}

/** A key that may open what we seal. */
export interface Recipient {
  readonly id: string
  /** `age1…` */
  readonly publicKey: string
  /** ISO date after which nothing is sealed to it any more. */
  readonly notAfter: string
}

/** age v1, binary: at least one recipient, all of one class; the header is checked after sealing. Rejects on anything else. */
export type Seal = (plain: Uint8Array, recipients: readonly Recipient[]) => Promise<Uint8Array>
