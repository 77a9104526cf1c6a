import type { Change } from './change.ts'
import {
  profiles,
  tenantWide,
  type Permission,
  type Profile,
  type ProfileId,
  type RoleName,
} from '../access/profile.ts'
import type { ServicePrincipal } from '../directory.ts'
import type { Aim, DesiredState } from './step.ts'

/** What the tenant already has of ours, as the review shows it: ids and dates only. */
export interface Found {
  readonly application: FoundApplication | null
  /** Our applications in the recycle bin, which can be restored. Empty unless there is none outside it. */
  readonly deleted: readonly (FoundApplication & { readonly deletedAt: string | null })[]
  readonly servicePrincipal: Omit<ServicePrincipal, 'appId'> | null
  /** The profile that the plan was made for. */
  readonly profile: ProfileId
  /** All permissions of that profile. */
  readonly permissions: readonly Permission[]
  /** The roles that may grant them, smallest first. */
  readonly grantedBy: readonly RoleName[]
  /** The values of the permissions that are granted. */
  readonly granted: readonly string[]
  /** Whether all permissions that are wanted for the whole tenant are granted. */
  readonly consented: boolean
  /** The values of permissions of other profiles that are granted, or that the application's manifest asks for. */
  readonly others: readonly string[]
  readonly secret: FoundSecret | null
  /** The delivered secret that stays valid until CDID has confirmed the one above. */
  readonly retiring: FoundSecret | null
  /** Applications with our name and none of our tags: the person is asked about them, and none is adopted without a yes. */
  readonly namesakes: readonly FoundApplication[]
  /** What the tenant's policy says of new secrets; `unread`: it could not be read. `null`: no secret is to be made. */
  readonly secretPolicy: 'allows' | 'forbids' | 'unread' | null
  /** The longest life, in milliseconds, that the tenant's policy gives a secret; `null`: none, or not readable. */
  readonly longestSecretMs: number | null
  /** Whether Exchange limits the application to some mailboxes. */
  readonly limited: boolean
  /** Whether somebody else made the application and we took it over: it is never removed, only released. */
  readonly adopted: boolean
}

export interface FoundApplication {
  readonly id: string
  readonly appId: string
  readonly displayName: string
  readonly createdAt: string | null
}

/** A client secret that the assistant made. */
export interface FoundSecret {
  readonly keyId: string
  readonly startsAt: string
  readonly expiresAt: string
  /** `delivered`: CDID has it, and may use it in production. `pending`: made, and not handed over yet. */
  readonly state: 'pending' | 'delivered'
  /** Whether this computer's keychain holds its value. */
  readonly held: boolean
  /** Whether CDID has confirmed that it arrived and works. */
  readonly confirmed: boolean
}

/** What a person reads and approves. Without `changes`, everything is in place. */
export interface Plan {
  /** A new id for each plan: an approval names the plan that was shown. */
  readonly id: string
  readonly changes: readonly Change[]
  readonly found: Found
  readonly secretEndsAt: string
  readonly aim: Aim
  readonly reach: DesiredState['reach']
  readonly retireOthers: boolean
  /** Whether a colleague grants admin consent: then no change of this plan is a grant. */
  readonly consentDelegated: boolean
  readonly exemption: DesiredState['exemption']
}

/**
 * Returns the profile that the application was set up for, when it is not the one that the plan was made for. A limited
 * application has few or no permissions of its profile in Entra, so it is the other one when it has none of this plan's.
 */
export function otherProfileInPlace({ profile, application, granted, limited, others }: Found): Profile | null {
  if (!application || granted.length > 0) return null
  const other = Object.values<Profile>(profiles).find(({ id }) => id !== profile)
  return other && tenantWide(other, limited).every(({ value }) => others.includes(value)) ? other : null
}
