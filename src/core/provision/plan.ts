import type { Change } from './change.ts'
import {
  profiles,
  tenantWide,
  type Permission,
  type Profile,
  type ProfileId,
  type RoleName,
} from '../access/profile.ts'
import type { Aim, DesiredState } from './step.ts'

/** What the tenant already holds of ours, as the review shows it. Ids and dates only. */
export interface Found {
  readonly application: FoundApplication | null
  /** Ours, in the recycle bin; can be restored. Empty unless there is none outside it. */
  readonly deleted: readonly (FoundApplication & { readonly deletedAt: string | null })[]
  readonly servicePrincipal: { readonly id: string; readonly createdAt: string | null } | null
  /** What the plan was made for. */
  readonly profile: ProfileId
  /** All that the profile asks for. */
  readonly permissions: readonly Permission[]
  /** Roles that may grant them, smallest first. */
  readonly grantedBy: readonly RoleName[]
  /** Values of those that are granted. */
  readonly granted: readonly string[]
  /** All of them that are wanted for the whole tenant. */
  readonly consented: boolean
  /** Permissions of other profiles that the application still has, or asks for. */
  readonly others: readonly string[]
  readonly secret: FoundSecret | null
  /** The delivered secret that stays valid until CDID has confirmed the one above. */
  readonly retiring: FoundSecret | null
  /** Applications that bear our name and none of our marks: asked about, never adopted by themselves. */
  readonly namesakes: readonly FoundApplication[]
  /** The longest life, in milliseconds, that the tenant's policy gives a secret; `null`: none, or not readable. */
  readonly longestSecretMs: number | null
  /** Exchange limits the application to some mailboxes. */
  readonly limited: boolean
  /** Made by hand and taken over: never removed, only released. */
  readonly adopted: boolean
}

export interface FoundApplication {
  readonly id: string
  readonly appId: string
  readonly displayName: string
  readonly createdAt: string | null
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
  /** CDID has written that it arrived and works. */
  readonly confirmed: boolean
}

/** A list a person can read and approve. Empty `changes`: everything is in place. */
export interface Plan {
  /** Names this very plan: what is approved is what was shown. */
  readonly id: string
  readonly changes: readonly Change[]
  readonly found: Found
  readonly secretEndsAt: string
  readonly aim: Aim
  readonly reach: DesiredState['reach']
  readonly retireOthers: boolean
  /** A colleague gives the consent: it is in no change of this plan. */
  readonly consentDelegated: boolean
}

/**
 * The profile that the application was set up for, when it is not the one the plan was made for. Limited, Graph's leaves
 * one permission in Entra, and EWS's none: nothing of this plan's there means that it is the other's.
 */
export function otherProfileInPlace({ profile, application, granted, limited, others }: Found): Profile | null {
  if (!application || granted.length > 0) return null
  const other = Object.values<Profile>(profiles).find(({ id }) => id !== profile)
  return other && tenantWide(other, limited).every(({ value }) => others.includes(value)) ? other : null
}
