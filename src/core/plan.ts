import type { Change } from './change.ts'

/** What the tenant already holds of ours, as the review shows it. Ids and dates only. */
export interface Found {
  readonly application: {
    readonly id: string
    readonly appId: string
    readonly displayName: string
    readonly createdAt: string | null
  } | null
  readonly servicePrincipal: { readonly id: string; readonly createdAt: string | null } | null
  /** Values of the profile's permissions that are granted. */
  readonly granted: readonly string[]
  readonly secret: FoundSecret | null
  /** Applications with our name that we did not make: shown, never adopted. */
  readonly namesakes: number
}

/** The secret a proof and a handoff would use. */
export interface FoundSecret {
  readonly keyId: string
  readonly startsAt: string
  readonly expiresAt: string
  /** `delivered`: CDID has it, somebody's production. `pending`: made, not handed over yet. */
  readonly state: 'pending' | 'delivered'
  /** Whether this computer's keychain holds its value. */
  readonly held: boolean
}

/** A list a person can read and approve. Empty `changes`: everything is in place. */
export interface Plan {
  /** Names this very plan: what is approved is what was shown. */
  readonly id: string
  readonly changes: readonly Change[]
  readonly found: Found
  readonly secretEndsAt: string
  readonly renew: boolean
}
