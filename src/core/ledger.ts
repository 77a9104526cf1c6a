import type { ProfileId } from './access/profile.ts'

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

/** This computer's copy of a secret that was handed over. It leaves with CDID's confirmation, or at `until`, ISO 8601. */
export interface KeptCopy {
  readonly practice: boolean
  readonly tenantId: string
  readonly organization: { readonly name: string; readonly domain: string }
  readonly appId: string
  readonly keyId: string
  readonly until: string
}
