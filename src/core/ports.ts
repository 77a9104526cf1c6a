import type { Answer } from './answer.ts'
import type { Cloud } from './access/cloud.ts'
import type { KeptCopy } from './handoff/kept-copy.ts'
import type { Mail } from './handoff/mail.ts'
import type { Permission, Probe, ProfileId } from './access/profile.ts'
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

export interface PasswordCredential {
  readonly keyId: string
  readonly displayName: string | null
  readonly startsAt: string
  readonly endsAt: string
}

export interface Application {
  /** The object's id in the directory, not the client id. */
  readonly id: string
  /** The application (client) id. */
  readonly appId: string
  readonly displayName: string
  readonly createdAt: string | null
  readonly redirectUris: readonly string[]
  readonly tags: readonly string[]
  readonly permissions: readonly Pick<Permission, 'resourceAppId' | 'appRoleId'>[]
  readonly passwords: readonly PasswordCredential[]
}

export interface ApplicationBody {
  readonly displayName: string
  readonly redirectUris: readonly string[]
  readonly permissions: readonly Pick<Permission, 'resourceAppId' | 'appRoleId'>[]
  readonly tags: readonly string[]
}

/** An application in the tenant's recycle bin, where Entra keeps it for 30 days. */
export interface DeletedApplication extends Application {
  readonly deletedAt: string | null
}

/** What the tenant's default app management policy says of client secrets. */
export interface SecretPolicy {
  readonly forbidden: boolean
  /** The longest life a new secret may have, in milliseconds. */
  readonly longestMs: number | null
}

export interface ServicePrincipal {
  readonly id: string
  readonly appId: string
  readonly createdAt: string | null
}

export interface AppRoleAssignment {
  readonly id: string
  readonly resourceId: string
  readonly appRoleId: string
}

export interface Organization {
  readonly id: string
  readonly name: string
  readonly domain: string
}

/** Microsoft Graph, as far as we need it. Each call is one exchange; nothing here waits or repeats. */
export interface Directory {
  organization(signal: AbortSignal): Promise<Answer<Organization>>
  applicationByUniqueName(uniqueName: string, signal: AbortSignal): Promise<Answer<Application | null>>
  applicationById(id: string, signal: AbortSignal): Promise<Answer<Application | null>>
  applicationsByTag(tag: string, signal: AbortSignal): Promise<Answer<readonly Application[]>>
  applicationsByName(displayName: string, signal: AbortSignal): Promise<Answer<readonly Application[]>>
  /** Ours, deleted less than 30 days ago. */
  deletedApplications(displayName: string, signal: AbortSignal): Promise<Answer<readonly DeletedApplication[]>>
  /** Creates it, or leaves an existing one (`null`) with that uniqueName as the body says. `unsupported`: not in this form. */
  upsertApplication(
    uniqueName: string,
    body: Omit<ApplicationBody, 'tags'>,
    signal: AbortSignal,
  ): Promise<Answer<Application | 'unsupported' | null>>
  /** Made twice, it makes two. */
  createApplication(body: ApplicationBody, signal: AbortSignal): Promise<Answer<Application>>
  restoreApplication(id: string, signal: AbortSignal): Promise<Answer<null>>
  /** To the recycle bin, its service principal and grants with it. Not there: it is gone, which is what was asked for. */
  deleteApplication(id: string, signal: AbortSignal): Promise<Answer<null>>
  patchApplication(id: string, body: Partial<ApplicationBody>, signal: AbortSignal): Promise<Answer<null>>
  servicePrincipalByAppId(appId: string, signal: AbortSignal): Promise<Answer<ServicePrincipal | null>>
  createServicePrincipal(appId: string, signal: AbortSignal): Promise<Answer<ServicePrincipal>>
  deleteServicePrincipal(id: string, signal: AbortSignal): Promise<Answer<null>>
  appRoleAssignments(servicePrincipalId: string, signal: AbortSignal): Promise<Answer<readonly AppRoleAssignment[]>>
  grantAppRole(
    grant: { readonly principalId: string; readonly resourceId: string; readonly appRoleId: string },
    signal: AbortSignal,
  ): Promise<Answer<AppRoleAssignment>>
  /** Not there: it is gone, which is what was asked for. */
  removeGrant(grant: { readonly principalId: string; readonly id: string }, signal: AbortSignal): Promise<Answer<null>>
  /** `null`: this account may not read it, which is usual. */
  secretPolicy(signal: AbortSignal): Promise<Answer<SecretPolicy | null>>
  addPassword(
    applicationId: string,
    password: { readonly displayName: string; readonly endsAt: string },
    signal: AbortSignal,
  ): Promise<Answer<{ readonly credential: PasswordCredential; readonly secret: Secret }>>
  removePassword(applicationId: string, keyId: string, signal: AbortSignal): Promise<Answer<null>>
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

export type JournalLine =
  | { readonly did: 'begin'; readonly change: string; readonly tenantId: string }
  | {
      readonly did: 'end'
      readonly change: string
      readonly tenantId: string
      /** Object id, once there is one. */
      readonly applicationId: string | null
    }
  | ({ readonly did: 'deliver' } & DeliveredLine)
  | ({ readonly did: 'keep' } & KeptCopy)
  /** This computer's copy is gone. */
  | ({ readonly did: 'forget' } & Pick<KeptCopy, 'keyId'>)
  | ({ readonly did: 'await' } & AwaitLine)
  /** What was waited for works. */
  | { readonly did: 'prove'; readonly tenantId: string }

/** What somebody else does, or Microsoft applies, meanwhile. Instants ISO 8601. */
export interface AwaitLine {
  readonly practice: boolean
  readonly tenantId: string
  readonly organization: { readonly name: string; readonly domain: string }
  readonly profile: ProfileId
  readonly for: AwaitedFor
  readonly since: string
  /** Until when waiting is normal. */
  readonly until: string
  readonly mailbox: string | null
  /** One that must stay closed. */
  readonly blockedMailbox: string | null
}

/** `allow-list`: Exchange's list of applications. `limit`: what was granted for some mailboxes only. `consent`: a colleague's. */
export type AwaitedFor = 'allow-list' | 'limit' | 'consent'

/** One handoff, as this computer remembers it. All instants ISO 8601. */
export interface DeliveredLine {
  readonly practice: boolean
  readonly tenantId: string
  readonly organization: { readonly name: string; readonly domain: string }
  readonly appId: string
  readonly keyId: string
  readonly expiresAt: string
  readonly deliveredAt: string
  readonly profile: ProfileId
  /** Exchange limits the application to some mailboxes. */
  readonly limited?: true | undefined
  readonly setUp?: 'by-hand' | undefined
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
