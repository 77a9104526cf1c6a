import type { CloudId } from './access/cloud.ts'
import type { ProfileId } from './access/profile.ts'

/** One line of the journal, or of the ledger: the file of the lines that are read again on another day. */
export type JournalLine =
  /** A change begins. */
  | { readonly did: 'begin'; readonly change: string; readonly tenantId: string }
  /** A change has been made. */
  | {
      readonly did: 'end'
      readonly change: string
      readonly tenantId: string
      /** The application's object id, or `null` when there is no application yet. */
      readonly applicationId: string | null
    }
  /** The sealed file has been handed over. */
  | ({ readonly did: 'deliver' } & DeliveredLine)
  /** A secret was made. It has not been handed over. */
  | ({ readonly did: 'make' } & MadeSecret)
  /** A secret left its application; `keyId` null: all of the tenant's did. */
  | { readonly did: 'remove'; readonly tenantId: string; readonly keyId: string | null }
  /** This computer keeps a copy of the secret. */
  | ({ readonly did: 'keep' } & KeptCopy)
  /** This computer no longer keeps its copy of the secret. */
  | ({ readonly did: 'forget' } & Pick<KeptCopy, 'keyId'>)
  /** The person wants to see nothing of that handoff any more. */
  | { readonly did: 'forget-row'; readonly keyId: string }
  /** The sealed file of that secret was saved at this path. */
  | { readonly did: 'save-file'; readonly keyId: string; readonly path: string }
  /** A wait begins. */
  | ({ readonly did: 'await' } & AwaitLine)
  /** A proof passed in that tenant: nothing is waited for any more. */
  | { readonly did: 'prove'; readonly tenantId: string }

/** A wait for what somebody else does, or for what Microsoft applies. Instants are ISO 8601. */
export interface AwaitLine {
  readonly practice: boolean
  readonly tenantId: string
  readonly organization: { readonly name: string; readonly domain: string }
  readonly profile: ProfileId
  readonly for: AwaitedFor
  readonly since: string
  /** The end of the time in which waiting is normal. */
  readonly until: string
  readonly mailbox: string | null
  /** A mailbox that must stay closed. */
  readonly blockedMailbox: string | null
}

/** What is waited for: Exchange's allow list of applications, Exchange's limit to some mailboxes, or a colleague's consent. */
export type AwaitedFor = 'allow-list' | 'limit' | 'consent'

/** One handoff, as this computer remembers it. Instants are ISO 8601. */
export interface DeliveredLine {
  readonly practice: boolean
  readonly tenantId: string
  readonly organization: { readonly name: string; readonly domain: string }
  readonly appId: string
  readonly keyId: string
  readonly expiresAt: string
  readonly deliveredAt: string
  readonly profile: ProfileId
  readonly cloud: CloudId
  /** Present when Exchange limits the application to some mailboxes. */
  readonly limited?: true | undefined
  readonly setUp?: 'by-hand' | undefined
}

/** A secret that a run made in a tenant. */
export interface MadeSecret {
  readonly practice: boolean
  readonly tenantId: string
  readonly organization: { readonly name: string; readonly domain: string }
  readonly keyId: string
}

/** A secret that was made, and never handed over nor removed as far as this computer knows. `madeAt` is in ISO 8601. */
export interface UnsentSecret extends MadeSecret {
  readonly madeAt: string
}

/** This computer's copy of a secret that was handed over, kept until CDID confirms the secret or until `until` (ISO 8601). */
export interface KeptCopy {
  readonly practice: boolean
  readonly tenantId: string
  readonly organization: { readonly name: string; readonly domain: string }
  readonly appId: string
  readonly keyId: string
  readonly until: string
}
