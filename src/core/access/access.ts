import type { Secret } from '../secret.ts'
import type { Cloud } from './cloud.ts'
import type { Profile } from './profile.ts'

/** The client secret of an access. A field is `null` when nobody has read or entered it; instants are in ISO 8601. */
export interface AccessSecret {
  readonly value: Secret
  /** Microsoft's id of the secret. */
  readonly keyId: string | null
  readonly startsAt: string | null
  readonly endsAt: string | null
}

/**
 * What an application may open, and what opens it. The automatic path makes one from the tenant, the guide from what was
 * entered, reception from a sealed file; it is proven, sealed, renewed and checked alike, and nothing else is asked for.
 */
export interface Access<S extends AccessSecret = AccessSecret> {
  readonly profile: Profile
  readonly cloud: Cloud
  readonly tenantId: string
  /** The application (client) id. */
  readonly applicationId: string
  readonly secret: S
  /**
   * `seen` when the grants of an enabled service principal were read in the tenant: a token that is still refused as
   * disabled, or still lacks the roles, will then come soon.
   */
  readonly consent: 'seen' | 'unknown'
  /** Whether Exchange limits the application to some mailboxes. */
  readonly limited: boolean
}

/** An access that can be handed over: the id and the end of its secret are known. */
export type DeliverableAccess = Access<AccessSecret & { readonly keyId: string; readonly endsAt: string }>
